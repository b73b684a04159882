"""What the room of imports must know of a distributor's answer on a payment."""

from __future__ import annotations

from typing import Any, cast

from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from grants.delivery_columns import DELIVERED, DELIVERIES, UNDELIVERED
from grants.delivery_resource import DeliveryResource
from grants.models import Channel, Disbursement
from imports.models import ImportRun
from imports.registry import Importer
from imports.template import empty_table

_NOTES = (
    "Satu baris untuk satu penerima, mulai baris 2 lembar Penyerahan. Baris judul jangan diubah.",
    "Penerima dikenali dari NIK-nya; bila kosong, dari nomor rekening; bila itu pun kosong, dari namanya.",
    "Yang sudah tercatat sama dibiarkan; yang tidak disebut tetap menunggu.",
)


def _payment(by: User, pk: int) -> Disbursement:
    payments = Disbursement.objects.visible_to(by).paid().filter(channel=Channel.DISTRIBUTOR)
    return get_object_or_404(payments.with_partner(), pk=pk)


def _resource(by: User, context: Any) -> DeliveryResource:
    return DeliveryResource(by=by, payment=cast(Disbursement, context))


def _template() -> bytes:
    return empty_table(DELIVERIES, notes=_NOTES, choices={"outcome": [DELIVERED, UNDELIVERED]})


def _done(run: ImportRun) -> str:
    return f"Impor selesai: {run.changed} penerima dicatat, {run.same} sudah tercatat."


def _back(context: Any) -> str:
    return reverse("grants:deliveries", args=[cast(Disbursement, context).pk])


DELIVERY_LIST = Importer(
    kind="penyerahan",
    table=DELIVERIES,
    resource=_resource,
    permission=Permission.RECORD_SP2D,
    title="Impor jawaban penyalur",
    list_title="Penyerahan",
    row_title="Penerima",
    how=(
        f"Satu baris untuk satu penerima: NIK, nomor rekening, atau nama; status {DELIVERED} atau {UNDELIVERED}.",
        "Yang tersalurkan memerlukan tanggal dan siapa yang menyerahkan; yang tidak, alasannya.",
        "Yang sudah tercatat dengan hasil lain ditolak: betulkan dahulu catatannya.",
    ),
    template=_template,
    verb="disbursement.answers",
    done=_done,
    back=_back,
    context=_payment,
)
