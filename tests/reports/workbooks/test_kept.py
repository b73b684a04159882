"""Workbooks that other programs saved: each comes through the door, reads as the report it was, and goes home sound."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reports.intake.annotate import MARK, Located, annotate
from reports.intake.read import Intake, read_report
from tests.reports.intake.soundness import unsound
from tests.workbooks.samples import CLEAN, expected_of
from vault.judge import Limits, judge
from vault.kinds import Kind

KEPT = sorted((Path(__file__).parent / "kept").glob("*.xlsx"))
WITHOUT_FORMATS = "sheetjs-without-formats"


def read(content: bytes) -> Intake:
    return read_report(io.BytesIO(content), expected=expected_of())


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_it_is_read_as_the_report_that_it_was(path: Path) -> None:
    content = path.read_bytes()
    kind = judge(io.BytesIO(content), name=path.name, accept=frozenset({Kind.XLSX}), limits=Limits())
    assert kind is Kind.XLSX
    intake, clean = read(content), read(CLEAN.read_bytes())
    assert (intake.entries, intake.beneficiaries, intake.taxes, intake.declared) == (
        clean.entries,
        clean.beneficiaries,
        clean.taxes,
        clean.declared,
    )
    assert {finding.rule for finding in intake.findings} == ({"INT-16"} if path.stem == WITHOUT_FORMATS else set())


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_it_goes_home_with_findings_and_can_come_back(path: Path) -> None:
    content = path.read_bytes()
    finding = read((KEPT[0].parent / f"{WITHOUT_FORMATS}.xlsx").read_bytes()).findings[0]
    home = annotate(io.BytesIO(content), [Located(finding, "BKU!B7")])
    assert set(unsound(home)) <= set(unsound(content))  # ExcelJS refers to a theme that it left out
    assert MARK in load_workbook(io.BytesIO(home))["BKU"]["B7"].comment.text
    assert read(home).entries == read(content).entries
