"""What the room of imports must know of the table of persons."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from beneficiaries.choices import CATEGORIES, Cluster
from beneficiaries.columns import PEOPLE
from beneficiaries.resources import PersonResource
from imports.models import ImportRun
from imports.registry import Importer
from imports.template import empty_table

_NOTES = (
    "Satu baris untuk satu orang, mulai baris 2 lembar Penerima. Baris judul jangan diubah.",
    "Orang dikenali dari NIK-nya: yang sudah ada di kantor ini diperbarui, yang belum ada dicatat.",
    "Sel kosong membiarkan data yang sudah ada.",
)


def _resource(by: User, context: Any) -> PersonResource:
    return PersonResource(by=by)


def _template() -> bytes:
    choices = {"cluster": Cluster.labels, "category": [label for _, label in CATEGORIES]}
    return empty_table(PEOPLE, notes=_NOTES, choices=choices)


def _done(run: ImportRun) -> str:
    return f"Impor selesai: {run.new} penerima baru, {run.changed} diperbarui."


def _back(context: Any) -> str:
    return reverse("beneficiaries:people")


PEOPLE_LIST = Importer(
    kind="penerima",
    table=PEOPLE,
    resource=_resource,
    permission=Permission.MANAGE_BENEFICIARIES,
    title="Impor penerima manfaat",
    list_title="Penerima manfaat",
    row_title="NIK",
    how=(
        "Satu baris untuk satu orang: NIK sebagai teks, nama, dan klaster; kategori dan kabupaten bila ada.",
        "Orang dikenali dari NIK-nya. Jenis kelamin dan tanggal lahir diambil dari NIK.",
        "Pelayanan, asesmen, dan bantuannya dicatat di halaman setiap orang.",
    ),
    template=_template,
    verb="person.import",
    done=_done,
    back=_back,
)
