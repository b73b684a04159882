"""People, their offices and what they may do."""
