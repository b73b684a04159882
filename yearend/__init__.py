"""An office's figures of a year, from allocated to still open, for the notes to the financial statements (CaLK)."""
