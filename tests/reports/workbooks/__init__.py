"""Hostile and odd workbooks of our own making, written byte by byte when the tests run; what each must meet."""
