"""Whose workbook a file is, told by its hidden sheet alone."""

from __future__ import annotations

from typing import BinaryIO

from reports.intake.read import Identity, identify
from reports.intake.workbook import read_workbook


def whose(file: BinaryIO) -> Identity:
    """What a workbook that passed the door says of itself. Raises Unreadable, or WrongWorkbook, with a sentence."""
    file.seek(0)
    return identify(read_workbook(file))
