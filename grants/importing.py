"""What the room of imports must know of the table of deaths."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from grants.columns import DEATHS
from grants.resources import DeathResource
from imports.models import ImportRun
from imports.registry import Importer
from imports.template import empty_table

_NOTES = (
    "Satu baris untuk satu orang yang meninggal, mulai baris 2 lembar Kematian. Baris judul jangan diubah.",
    "Orang dikenali dari NIK-nya. Yang sudah tercatat tidak diubah.",
)


def _resource(by: User, context: Any) -> DeathResource:
    return DeathResource(by=by)


def _template() -> bytes:
    return empty_table(DEATHS, notes=_NOTES)


def _done(run: ImportRun) -> str:
    return f"Impor selesai: {run.new} kematian dicatat."


def _back(context: Any) -> str:
    return reverse("grants:deaths")


DEATH_LIST = Importer(
    kind="kematian",
    table=DEATHS,
    resource=_resource,
    permission=Permission.MANAGE_DEATHS,
    title="Impor daftar kematian",
    list_title="Daftar kematian",
    row_title="NIK",
    how=(
        "Satu baris untuk satu orang: NIK sebagai teks, tanggal meninggal, dan dari mana diketahui.",
        "Orang yang sudah tercatat dengan tanggal yang sama dibiarkan.",
        "Tanggal yang berbeda bagi orang yang sudah tercatat ditolak: tarik dahulu catatan yang keliru.",
    ),
    template=_template,
    verb="deathrecord.import",
    done=_done,
    back=_back,
)
