"""Which receipts of the same number, day and amount are told, and which of them may be chance; no database."""

from __future__ import annotations

import pytest

from audits.duplicates.receipts import SHORT_NUMBER_FROM, matches

#: report, LKS, payee, number, row
SAKURA, MELATI = (1, 10, "tokocontoh", "KW-103", 7), (2, 20, "warunglain", "kw-103", 9)


def told(*rows: tuple[int, int, str, str, int], number: str = "kw-103", paid: int = 50_000) -> list[tuple[str, int]]:
    return [(match.group, match.rank) for match in matches(rows, number=number, paid=paid)]


def test_each_receipt_stands_beside_the_earlier_one_that_is_most_like_it() -> None:
    assert told(SAKURA, MELATI) == [("lain", 1)]
    assert told(SAKURA, (2, 20, "tokocontoh", "KW-103", 9)) == [("penerima", 0)]
    assert told(SAKURA, (3, 10, "warunglain", "KW-103", 9)) == [("lks", 0)]
    # One report may have written the same twice: that is for its own rules to tell.
    assert told(SAKURA, (1, 10, "warunglain", "KW-103", 9)) == []
    # Without a payee nobody knows that it is the same.
    assert told((1, 10, "", "KW-103", 7), (2, 20, "", "KW-103", 9)) == [("lain", 1)]
    (other, same) = matches([SAKURA, MELATI, (3, 30, "warunglain", "KW-103", 4)], number="kw-103", paid=1)
    assert (other.first, other.second) == (SAKURA, MELATI) and (same.group, same.first) == ("penerima", MELATI)
    # Of those that the reader may not see, which come after, none stands beside another of them.
    unseen = [SAKURA, (3, 30, "tokocontoh", "KW-103", 4), (4, 30, "tokocontoh", "KW-103", 4)]
    assert [(match.first, match.second) for match in matches(unseen, number="kw-103", paid=1, own=1)] == [
        (SAKURA, unseen[1]),
        (SAKURA, unseen[2]),
    ]
    assert len(told(*((report, report, f"p{report}", "KW-103", 1) for report in range(50)))) == 20


@pytest.mark.parametrize(
    ("number", "from_amount"),
    [
        ("1", SHORT_NUMBER_FROM),
        ("001", SHORT_NUMBER_FROM),
        ("k-001", SHORT_NUMBER_FROM),
        ("k-010", 1),
        ("103", 1),
        ("-", None),
        ("000", None),
    ],
)
def test_short_numbers_want_a_large_amount_and_signs_are_no_numbers(number: str, from_amount: int | None) -> None:
    least = from_amount or SHORT_NUMBER_FROM
    assert bool(told(SAKURA, MELATI, number=number, paid=least)) is (from_amount is not None)
    assert not told(SAKURA, MELATI, number=number, paid=least - 1) or from_amount == 1
    # With the same payee any number is told.
    assert told(SAKURA, (2, 20, "tokocontoh", number, 9), number=number, paid=1) == [("penerima", 0)]
