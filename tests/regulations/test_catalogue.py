"""The catalogue: ids, dates, stages, and all findings in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from regulations import catalogue
from regulations.catalogue import (
    Catalogue,
    Examples,
    Rule,
    Stage,
    Subject,
    all_rules,
    check,
    editions,
    get,
    rules_in_force,
    versions,
)
from regulations.citation import Citation
from regulations.facts import ReportFacts
from regulations.findings import NOWHERE, Finding, Severity, Where
from tests.regulations.builders import clean_agreement, clean_entries, clean_facts, with_disbursement
from tests.regulations.judging import ON


def _rule(*places: Where, **changes: Any) -> Rule:
    """A made-up rule that finds fault with the given places."""

    def judge(facts: ReportFacts) -> Iterator[Finding]:
        for where in places:
            yield entered.found(where=where, message="Salah.", found="ini", expected="itu")

    fields: dict[str, Any] = {
        "id": "X-01",
        "title": "Contoh",
        "fault": "Contoh tidak dipenuhi",
        "obligation": "Contoh.",
        "remedy": "Betulkan.",
        "severity": Severity.ERROR,
        "citation": Citation("UU Contoh", "contoh"),
        "subject": Subject.TIME,
        "stage": Stage.WORKBOOK,
        "examples": Examples("Ya.", "Tidak.", "Nyaris."),
        "judge": judge,
    }
    entered = Rule(**(fields | changes))
    return entered


def _catalogue(*rules: Rule) -> Catalogue:
    made = Catalogue()
    for rule in rules:
        made.add(rule)
    return made


def test_an_id_and_version_is_never_used_twice() -> None:
    with pytest.raises(ValueError, match=r"X-01\.1 stands in the catalogue already"):
        _catalogue(_rule(), _rule(since=date(2030, 1, 1)))


def test_two_versions_of_a_rule_never_hold_on_one_day() -> None:
    old = _rule(until=date(2021, 12, 31))
    _catalogue(old, _rule(version=2, since=date(2022, 1, 1)))
    with pytest.raises(ValueError, match=r"X-01\.2 and X-01\.1 hold on the same days"):
        _catalogue(old, _rule(version=2, since=date(2021, 12, 31)))


def test_a_report_is_judged_by_the_version_in_force_on_its_own_day() -> None:
    old = _rule(NOWHERE, until=date(2021, 12, 31), remedy="Cara lama.")
    new = _rule(NOWHERE, version=2, since=date(2022, 1, 1), remedy="Cara baru.")
    made = _catalogue(new, old)
    assert [finding.remedy for finding in made.check(clean_facts(), on=date(2021, 12, 31))] == ["Cara lama."]
    assert [finding.remedy for finding in made.check(clean_facts(), on=date(2022, 1, 1))] == ["Cara baru."]
    assert made.get("X-01") is new
    assert made.all() == [old, new]


def test_a_rule_outside_its_dates_says_nothing() -> None:
    made = _catalogue(_rule(NOWHERE, since=date(2021, 1, 1), until=date(2021, 1, 31)))
    days = [date(2020, 12, 31), date(2021, 1, 1), date(2021, 1, 31), date(2021, 2, 1)]
    assert [len(made.check(clean_facts(), on=day)) for day in days] == [0, 1, 1, 0]


def test_a_stage_judges_its_own_rules_and_no_stage_judges_all() -> None:
    made = _catalogue(_rule(NOWHERE), _rule(NOWHERE, id="X-02", stage=Stage.SUBMISSION))

    def judged(stage: Stage | None) -> list[str]:
        return [finding.rule for finding in made.check(clean_facts(), on=ON, stage=stage)]

    assert judged(Stage.WORKBOOK) == ["X-01"]
    assert judged(Stage.SUBMISSION) == ["X-02"]
    assert judged(None) == ["X-01", "X-02"]


def test_errors_come_before_warnings_then_sheet_by_sheet_and_row_by_row() -> None:
    places = [Where("PM", 7), Where("BKU", 12), Where("BKU", 9), Where("Ringkasan", None, "spent"), NOWHERE]
    made = _catalogue(
        _rule(NOWHERE, id="A-01", severity=Severity.NOTE),
        _rule(NOWHERE, id="A-02", severity=Severity.WARNING),
        _rule(*places),
        _rule(Where("BKU", 9), id="X-00"),
        _rule(Where("Lain", 1), id="X-09"),
    )
    found = [(finding.rule, finding.where.sheet, finding.where.row) for finding in made.check(clean_facts(), on=ON)]
    assert found == [
        ("X-01", None, None),
        ("X-00", "BKU", 9),
        ("X-01", "BKU", 9),
        ("X-01", "BKU", 12),
        ("X-01", "PM", 7),
        ("X-01", "Ringkasan", None),
        ("X-09", "Lain", 1),
        ("A-02", None, None),
        ("A-01", None, None),
    ]


def test_a_finding_takes_the_rules_own_remedy_and_citation_unless_the_case_has_its_own() -> None:
    rule, other = _rule(), Citation("UU Lain", "lain")
    plain = rule.found(where=NOWHERE, message="Salah.", found="ini", expected="itu")
    special = rule.found(where=NOWHERE, message="Salah.", found="ini", expected="itu", remedy="Lain.", citation=other)
    assert (plain.remedy, plain.citation, plain.severity) == (rule.remedy, rule.citation, rule.severity)
    assert (special.remedy, special.citation) == ("Lain.", other)


def test_all_findings_come_in_one_pass_whatever_fails_first() -> None:
    entries = list(clean_entries())
    entries[1] = replace(entries[1], date=date(2020, 1, 1), payee=None, budget_code="??", paid=-5, evidence_number=None)
    facts = replace(with_disbursement(account="521219", amount=1), entries=tuple(entries))
    found = {finding.rule for finding in check(facts, on=ON)}
    assert found >= {
        "AKUN-01",
        "BKT-01",
        "BKU-02",
        "BKU-04",
        "BKU-05",
        "BKU-06",
        "BKU-07",
        "BKU-08",
        "RAB-01",
        "SISA-01",
    }


def test_the_same_facts_give_the_same_findings_in_the_same_order() -> None:
    facts = clean_facts(entries=(), agreement=clean_agreement(form="barang"))
    assert check(facts, on=ON)
    assert check(facts, on=ON) == check(facts, on=ON)


def test_the_rules_are_found_by_walking_their_package() -> None:
    found = {rule.id for rule in all_rules()}
    assert {"BKU-01", "RAB-01", "BKT-01", "MTR-01", "PM-01", "PJK-01", "SISA-01", "AKUN-01", "WKT-01"} <= found
    assert [rule.id for rule in rules_in_force(ON)] == sorted(found)
    assert get("BKU-01").edition == "BKU-01.1"
    with pytest.raises(KeyError):
        get("BKU-99")


def test_a_judgement_can_keep_the_versions_it_was_made_by() -> None:
    assert versions(ON) == {rule.id: str(rule.version) for rule in rules_in_force(ON)}
    assert versions(ON)["MTR-01"] == "1"


def test_what_a_judgement_kept_is_read_back_also_where_a_bare_number_was_kept() -> None:
    kept = editions({"PJK-01": "1+7+9", "MTR-01": "2", "BKU-01": 1})
    assert [(each.rule, each.version, each.decisions) for each in kept] == [
        ("BKU-01", "1", ()),
        ("MTR-01", "2", ()),
        ("PJK-01", "1", ("7", "9")),
    ]


def test_a_decorated_function_is_a_rule_of_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Catalogue()
    monkeypatch.setattr(catalogue, "_catalogue", made)

    @catalogue.rule(
        id="X-07",
        title="Contoh",
        fault="Contoh tidak dipenuhi",
        obligation="Contoh.",
        remedy="Betulkan.",
        severity=Severity.NOTE,
        citation=Citation("UU Contoh", "contoh"),
        subject=Subject.TIME,
        examples=Examples("Ya.", "Tidak.", "Nyaris."),
    )
    def always_wrong(facts: ReportFacts) -> Iterator[Finding]:
        yield always_wrong.found(where=NOWHERE, message="Salah.", found="ini", expected="itu")

    assert made.all() == [always_wrong]
    assert [finding.rule for finding in made.check(clean_facts(), on=ON)] == ["X-07"]
