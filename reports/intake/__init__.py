"""Reading and making the LPJ workbook. Pure Python: no Django, no database."""
