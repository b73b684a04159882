"""Workbooks that go out: the list of LKS as it is, the empty table for an import, and who was trained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from imports.template import empty_table
from partners.columns import COLUMNS, PARTNERS
from partners.models import Partner
from partners.resources import FlatPartner, flatten
from vault.exports import Column, ListExport


class PartnersExport(ListExport):
    """The list of LKS in the columns of the import: it can be mended and come in again."""

    title = "LKS"

    def columns(self) -> dict[str, Column]:
        return {column.attribute: Column(column.heading, column.width) for column in COLUMNS}

    def iter_queryset(self, queryset: Iterable[Partner]) -> Iterator[FlatPartner]:
        return map(flatten, super().iter_queryset(queryset))


def import_template() -> bytes:
    """The empty table of LKS."""
    notes = (
        "Satu baris untuk satu LKS, mulai baris 2 lembar LKS. Baris judul jangan diubah.",
        "LKS dikenali dari nomor tanda daftarnya: nomor yang sudah ada diperbarui, yang belum ada didaftarkan.",
        "Sel kosong membiarkan data yang sudah ada.",
    )
    return empty_table(PARTNERS, notes=notes, choices={"legal_form": Partner.LegalForm.labels})


class TrainingsExport(ListExport):
    """Who took part in which training, a row for each person of each LKS."""

    title = "Bimtek"
    training = Column("Bimtek", 36, "training__title")
    subject = Column("Materi", 36, "training__subject")
    starts_on = Column("Hari pertama", 14, "training__starts_on")
    ends_on = Column("Hari terakhir", 14, "training__ends_on")
    mode = Column("Cara", 20, "training__get_mode_display")
    place = Column("Tempat atau tautan", 28, "training__place")
    partner = Column("LKS", 30, "partner__name")
    name = Column("Nama", 28)
    position = Column("Jabatan", 18)
    presence = Column("Kehadiran", 18, "get_presence_display")
