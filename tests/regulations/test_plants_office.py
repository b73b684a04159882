"""One fault planted in a report without fault, on the office's side: its own rule speaks, once, and no other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regulations.catalogue import Subject, all_rules
from regulations.facts import ReportFacts
from regulations.findings import Severity
from tests.regulations.examples_office import OFFICE
from tests.regulations.judging import ids
from tests.regulations.plants_office import PLANTS

OURS = (Subject.AGREEMENT, Subject.ACCOUNTS, Subject.DECREE, Subject.DISBURSEMENT, Subject.STATEMENTS)
RULES = {rule.id: rule for rule in all_rules() if rule.subject in OURS}


def test_the_report_that_is_planted_in_has_no_fault() -> None:
    assert ids(OFFICE) == []


def test_every_rule_of_the_offices_side_has_its_plant() -> None:
    assert set(PLANTS) == set(RULES)


@pytest.mark.parametrize(("rule_id", "plant"), PLANTS.items())
def test_a_planted_fault_is_found_by_its_own_rule_and_no_other(
    rule_id: str, plant: Callable[[ReportFacts], ReportFacts]
) -> None:
    assert ids(plant(OFFICE)) == [rule_id]


def test_what_only_the_office_can_mend_never_stops_a_treasurer() -> None:
    """But for the account: money that is not booked as social assistance cannot be accounted for as such."""
    of_the_office = [rule for rule in RULES.values() if rule.remedy.startswith("Bukan kesalahan LKS")]
    assert {rule.id for rule in of_the_office if rule.severity is not Severity.NOTE} == {"AKUN-01"}
    assert RULES["AKUN-01"].waivable
