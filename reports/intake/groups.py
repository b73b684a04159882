"""Findings seen together: those with one cause as one group, and what a new revision made of the earlier ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Generic, Protocol, TypeVar

from regulations.facts import BeneficiaryFacts, EntryFacts, TaxFacts
from regulations.findings import Finding, Severity
from reports.intake.layout import BKU, PM, TAX
from reports.intake.read import Intake

#: Where a line stands, what could not be read of it, and what other lines make of it are not what it says.
_NO_SUBSTANCE = frozenset({"row", "unreadable", "balance"})

FIRST_PLACES = 5  #: how many places of a group are shown before "and N more"

RowKeys = Mapping[tuple[str, int], str]  #: (sheet, row) to what the row is known by, wherever it moves

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Group(Generic[Item]):
    """Items whose findings are of one rule in one column. ``items`` keep their order and are never empty."""

    rule: str
    severity: Severity  #: of the heaviest
    message: str  #: the first finding's sentence; it stands for all
    items: tuple[Item, ...]

    @property
    def count(self) -> int:
        return len(self.items)

    @property
    def first(self) -> tuple[Item, ...]:
        """The items that are shown at once."""
        return self.items[:FIRST_PLACES]

    @property
    def more(self) -> int:
        """How many ``first`` leaves out."""
        return max(self.count - FIRST_PLACES, 0)


def group(items: Iterable[Item], *, finding_of: Callable[[Item], Finding]) -> list[Group[Item]]:
    """One group for each rule, sheet and field; the heaviest first, then in the order of first appearance."""
    causes: dict[tuple[str, str | None, str | None], list[Item]] = {}
    for item in items:
        finding = finding_of(item)
        causes.setdefault((finding.rule, finding.where.sheet, finding.where.field), []).append(item)
    groups = [_group(found, finding_of) for found in causes.values()]
    return sorted(groups, key=lambda each: each.severity.rank)


def _group(items: list[Item], finding_of: Callable[[Item], Finding]) -> Group[Item]:
    first = finding_of(items[0])
    heaviest = min((finding_of(item).severity for item in items), key=lambda severity: severity.rank)
    return Group(first.rule, heaviest, first.message, tuple(items))


def row_keys(intake: Intake) -> RowKeys:
    """What each row of a workbook is known by, wherever it moves: its evidence number, NIK or name."""
    keys = {(BKU.title, entry.row): entry.evidence_number or "" for entry in intake.entries}
    keys |= {(PM.title, person.row): person.nik or person.name or "" for person in intake.beneficiaries}
    keys |= {(TAX.title, tax.row): tax.evidence_number or "" for tax in intake.taxes}
    return keys


def row_contents(
    entries: Iterable[EntryFacts], beneficiaries: Iterable[BeneficiaryFacts], taxes: Iterable[TaxFacts]
) -> Callable[[str, int], str]:
    """What each row says, as one text; "" for none. The running balance is no part of it: it moves with other rows."""
    rows: dict[tuple[str, int], EntryFacts | BeneficiaryFacts | TaxFacts] = {
        (BKU.title, each.row): each for each in entries
    }
    rows |= {(PM.title, each.row): each for each in beneficiaries}
    rows |= {(TAX.title, each.row): each for each in taxes}

    def content(sheet: str, row: int) -> str:
        held = rows.get((sheet, row))
        if held is None:
            return ""
        names = [each.name for each in fields(held) if each.name not in _NO_SUBSTANCE]
        return "\n".join(f"{name}={getattr(held, name)!r}" for name in names)

    return content


def known_by(finding: Finding, keys: RowKeys) -> str:
    """The text by which a finding is known again in the next revision; to be hashed with a key before it is kept,
    for a NIK may be in it.

    Made of rule, sheet, field, and what the row is known by, or what was found where the row has no such key. The
    row's number is no part of it, for rows shift.
    """
    where = finding.where
    key = keys.get((where.sheet or "", where.row or 0), "")
    known = f"key {key}" if key else f"found {finding.found}" if where.row is not None else "place"
    return "\n".join(part.strip().casefold() for part in (finding.rule, where.sheet or "", where.field or "", known))


class Fingerprinted(Protocol):
    """Anything that carries what ``known_by`` says of its finding, hashed or not."""

    @property
    def fingerprint(self) -> str: ...


Old = TypeVar("Old", bound=Fingerprinted)
New = TypeVar("New", bound=Fingerprinted)


@dataclass(frozen=True, slots=True)
class Comparison(Generic[Old, New]):
    """What became of findings: ``gone`` from the old revision, ``still`` there and ``new`` in the new one."""

    gone: tuple[Old, ...]
    still: tuple[New, ...]
    new: tuple[New, ...]


def compare(old: Sequence[Old], new: Sequence[New]) -> Comparison[Old, New]:
    """Matches findings one to one: of three alike in the old and two in the new revision, the last one is gone."""
    unmatched = Counter(each.fingerprint for each in old)
    still: list[New] = []
    fresh: list[New] = []
    for each in new:
        if unmatched[each.fingerprint]:
            unmatched[each.fingerprint] -= 1
            still.append(each)
        else:
            fresh.append(each)
    gone: list[Old] = []
    for earlier in reversed(old):
        if unmatched[earlier.fingerprint]:
            unmatched[earlier.fingerprint] -= 1
            gone.append(earlier)
    return Comparison(tuple(reversed(gone)), tuple(still), tuple(fresh))
