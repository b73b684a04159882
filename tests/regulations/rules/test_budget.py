"""Money is spent on what the budget allows, and no more than it allows."""

from dataclasses import replace
from unittest.mock import patch

import pytest

from regulations import suggestions
from regulations.facts import ReportFacts
from regulations.findings import Where
from tests.regulations.builders import FIRST_ROW, clean_agreement, clean_entries, clean_facts, with_entry
from tests.regulations.judging import findings_of, ids


@pytest.mark.parametrize(("typed", "meant"), [("K.O2", "K.02"), ("K02", "K.02"), ("k.2", "K.02"), ("K.033", "K.03")])
def test_an_unknown_code_is_named_with_the_nearest_known_one(typed: str, meant: str) -> None:
    (finding,) = findings_of("RAB-01", with_entry(3, budget_code=typed))
    assert finding.where == Where("BKU", FIRST_ROW + 3, "budget_code")
    assert finding.found == typed
    assert finding.expected == f"salah satu kode di lembar RAB; maksud Anda {meant}?"


def test_a_code_that_resembles_none_gets_no_suggestion() -> None:
    (finding,) = findings_of("RAB-01", with_entry(3, budget_code="Sewa gedung"))
    assert finding.expected == "salah satu kode di lembar RAB"


@pytest.mark.parametrize("code", ["K.01", "k.01", " K.01 "])
def test_capitals_and_blanks_do_not_make_another_code(code: str) -> None:
    assert ids(with_entry(1, budget_code=code)) == []


def test_thousands_of_unknown_codes_do_not_cost_a_look_up_each() -> None:
    entry = clean_entries()[1]
    many = tuple(replace(entry, row=number, budget_code=f"Q.{number}") for number in range(1, 500))
    with patch.object(suggestions, "get_close_matches", wraps=suggestions.get_close_matches) as look_up:
        assert len(findings_of("RAB-01", clean_facts(entries=many, taxes=()))) == 499
    assert look_up.call_count == suggestions.MAX_LOOK_UPS


def test_every_expense_has_a_code_but_a_receipt_needs_none() -> None:
    (finding,) = findings_of("RAB-02", with_entry(2, budget_code=None))
    assert finding.where == Where("BKU", FIRST_ROW + 2, "budget_code")
    assert ids(with_entry(0, budget_code=None)) == []


def test_a_code_that_could_not_be_read_is_not_called_missing() -> None:
    assert ids(with_entry(2, budget_code=None, unreadable=frozenset({"budget_code"}))) == []


def _ceiling(amount: int, spent_before: int = 0) -> ReportFacts:
    """Clean facts, in which Rp9,500,000 is spent on K.01, with another ceiling for K.01."""
    first, *rest = clean_agreement().budget_lines
    line = replace(first, amount=amount, spent_before=spent_before)
    value = amount + sum(other.amount for other in rest)
    return clean_facts(agreement=clean_agreement(budget_lines=(line, *rest), value=value))


def test_a_line_may_be_spent_to_the_last_rupiah_but_not_beyond() -> None:
    assert ids(_ceiling(9_500_000)) == []
    (finding,) = findings_of("RAB-03", _ceiling(9_499_999))
    assert finding.where == Where("BKU", FIRST_ROW + 2, "paid")
    assert finding.message == "Sejak baris ini belanja K.01 (Permakanan) melampaui RAB Rp1."
    assert finding.found == "Rp9.500.000 terpakai"
    assert finding.expected == "paling banyak Rp9.499.999 menurut RAB K.01"


def test_what_earlier_reports_spent_counts() -> None:
    assert ids(_ceiling(18_000_000, spent_before=8_500_000)) == []
    (finding,) = findings_of("RAB-03", _ceiling(18_000_000, spent_before=8_500_001))
    assert finding.found == "Rp18.000.001 terpakai, Rp8.500.001 di antaranya dalam laporan terdahulu"


def test_an_overspent_line_gives_one_finding_at_the_row_that_crossed_it() -> None:
    (finding,) = findings_of("RAB-03", _ceiling(1_000_000))
    assert finding.where.row == FIRST_ROW + 1
    (finding,) = findings_of("RAB-03", _ceiling(4_500_000))
    assert finding.where.row == FIRST_ROW + 2


def test_a_line_overspent_before_this_report_and_not_touched_by_it_is_not_this_reports_fault() -> None:
    *some, last = clean_agreement().budget_lines
    untouched = replace(last, code="K.99", spent_before=last.amount + 1)
    agreement = clean_agreement(budget_lines=(*some, last, untouched), value=195_000_000)
    assert ids(clean_facts(agreement=agreement)) == []


def test_a_line_taken_back_within_its_ceiling_is_not_overspent() -> None:
    entries = clean_entries()
    correction = replace(entries[2], row=30, paid=-1, evidence_number="BK-030")
    facts = replace(_ceiling(9_499_999), entries=(*entries, correction))
    assert findings_of("RAB-03", facts) == []
