"""What no file can carry is taken out of text, and what would start like a formula is held down."""

from __future__ import annotations

import io
import sys

import pytest
from openpyxl import load_workbook

from vault.tables import Table, neutral, without_controls, workbook

EVERYTHING = "".join(map(chr, range(sys.maxunicode + 1)))


def may_stand_in_xml(sign: str) -> bool:
    """The production Char of XML 1.0: what is none of it makes a file that no program opens."""
    code = ord(sign)
    return sign in "\t\n\r" or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


def test_all_that_xml_can_carry_stays_and_nothing_else() -> None:
    assert without_controls(EVERYTHING) == "".join(filter(may_stand_in_xml, EVERYTHING))


@pytest.mark.parametrize("unseen", ["\x00", "\x1f", "\ufffe", "\uffff", "\ud800", "\u200b", "\ufeff", "\xa0", " "])
@pytest.mark.parametrize("start", ["=", "＝", "+", "@"])
def test_nothing_unseen_before_it_lets_a_formula_through(unseen: str, start: str) -> None:
    text = neutral(f"{unseen}{start}1+1")
    assert text.startswith("'")
    assert text.endswith(f"{start}1+1")


@pytest.mark.parametrize("text", ["", "Warung Contoh", "1-2", "a=b", "surel@contoh.id", "\u200bWarung"])
def test_what_starts_like_no_formula_stays_as_it_is(text: str) -> None:
    assert neutral(text) == text


def test_a_table_full_of_what_no_file_carries_opens_with_the_rest_of_it() -> None:
    none, some = ("\x00", "\x08", "\x0b", "\ufffe", "\uffff", "\ud800", "\udfff"), ("\ufdd0", "\x7f")
    rows = [[f"a{sign}b"] for sign in (*none, *some)]
    book = load_workbook(io.BytesIO(workbook([Table("Contoh", [("Teks", 20)], rows)])))
    kept = [row[0] for row in book["Contoh"].iter_rows(min_row=2, values_only=True)]
    assert kept == ["ab" for _ in none] + [f"a{sign}b" for sign in some]
