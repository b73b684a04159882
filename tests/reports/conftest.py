"""Fixtures of the tests of reports."""

from pathlib import Path

import pytest

from tests.at_once import many_hands
from tests.beforehand import mark_all
from tests.reports.stage import stage, stage_of

__all__ = ["many_hands", "stage"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    mark_all(items, Path(__file__).parent, "stage", stage_of)
