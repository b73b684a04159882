"""A fault planted in a clean workbook or in the records: its rule finds it, in its cell, and nothing else is found."""

from __future__ import annotations

import pytest

from regulations.catalogue import all_rules
from tests.reports.planted.clean import judged, workbook
from tests.reports.planted.plants import PLANTS


def test_the_workbook_that_is_planted_in_has_no_fault() -> None:
    assert judged(workbook()).found == []


def test_every_rule_has_its_plant() -> None:
    assert {rule.id for rule in all_rules()} == set(PLANTS)


@pytest.mark.parametrize("rule", sorted(PLANTS))
def test_a_planted_fault_is_found_in_its_cell_by_its_rule_and_nothing_else_is(rule: str) -> None:
    plant = PLANTS[rule]
    assert judged(workbook(edit=plant.edit), plant.change).found == [(rule, plant.cell)]
