"""Fixtures of the tests of reports."""

from tests.at_once import many_hands
from tests.reports.stage import stage

__all__ = ["many_hands", "stage"]
