"""Workbooks that go out: the list of LKS as it is, the empty table for an import, and who was trained."""

from __future__ import annotations

from collections.abc import Iterable

from imports.template import empty_table
from partners.columns import COLUMNS, PARTNERS
from partners.models import Partner, TrainingParticipant
from partners.resources import flatten
from vault.tables import Table, workbook


def partner_list(partners: Iterable[Partner]) -> bytes:
    """The list as a workbook, in the columns of the import: it can be mended and come in again."""
    headings = [(column.heading, column.width) for column in COLUMNS]
    rows = (
        [getattr(flat, column.attribute) for column in COLUMNS] for flat in (flatten(partner) for partner in partners)
    )
    return workbook([Table("LKS", headings, rows)])


def import_template() -> bytes:
    """The empty table of LKS."""
    notes = (
        "Satu baris untuk satu LKS, mulai baris 2 lembar LKS. Baris judul jangan diubah.",
        "LKS dikenali dari nomor tanda daftarnya: nomor yang sudah ada diperbarui, yang belum ada didaftarkan.",
        "Sel kosong membiarkan data yang sudah ada.",
    )
    return empty_table(PARTNERS, notes=notes, choices={"legal_form": Partner.LegalForm.labels})


def training_list(participants: Iterable[TrainingParticipant]) -> bytes:
    """Who took part in which training, a row for each person of each LKS."""
    headings = [
        ("Bimtek", 36),
        ("Materi", 36),
        ("Hari pertama", 14),
        ("Hari terakhir", 14),
        ("Cara", 20),
        ("Tempat atau tautan", 28),
        ("LKS", 30),
        ("Nama", 28),
        ("Jabatan", 18),
        ("Kehadiran", 18),
    ]
    rows = (
        (
            row.training.title,
            row.training.subject,
            row.training.starts_on,
            row.training.ends_on,
            row.training.get_mode_display(),
            row.training.place,
            row.partner.name,
            row.name,
            row.position,
            row.get_presence_display(),
        )
        for row in participants
    )
    return workbook([Table("Bimtek", headings, rows)])
