"""An amount that is typed in the browser is the amount that the server reads, or for both it is none."""

from __future__ import annotations

from itertools import product

from playwright.sync_api import Browser

from rupiah.parse import NotRupiah, parse_rupiah
from tests.browser.conftest import ROOT

#: As people type them: none, groups of every kind, sen, too many digits, digits of other scripts.
PLAIN = (
    "0",
    "5",
    "007",
    "2500000",
    "0,500",
    "2.5",
    "2,5",
    "2.500",
    "2,500",
    "1000000000000000",
    "1000000000000001",
    "1234567890123456789",
)
GROUPS = ("2.500.000", "2,500,000", "2.500,000", "2,500.000", "25.00.000", "0.500", "012.500", "000.000")
SPACED = ("2 500 000", "2\xa0500\xa0000", "2\u202f500\u202f000", "2 500 00")
SEN = ("2.500.000,00", "2.500.000.00", "2,500,000.00", "2,500,000,00", "2500000.00", "2500000,0", "2500000,50", "0,00")
NONE = ("", "-", "--", "Rp", "1e6", "0x10", "1_000", "12a", "２５", "٢٥", "²")
FIGURES = (*PLAIN, *GROUPS, *SPACED, *SEN, *NONE)
BEFORE = (
    "",
    " ",
    "Rp",
    "Rp ",
    "rp. ",
    "RP.",
    "Rp\xa0",
    "IDR ",
    "-",
    "- ",
    "--",
    "Rp -",
    "-Rp ",
    "-Rp -",
    "+",
    "(",
    "'",
)
BEHIND = ("", " ", ",-", ".-", ",--", ",=", ",00", " rupiah", " RUPIAH,-", ")")
TEXTS = ["".join(parts) for parts in product(BEFORE, FIGURES, BEHIND)]


def read_by_the_server(text: str) -> int | None:
    try:
        return parse_rupiah(text)
    except NotRupiah:
        return None


def test_the_browser_reads_every_amount_as_the_server_does(browser: Browser) -> None:
    page = browser.new_page()
    page.add_script_tag(path=ROOT / "static" / "js" / "cells.js")
    read = page.evaluate("texts => texts.map((text) => Cells.amountIn(text)?.toString() ?? null)", TEXTS)
    page.close()
    shown = [None if amount is None else int(amount) for amount in read]
    expected = [read_by_the_server(text) for text in TEXTS]
    assert [each for each in zip(TEXTS, shown, expected, strict=True) if each[1] != each[2]] == []
    assert dict(zip(TEXTS, shown, strict=True)).items() >= {
        ("2.500.000", 2_500_000),
        ("2,500,000", 2_500_000),
        ("2500000,00", 2_500_000),
        ("Rp 2.500.000", 2_500_000),
        ("-5", -5),
        ("1e6", None),
        ("２５", None),
        ("2,500", None),
    }
