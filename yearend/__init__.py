"""The year's figures of an office: allocated, decreed, paid, accounted, returned, open; for the notes to the financial statements."""
