"""What the room of imports must know of the recipients of a decree."""

from __future__ import annotations

from typing import Any, cast

from django.shortcuts import get_object_or_404

from accounts.models import User
from accounts.roles import Permission
from grants.models import Decree
from grants.recipient_columns import RECIPIENTS
from grants.recipient_resource import RecipientResource
from imports.models import ImportRun
from imports.registry import Importer
from imports.template import empty_table
from partners.choices import AssistanceForm, AtensiComponent

_NOTES = (
    "Satu baris untuk satu penerima, mulai baris 2 lembar Penerima SK. Baris judul jangan diubah.",
    "Orang dikenali dari NIK-nya. Yang sudah ada pada daftar diperbarui; yang tidak disebut tetap ada.",
    f"Komponen: {'; '.join(AtensiComponent.labels)}.",
)


def _decree(by: User, pk: int) -> Decree:
    return get_object_or_404(Decree.objects.visible_to(by).select_related("agreement"), pk=pk)


def _resource(by: User, context: Any) -> RecipientResource:
    return RecipientResource(by=by, decree=cast(Decree, context))


def _template() -> bytes:
    return empty_table(RECIPIENTS, notes=_NOTES, choices={"form": AssistanceForm.labels})


def _done(run: ImportRun) -> str:
    return f"Impor selesai: {run.new} penerima masuk daftar, {run.changed} diperbarui."


def _back(context: Any) -> str:
    return cast(Decree, context).get_absolute_url()


RECIPIENT_LIST = Importer(
    kind="penerima-sk",
    table=RECIPIENTS,
    resource=_resource,
    permission=Permission.DRAFT_DECREE,
    title="Impor penerima SK",
    list_title="SK penerima",
    row_title="Penerima",
    how=(
        "Satu baris untuk satu penerima: NIK dan nomor rekening sebagai teks, jumlah dalam rupiah bulat.",
        "Yang sudah ada pada daftar diperbarui. Yang tidak ada dalam berkas tetap pada daftar.",
        "Yang tercatat meninggal ditolak. Yang sudah dibantu sejenis, dan rekening yang dipakai dua orang, ditandai.",
    ),
    template=_template,
    verb="decree.import",
    done=_done,
    back=_back,
    context=_decree,
    told_of_context=True,
)
