"""Headings of columns, as treasury applications and banks write them, and the row in which they stand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from grants.reconciliation.grid import Grid, Refused, Row, text_of

_FARTHEST_HEADING = 60  #: rows of logos, titles and account owners above the headings
_FEWEST_KNOWN = 2  #: a row with fewer known headings is no heading row
_UNIT = re.compile(r"[(\[]\s*(?:rp\.?|idr|rupiah)\s*[)\]]", re.IGNORECASE)


class Field(StrEnum):
    """What a column tells of a payment."""

    NUMBER = "number"
    ORDER_NUMBER = "order_number"
    AMOUNT = "amount"
    DATE = "date"
    ACCOUNT = "account"
    NAME = "name"
    STATUS = "status"
    RETUR = "retur"
    REASON = "reason"
    CURRENCY = "currency"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Field.NUMBER: "Nomor SP2D",
    Field.ORDER_NUMBER: "Nomor SPM",
    Field.AMOUNT: "Jumlah",
    Field.DATE: "Tanggal",
    Field.ACCOUNT: "Nomor rekening",
    Field.NAME: "Nama penerima",
    Field.STATUS: "Status",
    Field.RETUR: "Tanda retur",
    Field.REASON: "Keterangan bank",
    Field.CURRENCY: "Mata uang",
}

#: For each field the headings that mean it: surely, and where no surer one stands beside them.
_SURE: dict[Field, str] = {
    Field.NUMBER: "no sp2d, nomor sp2d, no sp2d kppn, nomor sp2d kppn, sp2d number, no/nomor sp2d",
    Field.ORDER_NUMBER: "no spm, nomor spm, spm number",
    Field.AMOUNT: "nilai sp2d, jumlah sp2d, nominal sp2d",
    Field.DATE: "tgl sp2d, tanggal sp2d, sp2d date",
    Field.ACCOUNT: "no rekening penerima, nomor rekening penerima, no rek penerima, rekening penerima, "
    "no rekening tujuan, nomor rekening tujuan, rekening tujuan, beneficiary account",
    Field.NAME: "nama penerima, nama penerima bantuan, nama pemilik rekening, nama rekening, beneficiary name",
    Field.STATUS: "status, status transaksi, status transfer, status pembayaran, status penyaluran, status sp2d",
    Field.RETUR: "retur, tanda retur, retur ya tidak, nilai retur, jumlah retur",
    Field.REASON: "alasan retur, keterangan retur, alasan, alasan gagal, sebab retur",
    Field.CURRENCY: "mata uang, valuta, currency, ccy, kode valuta, curr",
}
_LIKELY: dict[Field, str] = {
    Field.NUMBER: "sp2d",
    Field.ORDER_NUMBER: "spm",
    Field.AMOUNT: "nilai, jumlah, nominal, jumlah rp, jumlah uang, jumlah dana, jumlah bayar, jumlah pembayaran, "
    "nilai bayar, jumlah transfer, nilai transfer, nominal transfer, bruto, nilai bruto, jumlah bruto, netto, neto, "
    "nilai netto, jumlah netto, nilai bersih, amount",
    Field.DATE: "tanggal, tgl, tanggal transaksi, tgl transaksi, tanggal bayar, tanggal transfer, tgl transfer, "
    "tanggal kredit, tgl kredit, tanggal cair, tgl cair, tanggal pencairan, tanggal penyaluran, tanggal proses, date",
    Field.ACCOUNT: "no rekening, nomor rekening, no rek, rekening, account number, account no, no account",
    Field.NAME: "nama, penerima, atas nama, nama lks, nama supplier, nama nasabah",
    Field.STATUS: "hasil, hasil transfer, status bayar, status kredit, keterangan status",
    Field.REASON: "keterangan, catatan, remark, remarks, keterangan bank",
}


def plain(heading: str) -> str:
    """A heading with unit, capitals, blanks and punctuation disregarded: "No.  Rek. Penerima" is "norekpenerima"."""
    return "".join(character for character in _UNIT.sub(" ", heading).casefold() if character.isalnum())


def _by_heading(words: Mapping[Field, str]) -> dict[str, Field]:
    return {plain(heading): field for field, headings in words.items() for heading in headings.split(",")}


SURE_HEADINGS = _by_heading(_SURE)
LIKELY_HEADINGS = _by_heading(_LIKELY)


def known_fields(texts: Iterable[str]) -> set[Field]:
    """The fields that a row of headings names."""
    found = (SURE_HEADINGS.get(plain(text)) or LIKELY_HEADINGS.get(plain(text)) for text in texts)
    return {field for field in found if field is not None}


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading row: its number, and each heading as it is written by its column, counted from 1."""

    row: int
    by_column: Mapping[int, str]

    def columns_named(self, wanted: str) -> list[int]:
        """Columns whose heading is ``wanted``, compared plainly."""
        return [column for column, heading in self.by_column.items() if plain(heading) == wanted]

    @property
    def last_column(self) -> int:
        return max(self.by_column)

    @property
    def fingerprint(self) -> str:
        """The same for files of the same make: the plain headings in their order, as 64 hexadecimal digits."""
        told = "\n".join(plain(heading) for _, heading in sorted(self.by_column.items()))
        return hashlib.sha256(told.encode()).hexdigest()

    def is_repeated_in(self, row: Row) -> bool:
        """Whether a row says the headings again, as each page of a printed list does."""
        said = {column: plain(text_of(value)) for column, value in enumerate(row.cells, start=1)}
        return all(said.get(column) == plain(heading) for column, heading in self.by_column.items())


def heading_at(row: Row) -> Heading:
    """The row taken as headings; a cell that is blank or only signs heads nothing."""
    texts = {column: text_of(value) for column, value in enumerate(row.cells, start=1)}
    return Heading(row.number, {column: text for column, text in texts.items() if plain(text)})


def find_heading(grid: Grid, wanted: Iterable[str] = ()) -> Heading:
    """The first of the rows that name most fields; with ``wanted``, plain headings, the first that has all of them.

    Raises Refused where no row does, and where two different rows do equally well.
    """
    rows = [row for row in grid.rows[:_FARTHEST_HEADING] if not row.is_blank]
    needed = set(wanted)
    if needed:
        remembered = (row for row in rows if needed <= {plain(text_of(value)) for value in row.cells})
        row = next(remembered, None)
        if row is None:
            raise Refused(
                "Judul kolom di berkas ini tidak sama dengan susunan kolom yang dipilih.",
                "Pilih lagi kolom-kolomnya untuk berkas ini.",
            )
        return heading_at(row)
    known = [(len(known_fields(text_of(value) for value in row.cells if isinstance(value, str))), row) for row in rows]
    most = max((count for count, _ in known), default=0)
    if most < _FEWEST_KNOWN:
        raise Refused(
            f"Baris judul kolom tidak ditemukan dalam {_FARTHEST_HEADING} baris pertama.",
            "Pastikan ada satu baris berisi judul seperti “Nomor SP2D”, “Tanggal”, dan “Jumlah”.",
        )
    best = [heading_at(row) for count, row in known if count == most]
    if len({heading.fingerprint for heading in best}) > 1:
        raise Refused(
            f"Baris {best[0].row} dan baris {best[1].row} sama-sama tampak sebagai baris judul.",
            "Hapus baris judul yang bukan milik daftar pembayaran, lalu unggah lagi.",
        )
    return best[0]
