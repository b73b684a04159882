"""An uploaded workbook to facts: whose it is, what stands in it, what could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from regulations.facts import BeneficiaryFacts, DeclaredFacts, EntryFacts, TaxFacts
from regulations.findings import Finding
from reports.intake import layout
from reports.intake.layout import BKU, PM, SUMMARY, TAX, Placement, cell_of
from reports.intake.rows import beneficiaries_of, declared_of, entries_of, taxes_of
from reports.intake.sheets import by_place, find_sheets, placements_of
from reports.intake.workbook import Workbook, read_workbook
from sheets import Unreadable

_DOWNLOAD = "Unduh buku kerja dari halaman termin Anda, lalu salin isian Anda ke sana."


class WrongWorkbook(Unreadable):
    """A sound workbook, but not the one for this report: another kind, version, LKS, agreement or instalment."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The instalment that the workbook is uploaded for, as its template says it."""

    instalment_id: str
    instalment_number: int
    agreement_number: str
    partner_id: str
    period: tuple[date, date]  #: first and last day of the agreement

    @property
    def years(self) -> range:
        """Years that a year of two digits may mean: those of the agreement and two on either side."""
        return range(self.period[0].year - 2, self.period[1].year + 3)


@dataclass(frozen=True, slots=True)
class Identity:
    """What the hidden sheet of a workbook says of itself."""

    version: int
    instalment_id: str
    instalment_number: str
    agreement_number: str
    partner_id: str


@dataclass(frozen=True, slots=True)
class Intake:
    """One workbook, read. ``findings`` are intake's own (INT-…), in reading order."""

    identity: Identity
    entries: tuple[EntryFacts, ...] = ()
    beneficiaries: tuple[BeneficiaryFacts, ...] = ()
    taxes: tuple[TaxFacts, ...] = ()
    declared: DeclaredFacts = field(default_factory=DeclaredFacts)
    unreadable_tables: frozenset[str] = frozenset()  #: titles of tables whose sheet was not found
    findings: tuple[Finding, ...] = ()
    placements: Mapping[str, Placement] = field(default_factory=lambda: layout.PLACEMENTS)

    def cell_of(self, finding: Finding) -> str:
        """The cell of a finding in this very workbook, wherever its columns and sheets stand; "" if it has none."""
        return cell_of(finding.where, self.placements)


def read_report(file: BinaryIO, *, expected: Expected) -> Intake:
    """Reads a workbook. Raises Unreadable, or WrongWorkbook, with a sentence when it cannot be judged at all."""
    book = read_workbook(file)
    identity = identify(book)
    _check_identity(identity, expected)
    found = find_sheets(book, identity.version)
    findings = list(found.findings)
    entries: list[EntryFacts] = []
    beneficiaries: list[BeneficiaryFacts] = []
    taxes: list[TaxFacts] = []
    declared = DeclaredFacts(unreadable=frozenset(line.key for line in SUMMARY.lines))
    for title, sheet in found.sheets.items():
        placement = found.placements[title]
        problems: list[Finding] = []
        if title == BKU.title:
            entries, problems = entries_of(sheet, placement, expected.years)
        elif title == PM.title:
            beneficiaries, problems = beneficiaries_of(sheet, placement, expected.years)
        elif title == TAX.title:
            taxes, problems = taxes_of(sheet, placement, expected.years)
        elif title == SUMMARY.title:
            declared, problems = declared_of(sheet, placement, identity.version)
        findings += problems
    placements = placements_of(found)
    return Intake(
        identity=identity,
        entries=tuple(entries),
        beneficiaries=tuple(beneficiaries),
        taxes=tuple(taxes),
        declared=declared,
        unreadable_tables=frozenset(table.title for table in layout.TABLES if table.title not in found.sheets),
        findings=tuple(by_place(findings, placements)),
        placements=placements,
    )


def identify(book: Workbook) -> Identity:
    """Kind, version and owner of a workbook. Raises WrongWorkbook for any other workbook than ours."""
    sheet = book.sheet(layout.MARKER_SHEET)
    if sheet is None:
        if book.sheet(BKU.title) is not None:
            raise WrongWorkbook(f"Lembar tersembunyi penanda buku kerja LPJ Amanah hilang dari berkas ini. {_DOWNLOAD}")
        raise WrongWorkbook(f"Ini bukan buku kerja LPJ Amanah. {_DOWNLOAD}")
    marker = {str(row.cells.get(1, "")): str(row.cells.get(2, "")).strip() for row in sheet.rows}
    if marker.get("kind") != layout.KIND or not all(marker.get(key) for key in layout.MARKER_KEYS):
        raise WrongWorkbook(f"Ini bukan buku kerja LPJ Amanah, atau penandanya rusak. {_DOWNLOAD}")
    version = int(marker["version"]) if marker["version"].isdecimal() else 0
    if not layout.OLDEST_VERSION <= version <= layout.VERSION:
        age = "lebih baru daripada yang dikenal sistem ini" if version > layout.VERSION else "sudah tidak dipakai lagi"
        raise WrongWorkbook(
            f"Buku kerja ini versi {marker['version'][:10]}, yang {age}. "
            f"Versi yang berlaku adalah {layout.VERSION}. {_DOWNLOAD}"
        )
    return Identity(
        version=version,
        instalment_id=marker["instalment_id"],
        instalment_number=marker["instalment_number"],
        agreement_number=marker["agreement_number"],
        partner_id=marker["partner_id"],
    )


def _check_identity(identity: Identity, expected: Expected) -> None:
    if identity.partner_id != expected.partner_id:
        raise WrongWorkbook(f"Buku kerja ini dibuat untuk LKS lain. {_DOWNLOAD}")
    if identity.agreement_number != expected.agreement_number:
        raise WrongWorkbook(
            f"Buku kerja ini untuk perjanjian {identity.agreement_number}, "
            f"sedangkan laporan ini untuk perjanjian {expected.agreement_number}. {_DOWNLOAD}"
        )
    if identity.instalment_id != expected.instalment_id:
        raise WrongWorkbook(
            f"Buku kerja ini untuk termin {identity.instalment_number}, "
            f"sedangkan laporan ini untuk termin {expected.instalment_number}. {_DOWNLOAD}"
        )
