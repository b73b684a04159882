"""Leave and explanation hold for a line as it stands: wherever it moves, and no longer once it says something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from regulations import catalogue
from regulations.catalogue import Stage
from regulations.facts import BeneficiaryFacts, EntryFacts, TaxFacts
from regulations.findings import Where
from reports.answers import Answers, key_of, mark_of
from reports.intake.groups import RowKeys, row_contents
from reports.intake.layout import BKU, PM, TAX
from reports.judge import judged_findings
from reports.models import Explanation, JudgedFinding, Revision, Waiver

LINE = EntryFacts(
    8,
    date(2021, 4, 20),
    "K-001",
    "Beras 50 kg",
    None,
    "1.1",
    paid=3_500_000,
    balance=26_500_000,
    stamp_duty=10_000,
)
PERSON = BeneficiaryFacts(7, "3271065708900001", name="Ani Contoh", component="hidup_layak", form="barang", value=5)
PAYMENT = TaxFacts(7, "K-001", "pph22", 3_500_000, 52_500, "0A1B2C3D4E5F6G7H", date(2021, 5, 1))

#: A rule of the workbook, and one that is judged live: its own words change from day to day.
PAYEE, FILE = "BKU-08", "BKT-03"


def judged(*lines: EntryFacts, rule: str = PAYEE, field: str = "payee", found: str = "kosong") -> list[JudgedFinding]:
    """One finding at each of these lines of the cash book, as an upload keeps it."""
    keys = {(BKU.title, line.row): line.evidence_number or "" for line in lines}
    return kept(
        rule, [Where(BKU.title, line.row, field) for line in lines], keys, row_contents(lines, (), ()), found=found
    )


def kept(rule: str, places: Sequence[Where], keys: RowKeys, content: Any, found: str = "kosong") -> list[JudgedFinding]:
    entered = catalogue.get(rule)
    findings = [entered.found(where=where, message="Salah.", found=found, expected="isi") for where in places]
    return judged_findings(Revision(), findings, keys=keys, content=content)


def left_by(granted: Sequence[JudgedFinding], now: Sequence[JudgedFinding]) -> list[JudgedFinding]:
    """What a waiver that was granted for some findings leaves of others with the same cause."""
    rule, sheet, field = key_of(granted[0])
    waiver = Waiver(rule=rule, sheet=sheet, field=field, covers=[mark_of(finding) for finding in granted])
    return Answers(holding=[waiver]).uncovered(key_of(now[0]), now)


def are_explained(before: Sequence[JudgedFinding], now: Sequence[JudgedFinding]) -> bool:
    """Whether what was written about some findings speaks for others with the same cause."""
    rule, sheet, field = key = key_of(before[0])
    marks = sorted({mark_of(finding) for finding in before})
    written = Explanation(rule=rule, sheet=sheet, field=field, text="Pasar.", covers=marks)
    return Answers(explanations={key: written}).are_explained(key_of(now[0]), now)


def holds(before: Sequence[JudgedFinding], now: Sequence[JudgedFinding]) -> bool:
    """Whether leave and explanation hold; both know a line by the same mark."""
    explained = are_explained(before, now)
    assert explained is (left_by(before, now) == [])
    return explained


@pytest.mark.parametrize("rule", [PAYEE, FILE])
def test_the_same_line_in_another_row_keeps_its_answers(rule: str) -> None:
    assert holds(judged(LINE, rule=rule), judged(replace(LINE, row=41), rule=rule))


@pytest.mark.parametrize("rule", [PAYEE, FILE])
def test_the_running_balance_moves_with_other_lines_and_voids_nothing(rule: str) -> None:
    assert holds(judged(LINE, rule=rule), judged(replace(LINE, row=9, balance=12), rule=rule))


@pytest.mark.parametrize("rule", [PAYEE, FILE])
@pytest.mark.parametrize(
    "change",
    [
        {"paid": 3_500_001},
        {"paid": None, "received": 3_500_000},
        {"date": date(2021, 4, 21)},
        {"evidence_number": "K-002"},
        {"description": "Beras 500 kg"},
        {"payee": "Toko Lain"},
        {"budget_code": "1.2"},
        {"stamp_duty": None},
    ],
    ids=lambda change: "+".join(change),
)
def test_a_line_of_the_cash_book_that_says_something_else_is_answered_anew(rule: str, change: dict[str, Any]) -> None:
    assert not holds(judged(LINE, rule=rule), judged(replace(LINE, **change), rule=rule))


def test_what_was_found_counts_where_the_workbook_alone_is_judged() -> None:
    assert catalogue.get(PAYEE).stage is Stage.WORKBOOK
    assert not holds(judged(LINE, found="Rp5.000"), judged(LINE, found="Rp1.000"))


def test_what_is_said_of_a_day_or_a_file_may_change_while_the_line_stands() -> None:
    assert catalogue.get(FILE).stage is Stage.SUBMISSION
    told = {"rule": FILE, "field": "evidence_number"}
    assert holds(judged(LINE, found="terlambat 3 hari", **told), judged(LINE, found="terlambat 4 hari", **told))


@pytest.mark.parametrize(
    "change",
    [
        {"nik": "3271065708900002"},
        {"name": "Ani Contoh Lain"},
        {"cluster": "anak"},
        {"component": "terapi"},
        {"form": "uang"},
        {"value": 6},
        {"received_on": date(2021, 5, 1)},
        {"assessed_on": date(2021, 5, 1)},
        {"conferred_on": date(2021, 5, 1)},
        {"handover_number": "BAST-2"},
        {"nik_was_number": True},
    ],
    ids=lambda change: "+".join(change),
)
def test_a_beneficiary_of_whom_something_else_is_said_is_answered_anew(change: dict[str, Any]) -> None:
    def of(person: BeneficiaryFacts) -> list[JudgedFinding]:
        place = Where(PM.title, person.row, "assessed_on")
        # Known by the same key: the name and NIK of the line alone tell the difference.
        return kept("ASM-03", [place], {(PM.title, person.row): "ani"}, row_contents((), [person], ()))

    assert holds(of(PERSON), of(replace(PERSON, row=30)))
    assert not holds(of(PERSON), of(replace(PERSON, **change)))


@pytest.mark.parametrize(
    "change",
    [{"base": 1}, {"amount": 1}, {"kind": "ppn"}, {"ntpn": None}, {"paid_on": None}],
    ids=lambda change: "+".join(change),
)
def test_a_payment_of_tax_of_which_something_else_is_said_is_answered_anew(change: dict[str, Any]) -> None:
    def of(tax: TaxFacts) -> list[JudgedFinding]:
        place = Where(TAX.title, tax.row, "evidence_number")
        return kept("PJK-03", [place], {(TAX.title, tax.row): "K-001"}, row_contents((), (), [tax]))

    assert holds(of(PAYMENT), of(replace(PAYMENT, row=19)))
    assert not holds(of(PAYMENT), of(replace(PAYMENT, **change)))


def test_of_two_lines_alike_leave_for_one_is_leave_for_one() -> None:
    one, other = judged(LINE, replace(LINE, row=9))
    assert mark_of(one) == mark_of(other)
    assert left_by([one], [one, other]) == [other]
    assert left_by([one, other], [one, other]) == []
    assert left_by([one, other], [*judged(LINE, replace(LINE, row=9), replace(LINE, row=10))])[0].row == 10


def test_of_two_lines_alike_one_explanation_speaks_for_both() -> None:
    assert are_explained(judged(LINE), judged(LINE, replace(LINE, row=9)))


def test_two_lines_that_change_places_keep_their_answers() -> None:
    other = replace(LINE, row=9, evidence_number="K-002", paid=4_000_000)
    swapped = replace(other, row=8), replace(LINE, row=9)
    assert holds(judged(LINE, other), judged(*swapped))
    (left,) = left_by(judged(LINE), judged(*swapped))
    assert left.row == 8, "leave for K-001 went with it to row 9"


def test_two_lines_that_exchange_their_amounts_are_answered_anew() -> None:
    other = replace(LINE, row=9, evidence_number="K-002", paid=4_000_000)
    exchanged = judged(replace(LINE, paid=4_000_000), replace(other, paid=3_500_000))
    assert left_by(judged(LINE, other), exchanged) == exchanged


def test_leave_for_a_place_without_a_line_rests_on_what_was_found_there() -> None:
    def of(found: str) -> list[JudgedFinding]:
        return kept("BKU-03", [Where("Ringkasan", None, "opening")], {}, row_contents([LINE], (), ()), found=found)

    assert [finding.substance for finding in of("Rp250.000")] == [""]
    assert holds(of("Rp250.000"), of("Rp250.000"))
    assert not holds(of("Rp250.000"), of("Rp260.000"))


def test_leave_for_one_rule_or_column_is_not_leave_for_another_in_the_same_line() -> None:
    granted = judged(LINE)
    assert left_by(granted, other := judged(LINE, field="description")) == other
    assert left_by(granted, other := judged(LINE, rule="BKU-09")) == other


def test_nothing_of_a_line_can_be_read_out_of_its_mark() -> None:
    (finding,) = judged(LINE)
    for secret in ("K-001", "Beras"):
        assert secret not in finding.substance + finding.fingerprint + mark_of(finding)
    assert len(finding.substance) == 64
