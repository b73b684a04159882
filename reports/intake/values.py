"""One reader for each kind of column: what a person would understand is understood, the rest is a finding."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from difflib import get_close_matches
from functools import partial

from regulations.dates import NotADate, parse_tanggal
from regulations.findings import Finding, Where
from regulations.nik import digits_of
from reports.intake import problems
from reports.intake.layout import Column, Kind
from reports.intake.sheets import normal
from rupiah.parse import NotRupiah, parse_rupiah
from sheets import CellError, Uncalculated, Value

_NOTHING = {"", "-", "--", "–", "—", "−"}  #: how people write "none" in a column of amounts or dates
_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_050  #: 1 January 2000 and 31 December 2099 as a spreadsheet counts days
_EPOCH = date(1899, 12, 30)

#: Reads a value that is not blank at a place of a sheet; adds to the findings and returns None when it cannot.
Reader = Callable[[Value, Column | None, Where, list[Finding]], int | str | date | None]


def read_text(value: Value, column: Column | None, where: Where, findings: list[Finding]) -> str | None:
    if type(value) is str:
        return value.strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    findings.append(_faulty(value, where) or problems.bad_text(where, value))
    return None


def read_amount(value: Value, column: Column | None, where: Where, findings: list[Finding]) -> int | None:
    """Whole rupiah; a fraction is a finding, never rounded."""
    if type(value) is int:
        return value
    if type(value) is str:
        if value.strip() in _NOTHING:
            return None
        try:
            return parse_rupiah(value)
        except NotRupiah as error:
            findings.append(problems.bad_amount(where, value, str(error)))
            return None
    if type(value) is float:
        why = "Jumlah ini bukan rupiah bulat." if abs(value) < 10**15 else "Jumlah ini terlalu besar."
        findings.append(problems.bad_amount(where, value, why))
        return None
    findings.append(_faulty(value, where) or problems.wrong_kind(where, value, column))
    return None


def read_date(
    value: Value, column: Column | None, where: Where, findings: list[Finding], *, years: range
) -> date | None:
    """A date; of ``years`` must be what a year of two digits means."""
    if type(value) is date:
        return value
    if type(value) is str:
        if value.strip() in _NOTHING:
            return None
        try:
            return parse_tanggal(value, years=years)
        except NotADate as error:
            findings.append(problems.bad_date(where, value, str(error)))
            return None
    if isinstance(value, int | float) and not isinstance(value, bool) and _FIRST_SERIAL <= value <= _LAST_SERIAL:
        day = _EPOCH + timedelta(days=int(value))
        findings.append(problems.date_from_serial(where, value, day))
        return day
    findings.append(_faulty(value, where) or problems.wrong_kind(where, value, column))
    return None


def read_choice(value: Value, column: Column | None, where: Where, findings: list[Finding]) -> str | None:
    assert column is not None
    if isinstance(value, CellError | Uncalculated):
        findings.append(_faulty(value, where) or problems.bad_text(where, value))
        return None
    typed = normal(problems.shown(value))
    by_name = {normal(choice.value): choice for choice in column.choices}
    by_name |= {normal(choice.label): choice for choice in column.choices}
    choice = by_name.get(typed)
    if choice is not None:
        return choice.value
    near = get_close_matches(typed, by_name, n=1, cutoff=0.6)
    suggestion = by_name[near[0]].label if near else None
    labels = [choice.label for choice in column.choices]
    findings.append(problems.unknown_choice(where, value, labels, suggestion))
    return None


def read_nik(value: Value, column: Column | None, where: Where, findings: list[Finding]) -> str | None:
    """The digits as text. Whether they are a NIK, and whether it was text, is for the rules."""
    if type(value) is str:
        return digits_of(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.0f}"
    findings.append(_faulty(value, where) or problems.bad_text(where, value))
    return None


def _faulty(value: Value, where: Where) -> Finding | None:
    if isinstance(value, CellError):
        return problems.error_cell(where, value)
    if isinstance(value, Uncalculated):
        return problems.uncalculated(where)
    return None


def readers_for(years: range) -> dict[Kind, Reader]:
    """The reader of each kind of column; a year of two digits may mean one of ``years``."""
    return {
        Kind.TEXT: read_text,
        Kind.AMOUNT: read_amount,
        Kind.DATE: partial(read_date, years=years),
        Kind.CHOICE: read_choice,
        Kind.NIK: read_nik,
    }
