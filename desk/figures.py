"""The few sums that say how an office stands; each ties with the list behind it. Amounts in rupiah."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from grants.allocation_findings import amount_of, findings_of
from grants.models import Allocation, Disbursement, TreasuryReturn
from grants.totals import totals_of
from grants.workflow import DISBURSEMENT, PAID_STATES, SETTLED_STATES, TREASURY_RETURN
from legal.law import current_law
from reports.models import Report


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum or a count, its meaning, and the list that it is made of."""

    label: str
    sentence: str
    url: str
    amount: int | None = None
    count: int | None = None
    tone: str = ""  #: of the tile: "good", "bad", or none


def office_figures(user: User, on: date | None = None) -> list[Figure]:
    """How the money that this reader may see stands, from allocation to what is still open."""
    today = on or timezone.localdate()
    payments = totals_of(Disbursement.objects.visible_to(user), DISBURSEMENT)
    owed = totals_of(TreasuryReturn.objects.visible_to(user), TREASURY_RETURN, without=frozenset(SETTLED_STATES))
    late = Report.objects.visible_to(user).overdue(today).count()
    disbursements = reverse("grants:disbursements")
    figures = [
        Figure(
            "Disalurkan",
            "dana yang sudah cair (SP2D)",
            disbursements + "?state=received",
            payments.amount_of(*PAID_STATES),
        ),
        Figure(
            "Laporan diterima",
            "dana yang laporannya sudah diterima",
            disbursements + "?state=accounted",
            payments.amount_of("accounted"),
        ),
        Figure(
            "Laporan belum diterima",
            "dana yang laporannya belum diterima",
            disbursements + "?state=paid",
            payments.amount_of("paid"),
        ),
        Figure(
            "Sisa belum kembali",
            # The year's end counts what was undelivered, and findings, only from the report's acceptance on.
            "belum dikonfirmasi di kas negara, juga sebelum laporannya diterima",
            reverse("grants:returns") + "?state=unsettled",
            owed.amount,
        ),
        Figure(
            "Laporan terlambat",
            "lewat batas waktu dan belum dikirim",
            reverse("reports:reports") + "?overdue=ya",
            count=late,
            tone="bad" if late else "good",
        ),
    ]
    if not user.is_of_partner:
        lines = Allocation.objects.visible_to(user).filter(year=today.year)
        allocated = lines.aggregate(total=Sum("amount"))["total"] or 0
        allocations = f"{reverse('grants:allocations')}?year={today.year}"
        figures.insert(0, Figure("Alokasi", f"DIPA tahun {today.year}", allocations, allocated))
        found = findings_of(Allocation.objects.visible_to(user), current_law())
        if found:
            sentence = f"{len(found)} baris DIPA dengan akun yang tidak sesuai"
            seen = reverse("grants:allocations") + "?look=ya"
            figures.append(Figure("Akun perlu dilihat", sentence, seen, amount_of(found), tone="bad"))
    return figures
