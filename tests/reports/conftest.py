"""Fixtures of the tests of reports."""

from tests.reports.stage import stage

__all__ = ["stage"]
