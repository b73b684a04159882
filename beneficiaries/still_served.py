"""Who is still served under an agreement: told by the room below where an agreement ends."""

from __future__ import annotations

from django.urls import reverse

from beneficiaries.models import Service
from partners.models import Agreement
from partners.obligations import Obligation
from rupiah.format import format_angka


def still_served(agreement: Agreement) -> list[Obligation]:
    """That people are still served under it, with the page on which all are handed over."""
    count = Service.objects.running().filter(agreement=agreement).count()
    if not count:
        return []
    return [
        Obligation(
            f"{format_angka(count)} penerima masih dilayani di bawah perjanjian ini. Alihkan mereka ke LKS lain atau "
            "dinas sosial.",
            reverse("beneficiaries:hand_over", args=[agreement.pk]),
        )
    ]
