"""What somebody may have meant: by the look of what was typed, and in short lists by likeness too."""

import pytest

from regulations.suggestions import MAX_LOOK_UPS, MAX_MEASURED, Suggestions
from tests.regulations.builders import FIRST_ROW, tax, with_tax
from tests.regulations.judging import findings_of

NUMBERS = {f"kw-{number:03d}": f"KW-{number:03d}" for number in range(1, MAX_MEASURED + 10)}


@pytest.mark.parametrize("typed", ["kw-o12", "kw 012", "kw.12", "kw-12", "kw/0l2"])
def test_signs_zeros_and_letters_that_look_like_digits_make_no_difference(typed: str) -> None:
    assert Suggestions(NUMBERS)(typed) == "; maksud Anda KW-012?"


def test_a_long_list_is_not_searched_by_likeness() -> None:
    assert Suggestions(NUMBERS)("kv-012") == ""
    assert Suggestions(dict(list(NUMBERS.items())[:20]))("kv-012") == "; maksud Anda KW-012?"


def test_nothing_known_means_nothing_meant() -> None:
    assert Suggestions({})("kw-001") == ""


def test_after_many_look_ups_no_more_are_made() -> None:
    meant = Suggestions({"kw-001": "KW-001"})
    for number in range(MAX_LOOK_UPS):
        meant(f"lain {number}")
    assert meant("kw-01") == ""


def test_a_tax_that_names_a_mistyped_receipt_is_told_which_may_be_meant() -> None:
    (finding,) = findings_of("PJK-03", with_tax(evidence_number="BK-OO3"))
    assert finding.where.row == tax(FIRST_ROW).row
    assert finding.expected == "salah satu nomor bukti di BKU; maksud Anda BK-003?"
