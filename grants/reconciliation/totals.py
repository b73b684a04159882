"""Lines of totals in a table, and whether they say the sum of the rows above them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from grants.reconciliation.amounts import Marks, NotAnAmount, read_amount
from grants.reconciliation.grid import Problem, Row, Value, text_of
from grants.reconciliation.records import Reported, Status
from rupiah.format import format_angka, format_rupiah

_WORDS = re.compile(
    r"^\W*(?:(?P<balance>saldo)|(?:grand\s+|sub\s*-?\s*)?(?:jumlah|total|subtotal|rekapitulasi)|(?:jumlah\s+)?(?:di)?pindah(?:an|kan))\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"^\W*(?:jumlah|total|banyaknya)\s+(?:data|transaksi|baris|record|records|penerima|rekening|sp2d|item)\b",
    re.IGNORECASE,
)
_RETUR_WORDS = re.compile(r"\b(?:retur|gagal|ditolak)\b", re.IGNORECASE)
_DELIVERED_WORDS = re.compile(r"\b(?:berhasil|sukses|tersalur|cair)\b", re.IGNORECASE)


class TotalKind(StrEnum):
    """What a line of totals adds up."""

    AMOUNT = "jumlah"
    COUNT = "banyak"
    BALANCE = "saldo"


@dataclass(frozen=True, slots=True)
class Total:
    """A line of totals: where, its words, and what it says, in rupiah or rows; None where no number can be read."""

    row: int
    kind: TotalKind
    label: str
    value: int | None

    @property
    def status(self) -> Status | None:
        """Of which lines it speaks, where its words say so."""
        if _RETUR_WORDS.search(self.label):
            return Status.RETUR
        return Status.DELIVERED if _DELIVERED_WORDS.search(self.label) else None


def total_in(row: Row, *, amount_column: int, marks: Marks) -> Total | None:
    """The line of totals that a row is, by its words; None for none. The caller knows that the row names no payment."""
    for column, value in enumerate(row.cells, start=1):
        if not isinstance(value, str) or not value.strip():
            continue
        label, _, behind = text_of(value).partition(":")
        counted, words = _COUNTED.match(label), _WORDS.match(label)
        if not (counted or words):
            continue
        kind = TotalKind.COUNT if counted else TotalKind.BALANCE if words and words["balance"] else TotalKind.AMOUNT
        others = [each for place, each in enumerate(row.cells, start=1) if place != column]
        said = [row.cell(amount_column) if amount_column != column else None, *others, behind]
        found = next((number for number in (_number(each, marks) for each in said) if number is not None), None)
        return Total(row.number, kind, label.strip(), found)
    return None


def _number(value: Value, marks: Marks) -> int | None:
    try:
        return read_amount(value, marks)
    except NotAnAmount:
        return None


@dataclass(slots=True)
class Sums:
    """What has been read so far, in rupiah and rows, since the top and since the last line of totals."""

    since_top: list[Reported] = field(default_factory=list)
    since_total: list[Reported] = field(default_factory=list)
    unread: int = 0  #: rows that could not be read, so that no sum can tie
    _seen: dict[tuple[object, ...], int] = field(default_factory=dict)
    _again: set[int] = field(default_factory=set)

    def add(self, line: Reported) -> None:
        self.since_top.append(line)
        self.since_total.append(line)
        if self._seen.setdefault((line.payment, line.status), line.row) != line.row:
            self._again.add(line.row)

    def close_section(self) -> None:
        self.since_total = []

    def _sums(self, total: Total) -> Mapping[int, bool]:
        """Every sum that the total may mean, in rupiah or rows, and whether it counts duplicate rows once."""
        weigh = (lambda line: 1) if total.kind is TotalKind.COUNT else (lambda line: line.amount)
        of_status = [line for line in self.since_top if line.status is total.status]
        sums: dict[int, bool] = {}
        for once in (False, True):
            for lines in (of_status,) if total.status else (self.since_top, self.since_total):
                sums.setdefault(sum(weigh(line) for line in lines if not (once and line.row in self._again)), once)
        return sums

    def check(self, total: Total) -> tuple[Problem | None, str]:
        """What is wrong with a line of totals, or what to say of it ("" for nothing)."""
        where = f"baris {total.row}"
        if total.value is None:
            return None, f"Baris jumlah “{total.label}” di {where} tidak memuat angka, jadi tidak diperiksa."
        if self.unread:
            return None, f"Baris jumlah “{total.label}” di {where} belum dapat diperiksa: ada baris yang tidak terbaca."
        sums = self._sums(total)
        if total.value in sums:
            return None, f"“{total.label}” di {where} cocok bila baris ganda dihitung sekali." if sums[
                total.value
            ] else ""
        shown = format_angka if total.kind is TotalKind.COUNT else format_rupiah
        whole = next(iter(sums))
        sentence = (
            f"“{total.label}” menyebut {shown(total.value)}, sedangkan baris yang terbaca berjumlah {shown(whole)}; "
            f"selisih {shown(abs(total.value - whole))}."
        )
        if total.kind is TotalKind.BALANCE:
            return None, f"Di {where}, {sentence} Saldo tidak harus sama dengan jumlah baris."
        return (
            Problem(
                where,
                sentence,
                "Periksa apakah ada baris yang hilang, terhapus, atau diubah, lalu minta berkas yang lengkap.",
            ),
            "",
        )
