"""What somebody may have meant: by the look of what was typed, and in short lists by likeness too."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from regulations import suggestions
from regulations.suggestions import LONGEST, MAX_LOOK_UPS, MAX_MEASURED, Suggestions
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


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text whose likeness to another is measured, which costs the product of their lengths."""
    texts: list[str] = []
    measure = suggestions.get_close_matches

    def noted(key: str, known: Iterable[str], n: int) -> list[str]:
        texts.extend([key, *known])
        return measure(key, list(known), n=n)

    monkeypatch.setattr(suggestions, "get_close_matches", noted)
    return texts


@pytest.mark.parametrize(("length", "meant"), [(LONGEST, "; maksud Anda YANG DIKENAL?"), (LONGEST + 1, "")])
def test_the_longest_code_is_compared_and_one_sign_more_is_none(length: int, meant: str, measured: list[str]) -> None:
    known = "k" * LONGEST
    assert Suggestions({known: "YANG DIKENAL"})("j" + "k" * (length - 1)) == meant
    assert bool(measured) is bool(meant)


@pytest.mark.parametrize(("length", "meant"), [(LONGEST, "; maksud Anda YANG DIKENAL?"), (LONGEST + 1, "")])
def test_a_known_text_that_is_longer_is_never_meant(length: int, meant: str, measured: list[str]) -> None:
    known = "k" * length
    assert Suggestions({known: "YANG DIKENAL", "lain": "LAIN"})("k" * (LONGEST - 2) + "jj") == meant
    assert max(map(len, measured)) <= LONGEST


def test_however_long_the_texts_of_a_hostile_book_no_likeness_of_them_is_measured(measured: list[str]) -> None:
    meant = Suggestions({"k" * 30_000 + str(number): "YANG DIKENAL" for number in range(100)})
    assert {meant("k" * 32_000 + str(number)) for number in range(100)} == {""}
    assert measured == []


def test_texts_that_are_too_long_use_up_no_look_up() -> None:
    meant = Suggestions({"kw-001": "KW-001"})
    for number in range(MAX_LOOK_UPS + 1):
        meant("x" * LONGEST + str(number))
    assert meant("kw-01") == "; maksud Anda KW-001?"


def test_the_same_text_again_is_answered_again_and_looked_up_once(measured: list[str]) -> None:
    meant = Suggestions({"kw-001": "KW-001"})
    assert {meant("kv-001") for _ in range(MAX_LOOK_UPS * 2)} == {"; maksud Anda KW-001?"}
    assert measured.count("kv-001") == 1


def test_a_tax_that_names_a_mistyped_receipt_is_told_which_may_be_meant() -> None:
    (finding,) = findings_of("PJK-03", with_tax(evidence_number="BK-OO3"))
    assert finding.where.row == tax(FIRST_ROW).row
    assert finding.expected == "salah satu nomor bukti di BKU; maksud Anda BK-003?"
