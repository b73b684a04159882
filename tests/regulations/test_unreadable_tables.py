"""What cannot be read silences whatever follows from it: a sheet that is gone has its one finding from intake."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regulations.cashbook import totals
from regulations.facts import ReportFacts
from regulations.sheets import BENEFICIARIES, CASH_BOOK, TAXES
from tests.regulations.builders import clean_facts, with_declared
from tests.regulations.judging import ids

_FIELDS = {CASH_BOOK: "entries", BENEFICIARIES: "beneficiaries", TAXES: "taxes"}


def _without(*titles: str, facts: ReportFacts | None = None) -> ReportFacts:
    gone = {_FIELDS[title]: () for title in titles}
    return replace(facts or clean_facts(), **gone, unreadable_tables=frozenset(titles))


@pytest.mark.parametrize("title", [CASH_BOOK, BENEFICIARIES, TAXES])
def test_a_table_that_cannot_be_read_gives_no_finding_of_its_own(title: str) -> None:
    assert ids(_without(title)) == []


def test_all_tables_unreadable_at_once_give_no_finding() -> None:
    assert ids(_without(CASH_BOOK, BENEFICIARIES, TAXES)) == []


def test_an_unreadable_cash_book_has_no_sums() -> None:
    assert totals(_without(CASH_BOOK)) is None
    assert totals(clean_facts(entries=())) is not None


def test_an_empty_cash_book_that_was_read_is_still_judged() -> None:
    assert {"BKU-04", "SISA-01", "SISA-02", "PJK-03"} <= set(ids(clean_facts(entries=())))


def test_what_does_not_follow_from_the_cash_book_is_judged_without_it() -> None:
    assert ids(_without(CASH_BOOK, facts=with_declared(received=6_000_000))) == ["SISA-03"]
