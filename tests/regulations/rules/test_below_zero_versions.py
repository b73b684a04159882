"""BKU-10 and BKU-12 changed on 22 November 2026: older reports keep what they were judged by."""

from datetime import date, timedelta

import pytest

from regulations.catalogue import all_rules, check, rules_in_force
from tests.regulations.builders import with_entry
from tests.regulations.examples import CASES

CHANGED = date(2026, 11, 22)
BEFORE = CHANGED - timedelta(days=1)


@pytest.mark.parametrize(("rule_id", "newest"), [("BKU-10", 2), ("BKU-12", 3)])
def test_one_version_holds_on_each_day_and_the_first_is_not_lost(rule_id: str, newest: int) -> None:
    assert [rule.version for rule in all_rules() if rule.id == rule_id] == [1, newest]
    for day, version in ((BEFORE, 1), (CHANGED, newest), (date(2021, 4, 20), 1)):
        assert [rule.version for rule in rules_in_force(day) if rule.id == rule_id] == [version]


def _ids(on: date, facts=CASES["BKU-10"].failing) -> list[str]:  # type: ignore[no-untyped-def]
    return [finding.rule for finding in check(facts, on=on) if finding.rule in {"BKU-10", "BKU-12"}]


def test_a_dip_within_a_day_is_an_error_for_older_reports_and_a_matter_of_writing_since() -> None:
    assert _ids(BEFORE) == ["BKU-12", "BKU-10"]
    assert _ids(CHANGED) == ["BKU-10"]


def test_money_that_is_missing_when_the_day_ends_is_one_finding_since() -> None:
    short = with_entry(4, paid=49_000_001)
    assert _ids(BEFORE, short) == ["BKU-12", "BKU-10"]
    assert _ids(CHANGED, short) == ["BKU-12"]
