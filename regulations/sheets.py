"""Titles of the workbook's sheets in its own order; the summary, which only follows from the others, comes last."""

from __future__ import annotations

IDENTITY = "Identitas"
SUMMARY = "Ringkasan"
BUDGET = "RAB"
CASH_BOOK = "BKU"
BENEFICIARIES = "PM"
TAXES = "Pajak"

SHEETS = (IDENTITY, BUDGET, CASH_BOOK, BENEFICIARIES, TAXES, SUMMARY)
