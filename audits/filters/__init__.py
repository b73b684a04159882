"""What the lists of the auditor's room may be narrowed by."""
