"""What the rules say, as pure Python: no Django, no database, no clock."""
