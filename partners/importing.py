"""What the room of imports must know of the table of LKS."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from imports.models import ImportRun
from imports.registry import Importer
from partners.columns import PARTNERS
from partners.resources import PartnerResource
from partners.spreadsheets import import_template


def _resource(by: User, context: Any) -> PartnerResource:
    return PartnerResource(by=by)


def _done(run: ImportRun) -> str:
    return (
        f"Impor selesai: {run.new} LKS baru, {run.changed} diperbarui. "
        "Pengurus yang mendapat akun membuat kata sandi lewat “Lupa kata sandi” di halaman masuk."
    )


def _back(context: Any) -> str:
    return reverse("partners:partners")


LKS = Importer(
    kind="lks",
    table=PARTNERS,
    resource=_resource,
    permission=Permission.MANAGE_PARTNERS,
    title="Impor LKS",
    list_title="LKS",
    row_title="LKS",
    how=(
        "LKS dikenali dari nomor tanda daftarnya. Nomor yang sudah ada diperbarui; yang belum ada didaftarkan.",
        "Sel kosong membiarkan data yang sudah ada.",
        "Ketua atau bendahara yang mempunyai surel mendapat akun. Nama lain menggantikan pejabat lama.",
        "Daftar yang diunduh dari halaman LKS dapat diperbaiki, lalu diunggah di sini.",
    ),
    template=import_template,
    verb="partner.import",
    done=_done,
    back=_back,
    # Each takes some thirty writes: officers, their accounts, documents.
    rows_at_once=100,
)
