"""Pages of the auditor's room. What belongs to others is only ever read here."""
