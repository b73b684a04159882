"""What the room of imports must know of budget lines."""

from __future__ import annotations

from typing import Any, cast

from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from grants.allocation_columns import ALLOCATIONS
from grants.allocation_resource import AllocationResource
from grants.models import DipaDocument
from imports.models import ImportRun
from imports.registry import Importer
from imports.template import empty_table

_NOTES = (
    "Satu baris untuk satu baris DIPA sampai akun, mulai baris 2 lembar Alokasi. Baris judul jangan diubah.",
    "Kode ditulis utuh pada kolom Kode anggaran, atau terpisah pada kolom Program sampai Akun.",
    "Baris dikenali dari tahun dan kodenya. Pagu yang berbeda menjadi revisi; yang tidak disebut tetap ada.",
)


def _document(by: User, pk: int) -> DipaDocument:
    return get_object_or_404(DipaDocument.objects.visible_to(by).filter(office=by.office_id), pk=pk)


def _resource(by: User, context: Any) -> AllocationResource:
    return AllocationResource(by=by, document=cast(DipaDocument, context))


def _template() -> bytes:
    return empty_table(ALLOCATIONS, notes=_NOTES)


def _done(run: ImportRun) -> str:
    return f"Impor selesai: {run.new} baris alokasi dicatat, {run.changed} direvisi."


def _back(context: Any) -> str:
    return f"{reverse('grants:allocations')}?year={cast(DipaDocument, context).year}"


DIPA_LINES = Importer(
    kind="alokasi",
    table=ALLOCATIONS,
    resource=_resource,
    permission=Permission.MANAGE_ALLOCATIONS,
    title="Impor alokasi (DIPA)",
    list_title="Alokasi",
    row_title="Kode anggaran",
    how=(
        "Berkas ekspor aplikasi perbendaharaan dapat diunggah langsung: kode utuh dalam satu kolom, terpisah per "
        "kolom, atau bertingkat (program, kegiatan, sampai akun).",
        "Baris jumlah dan rincian dilewati, masing-masing dengan sebabnya.",
        "Pagu atau uraian yang berbeda dari yang tercatat menjadi revisi dengan nomor dan tanggal DIPA ini. Pagu tidak "
        "dapat kurang dari yang sudah dipakai.",
        "Baris yang tidak ada dalam berkas disebut pada pratinjau, tetapi tidak dihapus.",
    ),
    template=_template,
    verb="allocation.import",
    done=_done,
    back=_back,
    context=_document,
)
