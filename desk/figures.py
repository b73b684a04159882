"""The few sums that say how an office stands; each ties with the list behind it. Amounts in rupiah."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from grants.models import Allocation, Disbursement, TreasuryReturn
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


def _sum(rows: object, field: str = "amount") -> int:
    return int(rows.aggregate(total=Sum(field))["total"] or 0)  # type: ignore[attr-defined]


def office_figures(user: User, on: date | None = None) -> list[Figure]:
    """How the money that this reader may see stands, from allocation to what is still open."""
    today = on or timezone.localdate()
    paid = Disbursement.objects.visible_to(user).filter(state__in=["paid", "accounted"])
    waiting = _sum(paid.filter(state="paid"))
    owed = TreasuryReturn.objects.visible_to(user).exclude(state="confirmed")
    late = Report.objects.visible_to(user).overdue(today).count()
    disbursements = reverse("grants:disbursements")
    figures = [
        Figure("Disalurkan", "dana yang sudah cair (SP2D)", disbursements + "?state=received", _sum(paid)),
        Figure(
            "Dipertanggungjawabkan",
            "laporannya sudah diterima",
            disbursements + "?state=accounted",
            _sum(paid.filter(state="accounted")),
        ),
        Figure("Belum dipertanggungjawabkan", "laporannya belum diterima", disbursements + "?state=paid", waiting),
        Figure(
            "Sisa belum kembali",
            "belum dikonfirmasi di kas negara",
            reverse("grants:returns") + "?state=unsettled",
            _sum(owed),
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
        allocated = _sum(Allocation.objects.visible_to(user).filter(year=today.year))
        allocations = f"{reverse('grants:allocations')}?year={today.year}"
        figures.insert(0, Figure("Alokasi", f"DIPA tahun {today.year}", allocations, allocated))
    return figures
