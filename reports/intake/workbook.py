"""The cells of an uploaded workbook, as far as an LPJ reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from reports.intake.layout import LAST_ROW, MAX_COLUMNS
from sheets import Limits, Sheet, open_package, read_sheet

_MOST_SHEETS = 60  #: a workbook with more is not an LPJ
_LIMITS = Limits(rows=LAST_ROW, columns=MAX_COLUMNS)


@dataclass(slots=True)
class Workbook:
    sheets: list[Sheet]

    def sheet(self, title: str) -> Sheet | None:
        """The sheet with this title, capitals and blanks around it disregarded."""
        wanted = title.strip().casefold()
        return next((sheet for sheet in self.sheets if sheet.title.strip().casefold() == wanted), None)


def read_workbook(file: BinaryIO) -> Workbook:
    """Every value of every sheet. Raises Unreadable with a sentence for what cannot be judged."""
    package = open_package(file, most_sheets=_MOST_SHEETS)
    return Workbook([read_sheet(package, part, _LIMITS) for part in package.sheets])
