"""The weighing of a reader: it reads what an import reads, or says that it read nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from grants.recipient_columns import RECIPIENTS
from tests.benchmarks.weighing import child_peak_of_table
from vault.apart import Fell


def _file(folder: Path, *rows: list[object]) -> str:
    book = Workbook()
    book.active.title = "Penerima SK"
    for row in ([column.heading for column in RECIPIENTS.columns], *rows):
        book.active.append(row)
    book.save(folder / "penerima.xlsx")
    return str(folder / "penerima.xlsx")


def test_a_reader_is_weighed_with_the_table_that_an_import_gives_it(tmp_path: Path) -> None:
    assert 5 < child_peak_of_table(_file(tmp_path, ["3271061890010001", "Ani", "", "", 500]), RECIPIENTS) < 200


def test_nothing_read_is_nothing_weighed(tmp_path: Path) -> None:
    with pytest.raises(Fell):
        child_peak_of_table(_file(tmp_path), RECIPIENTS)
