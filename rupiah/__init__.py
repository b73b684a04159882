"""Rupiah in figures and in words, as Indonesia writes them. Pure Python but for the template filters."""
