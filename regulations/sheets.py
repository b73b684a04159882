"""Titles of the workbook's sheets, in the order in which a reader meets them."""

from __future__ import annotations

IDENTITY = "Identitas"
SUMMARY = "Ringkasan"
BUDGET = "RAB"
CASH_BOOK = "BKU"
BENEFICIARIES = "PM"
TAXES = "Pajak"

SHEETS = (IDENTITY, SUMMARY, BUDGET, CASH_BOOK, BENEFICIARIES, TAXES)
