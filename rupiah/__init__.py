"""Rupiah in figures and in words, as Indonesia writes them. Pure Python, but for what templates and forms need."""
