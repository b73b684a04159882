"""What the room of imports must know of a month's sales."""

from __future__ import annotations

from typing import Any, cast

from django.shortcuts import get_object_or_404

from accounts.models import User
from accounts.roles import Permission
from activities.columns import SALES
from activities.models import SalesMonth
from activities.resources import SaleResource
from imports.models import ImportRun
from imports.registry import Importer
from imports.template import empty_table

_NOTES = (
    "Satu baris untuk satu produk satu pembuat, mulai baris 2 lembar Penjualan. Baris judul jangan diubah.",
    "Pembuat dikenali dari NIK-nya, atau dari nama yang hanya satu di kantor ini: orang, LKS, atau “LKS, kelompok”.",
    "Produk yang sudah ada pada bulan itu diperbarui; yang tidak disebut tetap ada.",
)


def _month(by: User, pk: int) -> SalesMonth:
    return get_object_or_404(SalesMonth.objects.visible_to(by), pk=pk)


def _resource(by: User, context: Any) -> SaleResource:
    return SaleResource(by=by, month=cast(SalesMonth, context))


def _template() -> bytes:
    return empty_table(SALES, notes=_NOTES)


def _done(run: ImportRun) -> str:
    return f"Impor selesai: {run.new} penjualan masuk, {run.changed} diperbarui."


def _back(context: Any) -> str:
    return cast(SalesMonth, context).get_absolute_url()


SALES_LIST = Importer(
    kind="penjualan-kreasi",
    table=SALES,
    resource=_resource,
    permission=Permission.MANAGE_ACTIVITIES,
    title="Impor penjualan Sentra Kreasi",
    list_title="Bulan Sentra Kreasi",
    row_title="Pembuat",
    how=(
        "Satu baris untuk satu produk satu pembuat: NIK atau nama pembuat, produk, dan penjualannya dalam rupiah.",
        "Pembuat yang orang harus sudah ada di daftar penerima kantor; yang LKS ditulis namanya.",
        "Bagian pembuat boleh kosong: dihitung menurut persen bulan itu.",
    ),
    template=_template,
    verb="salesmonth.import",
    done=_done,
    back=_back,
    context=_month,
)
