"""Which heading tells what: suggested from the headings, decided by a person, remembered for files of the same make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grants.reconciliation.grid import Problem
from grants.reconciliation.headings import LIKELY_HEADINGS, SURE_HEADINGS, Field, Heading, plain
from grants.reconciliation.records import FileKind

#: Of each group one field at least must have a column.
_NEEDED: dict[FileKind, tuple[tuple[Field, ...], ...]] = {
    FileKind.SP2D_LIST: ((Field.NUMBER,), (Field.AMOUNT,), (Field.DATE,)),
    FileKind.BANK_REPLY: ((Field.ACCOUNT, Field.NUMBER), (Field.AMOUNT,), (Field.STATUS, Field.RETUR)),
}


class NotAColumnMap(ValueError):
    """What was remembered is no column map."""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The heading, as ``plain`` makes it, of each field that has a column."""

    headings: Mapping[Field, str]

    def as_data(self) -> dict[str, str]:
        """For keeping as JSON; ``from_data`` makes the map of it again."""
        return {each.value: heading for each, heading in self.headings.items()}

    @classmethod
    def from_data(cls, data: Any) -> ColumnMap:
        """The map that ``as_data`` described. Raises NotAColumnMap."""
        if not isinstance(data, dict) or not all(isinstance(heading, str) and heading for heading in data.values()):
            raise NotAColumnMap("a column map is a dict of headings by field")
        try:
            return cls({Field(name): heading for name, heading in data.items()})
        except ValueError as problem:
            raise NotAColumnMap(str(problem)) from problem

    def columns_in(self, heading: Heading) -> dict[Field, int]:
        """The column of each field whose heading stands just once in the row."""
        found = {each: heading.columns_named(wanted) for each, wanted in self.headings.items()}
        return {each: columns[0] for each, columns in found.items() if len(columns) == 1}

    def problems_with(self, heading: Heading, kind: FileKind) -> list[Problem]:
        """What keeps a file of that kind from being read with this map."""
        where = f"baris {heading.row}"
        told = []
        for each, wanted in self.headings.items():
            times = len(heading.columns_named(wanted))
            if times > 1:
                told.append(
                    Problem(
                        where,
                        f"Ada {times} kolom dengan judul yang sama untuk {each.label}.",
                        "Beri judul yang berbeda, atau hapus kolom yang tidak dipakai, lalu unggah lagi.",
                    )
                )
            elif not times:
                told.append(
                    Problem(where, f"Kolom untuk {each.label} tidak ada di berkas ini.", "Pilih lagi kolom-kolomnya.")
                )
        chosen = list(self.headings.values())
        told += [
            Problem(where, f"Kolom “{heading_shown(heading, twice)}” dipilih untuk dua hal.", "Pilih satu arti saja.")
            for twice in sorted({wanted for wanted in chosen if chosen.count(wanted) > 1})
        ]
        told += [
            Problem(
                where,
                f"Kolom untuk {' atau '.join(each.label for each in group)} belum ditentukan, "
                f"padahal {kind.label} memerlukannya.",
                "Pilih kolomnya dari judul yang ada, atau minta berkas yang memuatnya.",
            )
            for group in _NEEDED[kind]
            if not any(each in self.headings for each in group)
        ]
        return told


def heading_shown(heading: Heading, wanted: str) -> str:
    """A plain heading as the file writes it."""
    columns = heading.columns_named(wanted)
    return heading.by_column[columns[0]] if columns else wanted


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The map that the headings suggest, and for each field that several of them could mean, all of these as written.

    A field in doubt is not in the map: a person chooses.
    """

    map: ColumnMap
    doubts: Mapping[Field, tuple[str, ...]] = field(default_factory=dict)


def suggest_map(heading: Heading) -> Suggestion:
    """What the headings mean in the words of treasury and banks. "Bruto" beside "Netto" is a doubt, not a choice."""
    chosen: dict[Field, str] = {}
    doubts: dict[Field, tuple[str, ...]] = {}
    for each in Field:
        for meanings in (SURE_HEADINGS, LIKELY_HEADINGS):
            meant = [text for text in heading.by_column.values() if meanings.get(plain(text)) is each]
            if meant:
                break
        else:
            continue
        if len(meant) > 1:
            doubts[each] = tuple(meant)
        else:
            chosen[each] = plain(meant[0])
    return Suggestion(ColumnMap(chosen), doubts)
