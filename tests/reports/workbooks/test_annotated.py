"""Every workbook of the corpus that can be taken home: its annotated copy is as sound a package as it was."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook

from regulations.findings import Finding, Severity, Where
from reports.intake.annotate import MARK, Located, annotate
from reports.intake.layout import FINDINGS_SHEET
from reports.intake.problems import FORM
from tests.reports.intake.soundness import unsound
from tests.reports.planted.clean import workbook
from tests.reports.workbooks import cells, packages, sheets, writers, zips
from tests.reports.workbooks.case import PAID
from tests.workbooks.samples import CLEAN, FAULTY

_FINDING = Finding("INT-01", Severity.ERROR, "Salah.", Where("BKU"), "ditemukan", "diharapkan", "Perbaiki.", FORM)
LOCATED = [Located(_FINDING, cell) for cell in (f"BKU!{PAID}", "BKU!B8", "PM!B7", "")]
SOFFICE = shutil.which("soffice")
#: Much work for nothing new; and two that the checker itself cannot read: nested too deep, boxes of no place.
LEFT_OUT = ("rows: fifty thousand", "crowd: ", "xml: cells nested without end", "around: comments on cells")
BOOKS: dict[str, Callable[[], bytes]] = {
    **{
        case.name: lambda case=case: case.make(clean())
        for case in (*zips.CASES, *packages.CASES, *sheets.CASES, *cells.CASES, *writers.CASES)
        if case.refused is None and case.home and not case.stays and not case.name.startswith(LEFT_OUT)
    },
    "LibreOffice: clean": CLEAN.read_bytes,
    "LibreOffice: faulty": FAULTY.read_bytes,
}


@cache
def clean() -> bytes:
    return workbook()


@pytest.mark.parametrize("name", BOOKS)
def test_its_relations_types_order_and_ids_hold(name: str) -> None:
    """What was already amiss in the file that came, a part that nothing refers to say, is not ours to mend."""
    content = BOOKS[name]()
    home = annotate(io.BytesIO(content), LOCATED)
    after = unsound(home)
    assert not after or set(after) <= set(unsound(content))


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed here")
def test_libreoffice_opens_it_and_keeps_notes_and_links(tmp_path: Path) -> None:
    """Opened and saved again: what LibreOffice did not understand would be gone."""
    assert SOFFICE is not None
    (tmp_path / "LPJ.xlsx").write_bytes(annotate(io.BytesIO(workbook()), LOCATED))
    command = [SOFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
    command += ["--outdir", str(tmp_path / "saved"), str(tmp_path / "LPJ.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120, env={**os.environ, "HOME": str(tmp_path)})
    book = load_workbook(tmp_path / "saved" / "LPJ.xlsx")
    for title, cell in (("BKU", PAID), ("BKU", "B8"), ("PM", "B7")):
        assert MARK in book[title][cell].comment.text
    links = [cell.hyperlink.location for row in book[FINDINGS_SHEET].iter_rows() for cell in row if cell.hyperlink]
    assert {f"BKU!{PAID}", "BKU!B8", "PM!B7"} <= {link.replace("$", "").replace("#", "") for link in links}
