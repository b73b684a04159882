"""Characters that no keyboard has: what reaches a cell is kept as it is, told apart as unreadable, or refused."""

from __future__ import annotations

import io
import sys

import pytest

from reports.intake.layout import BKU
from reports.intake.lines import lines_of
from reports.intake.typed import Typed, write_typed
from reports.lines import from_plain
from sheets.values import unescape
from tests.workbooks.identity import DEMO_IDENTITY
from trail.refusal import Refusal

UNREADABLE = "\N{REPLACEMENT CHARACTER}"
#: Control signs, which a workbook cannot carry: typed or pasted by accident, they go without a word.
CONTROLS = {chr(code) for code in range(1, 0x20)} - set("\t\n\r")
#: What neither a workbook nor every database keeps; no page of ours lets it be typed.
NEVER = {"\x00", "\ufffe", "\uffff", *map(chr, range(0xD800, 0xE000))}


@pytest.mark.parametrize("code", ["0000", "FFFE", "FFFF", "fffe", "D800", "DBFF", "DC00", "DFFF"])
def test_an_escaped_character_that_is_none_becomes_the_sign_for_the_unreadable(code: str) -> None:
    assert unescape(f"a_x{code}_b") == f"a{UNREADABLE}b"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("_x000D_", "\r"),
        ("_x005F_x0041_", "_x0041_"),
        ("_xD83D__xDE00_", "\N{GRINNING FACE}"),
        ("_xDE00__xD83D_", UNREADABLE * 2),
        ("_xFFFD_", UNREADABLE),
        ("_xFDD0_", "\ufdd0"),
        ("_xFEFF_ab", "\ufeffab"),
        ("_x41_ _x00041_ _X0041_ x0041_", "_x41_ _x00041_ _X0041_ x0041_"),
    ],
)
def test_an_escape_of_excel_is_read_as_excel_does(written: str, meant: str) -> None:
    assert unescape(written) == meant


def test_whatever_is_escaped_a_database_can_keep_what_comes_out() -> None:
    for code in range(0x10000):
        sign = unescape(f"_x{code:04X}_")
        assert sign.encode() and sign not in NEVER, hex(code)
        assert sign == (UNREADABLE if chr(code) in NEVER else chr(code)), hex(code)


def test_what_no_workbook_keeps_is_refused_and_everything_else_may_be_typed() -> None:
    everything = [chr(code) for code in range(sys.maxunicode + 1) if chr(code) not in NEVER]
    for start in range(0, len(everything), 1_000):
        text = "".join(everything[start : start + 1_000])
        assert from_plain({"lines": {BKU.title: [{"payee": f"a{text}"}]}, "declared": {}}).lines(BKU)
    for sign in sorted(NEVER):
        with pytest.raises(Refusal, match="tidak terbaca oleh Amanah"):
            from_plain({"lines": {BKU.title: [{"payee": f"a{sign}b"}]}, "declared": {}})


def test_what_is_typed_comes_back_as_it_was_typed() -> None:
    signs = [
        "\t",
        "\n",
        "\r",
        "\x7f",
        "\x85",
        "\u2028",
        "\ufdd0",
        "\ufffd",
        "\U0001fffe",
        "\u200b",
        "_x0041_",
        "_x005F_",
    ]
    texts = [f"a{sign}b" for sign in (*signs, *sorted(CONTROLS))]
    lines = [{"payee": text, "description": "Contoh"} for text in texts]
    typed, _ = lines_of(io.BytesIO(write_typed(DEMO_IDENTITY, Typed({BKU.title: lines}))))
    assert [line.get("payee") for line in typed.lines(BKU)] == texts[: len(signs)] + ["ab"] * len(CONTROLS)
