"""A row of the table to a reported line: each cell by the meaning of its column, all that is wrong told at once."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from grants.reconciliation.amounts import Marks, NotAnAmount, marks_of, read_amount
from grants.reconciliation.days import NotADay, month_comes_first, read_day
from grants.reconciliation.grid import Problem, Row, Value, place, text_of
from grants.reconciliation.headings import Field
from grants.reconciliation.identifiers import NotAnIdentifier, read_identifier
from grants.reconciliation.records import FileKind, Reported, Status
from grants.reconciliation.statuses import NotAStatus, read_retur_mark, read_status, says_retur

_RUPIAH = {"", "idr", "rp", "rp.", "rupiah", "360"}  #: 360 is the rupiah's number among currencies
_AGAIN = "Perbaiki sel ini dari bukti aslinya, atau minta berkas baru, lalu unggah lagi."
_AS_TEXT = "Simpan nomor sebagai teks di berkas asalnya, lalu unggah lagi."


@dataclass(frozen=True, slots=True)
class LineReader:
    """Reads rows of one table. ``columns`` says where each field stands; the rest is what whole columns prove."""

    kind: FileKind
    columns: Mapping[Field, int]
    marks: Marks
    month_first: bool
    years: Container[int] = ()

    @classmethod
    def for_rows(
        cls, rows: Iterable[Row], *, kind: FileKind, columns: Mapping[Field, int], years: Container[int] = ()
    ) -> LineReader:
        """A reader that has learnt from all rows of the table, totals included."""
        rows = list(rows)

        def values(each: Field) -> list[Value]:
            return [row.cell(columns[each]) for row in rows] if each in columns else []

        return cls(kind, columns, marks_of(values(Field.AMOUNT)), month_comes_first(values(Field.DATE)), years)

    def value(self, row: Row, each: Field) -> Value:
        """The cell of a field; None where the table has no such column."""
        return row.cell(self.columns[each]) if each in self.columns else None

    def amount(self, row: Row) -> int | None:
        """The amount of a row that need not be a payment; None where there is none that can be read."""
        try:
            return read_amount(self.value(row, Field.AMOUNT), self.marks)
        except NotAnAmount:
            return None

    def read(self, row: Row) -> Reported | list[Problem]:
        """The line, or everything that keeps the row from being one."""
        reading = _Reading(self, row)
        amount = reading.amount()
        status, reason = reading.status(amount)
        number = reading.identifier(Field.NUMBER)
        order_number = reading.identifier(Field.ORDER_NUMBER)
        account = reading.identifier(Field.ACCOUNT, digits_only=True)
        day = reading.day()
        reading.require_rupiah()
        if not reading.problems:
            reading.require_payment(number, order_number, account)
        if reading.problems or amount is None:
            return reading.problems
        name = text_of(self.value(row, Field.NAME))
        return Reported(row.number, number, order_number, amount, day, account, name, status, reason)


@dataclass(slots=True)
class _Reading:
    """One row while it is read; problems gather."""

    reader: LineReader
    row: Row
    problems: list[Problem] = field(default_factory=list)

    def _value(self, each: Field) -> Value:
        return self.reader.value(self.row, each)

    def _wrong(self, each: Field, sentence: str, remedy: str = _AGAIN) -> None:
        column = self.reader.columns.get(each)
        where = place(column, self.row.number) if column else f"baris {self.row.number}"
        self.problems.append(Problem(where, f"{each.label}: {sentence}", remedy))

    def amount(self) -> int | None:
        try:
            amount = read_amount(self._value(Field.AMOUNT), self.reader.marks)
        except NotAnAmount as problem:
            self._wrong(Field.AMOUNT, str(problem))
            return None
        if amount is None:
            self._wrong(Field.AMOUNT, "kosong, padahal baris ini memuat pembayaran.")
        elif amount < 0:
            self._wrong(
                Field.AMOUNT,
                "kurang dari nol. Pembatalan atau retur tidak dibaca dari tanda kurang.",
                "Tandai baris ini sebagai retur pada kolom status, atau hapus baris pembatalannya, lalu unggah lagi.",
            )
        elif not amount:
            self._wrong(Field.AMOUNT, "nol, padahal setiap pembayaran lebih dari nol.")
        return amount

    def status(self, amount: int | None) -> tuple[Status, str]:
        """The status by its column and the mark of retur, which must not contradict each other nor the bank's words."""
        reason = text_of(self._value(Field.REASON))
        status, added = Status.DELIVERED, ""
        marked = False
        try:
            if Field.RETUR in self.reader.columns:
                marked = read_retur_mark(self._value(Field.RETUR), amount=amount, marks=self.reader.marks)
        except NotAStatus as problem:
            self._wrong(Field.RETUR, str(problem), 'Tulis "Ya" bila dananya kembali, kosongkan bila tidak.')
        try:
            if Field.STATUS in self.reader.columns:
                status, added = read_status(self._value(Field.STATUS))
        except NotAStatus as problem:
            self._wrong(Field.STATUS, str(problem), "Tulis Berhasil, Retur, atau Diproses, sesuai keterangan bank.")
            return status, reason
        if marked and Field.STATUS in self.reader.columns and status is not Status.RETUR:
            self._wrong(Field.RETUR, f"baris ini ditandai retur, tetapi statusnya {status.label}.")
        if not marked and status is Status.DELIVERED and says_retur(reason):
            self._wrong(Field.REASON, f"“{reason}” menyebut retur, tetapi baris ini tidak ditandai retur.")
        return (Status.RETUR if marked else status), "; ".join(dict.fromkeys(filter(None, (added, reason))))

    def identifier(self, each: Field, *, digits_only: bool = False) -> str:
        try:
            return read_identifier(self._value(each), digits_only=digits_only)
        except NotAnIdentifier as problem:
            self._wrong(each, str(problem), _AS_TEXT)
            return ""

    def day(self) -> date | None:
        try:
            day = read_day(self._value(Field.DATE), month_first=self.reader.month_first, years=self.reader.years)
        except NotADay as problem:
            self._wrong(Field.DATE, str(problem), "Tulis tanggal, bulan, lalu tahun empat angka, misalnya 17/03/2021.")
            return None
        if day is None and self.reader.kind is FileKind.SP2D_LIST:
            self._wrong(Field.DATE, "kosong, padahal setiap SP2D bertanggal.")
        return day

    def require_rupiah(self) -> None:
        currency = text_of(self._value(Field.CURRENCY))
        if currency.casefold() not in _RUPIAH:
            self._wrong(
                Field.CURRENCY, f"“{currency}” bukan rupiah.", "Keluarkan baris ini dari berkas, lalu unggah lagi."
            )

    def require_payment(self, number: str, order_number: str, account: str) -> None:
        """That the row says which payment it is."""
        if self.reader.kind is FileKind.SP2D_LIST and not number:
            self._wrong(Field.NUMBER, "kosong. Bila selnya digabung dengan baris di atasnya, isi nomor di tiap baris.")
        elif not (number or order_number or account):
            self._wrong(Field.ACCOUNT, "kosong, dan tidak ada nomor SP2D, sehingga pembayarannya tidak diketahui.")
