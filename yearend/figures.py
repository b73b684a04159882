"""Each figure of a year, defined once: what is summed up, and which day counts.

Days on papers (DIPA year, SP2D, decree) are taken as they are written; moments (acceptance, confirmation, opening of a
return) by the clock of the office whose record it is. Figures are of the records as they are today: an SP2D that a
bank refused later counts in no year, for its money never came to the LKS.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from grants.models import TreasuryReturn
from reports.models import Report
from yearend.scope import Scope
from yearend.sources import DECREES, LINES, PAYMENTS, REPORTS, RETURNS, Source

_KIND = TreasuryReturn.Kind
#: Part of the payment that they take back, until the report on it is accepted: of what was undelivered it tells then,
#: and what an audit does not let stand is owed from then on beside what the report says was spent.
PART_OF_ITS_PAYMENT = (_KIND.UNDELIVERED, _KIND.AUDIT)


def allocated(scope: Scope) -> QuerySet[Any]:
    """The lines of the DIPA of the year, with their ceilings after the last revision."""
    return LINES.seen(scope).filter(year=scope.year)


def requested(scope: Scope) -> QuerySet[Any]:
    """Payments charged to these lines, whatever became of them but rejected and cancelled ones."""
    return PAYMENTS.seen(scope).living().filter(allocation__year=scope.year)  # type: ignore[attr-defined]


def decreed(scope: Scope) -> QuerySet[Any]:
    """Decrees in force that bear a day of the year, with what their recipients get; replaced ones count in no year.

    A decree that names no persons gives the LKS itself the value of the agreement.
    """
    begin, end = scope.days
    decrees = DECREES.seen(scope).in_force()  # type: ignore[attr-defined]
    return decrees.filter(decided_on__gte=begin, decided_on__lt=end)


def paid(scope: Scope) -> QuerySet[Any]:
    """Payments whose money has reached the LKS, by the day of the SP2D that stands."""
    begin, end = scope.days
    payments = PAYMENTS.seen(scope).paid()  # type: ignore[attr-defined]
    return payments.filter(sp2d_date__gte=begin, sp2d_date__lt=end)


def added(scope: Scope) -> QuerySet[Any]:
    """Bank interest and findings of audits, owed beside the money that was paid.

    Interest by the day it was opened; a finding by the later of two days, its own and that of the report's acceptance,
    for until then it is a part of the payment that is not accounted for.
    """
    returns = RETURNS.seen(scope).exclude(state="withdrawn")
    earlier = Q(scope.last().until_its_end("opened_at")) & Q(_accepted_by_then(scope.last()))
    found = Q(scope.until_its_end("opened_at"), kind=_KIND.AUDIT) & Q(_accepted_by_then(scope)) & ~earlier
    return returns.filter(Q(scope.within("opened_at"), kind=_KIND.INTEREST) | found)


def accounted(scope: Scope) -> QuerySet[Any]:
    """Reports with what they spent, by the day on which the PPK accepted them."""
    return REPORTS.seen(scope).filter(scope.within("accepted_at"), state="accepted")


def returned(scope: Scope) -> QuerySet[Any]:
    """Money back in the treasury, by the day on which the office confirmed its NTPN."""
    return RETURNS.seen(scope).filter(scope.within("confirmed_at"), state="confirmed")


def unreported(scope: Scope) -> QuerySet[Any]:
    """Payments until the end of the year whose report nobody had accepted by then."""
    payments = PAYMENTS.seen(scope).paid().filter(sp2d_date__lt=scope.days[1])  # type: ignore[attr-defined]
    return payments.exclude(_accepted_by_then(scope))


def owed(scope: Scope) -> QuerySet[Any]:
    """Returns opened until the end of the year, not confirmed by then, and not withdrawn to this day.

    What could not be delivered, and what an audit found, is part of its payment until the report on that is accepted,
    and of this afterwards.
    """
    returns = RETURNS.seen(scope).filter(scope.until_its_end("opened_at")).exclude(state="withdrawn")
    back = Q(state="confirmed") & scope.until_its_end("confirmed_at")
    return returns.exclude(back).exclude(Q(kind__in=PART_OF_ITS_PAYMENT) & ~Q(_accepted_by_then(scope)))


def _accepted_by_then(scope: Scope) -> Exists:
    accepted = Report.objects.filter(scope.until_its_end("accepted_at"), state="accepted")
    # That both are of one office is so of every instalment; said, the others' reports need not be read.
    return Exists(accepted.filter(office=OuterRef("office"), instalment=OuterRef("instalment")))


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its name in addresses and on screen, its meaning for a reader, and the records it is the sum of."""

    key: str
    label: str
    meaning: str
    source: Source
    rows: Callable[[Scope], QuerySet[Any]]


FIGURES = (
    Figure("alokasi", "Alokasi", "Pagu baris DIPA tahun itu, setelah revisi terakhir.", LINES, allocated),
    Figure(
        "terpakai",
        "Terpakai (SPP)",
        "Penyaluran yang membebani DIPA tahun itu, tanpa yang ditolak dan dibatalkan.",
        PAYMENTS,
        requested,
    ),
    Figure(
        "ditetapkan",
        "Ditetapkan SK",
        "Jumlah penerima pada SK yang berlaku, menurut tanggal SK.",
        DECREES,
        decreed,
    ),
    Figure("disalurkan", "Disalurkan", "Dana yang SP2D-nya terbit, menurut tanggal SP2D.", PAYMENTS, paid),
    Figure(
        "tambahan",
        "Bunga dan temuan",
        "Bunga bank menurut hari dicatat, dan temuan pemeriksaan sejak laporan terminnya diterima; sebelumnya temuan "
        "bagian dari dana yang laporannya belum diterima.",
        RETURNS,
        added,
    ),
    Figure(
        "dipertanggungjawabkan",
        "Dipertanggungjawabkan",
        "Belanja pada laporan yang diterima, menurut hari PPK menerimanya.",
        REPORTS,
        accounted,
    ),
    Figure(
        "dikembalikan",
        "Dikembalikan",
        "Setoran ke kas negara, menurut hari NTPN-nya dikonfirmasi.",
        RETURNS,
        returned,
    ),
    Figure(
        "belum-dilaporkan",
        "Laporan belum diterima",
        "Dana yang disalurkan sampai 31 Desember dan laporannya belum diterima pada hari itu.",
        PAYMENTS,
        unreported,
    ),
    Figure(
        "belum-kembali",
        "Belum kembali",
        "Pengembalian yang dibuka sampai 31 Desember dan belum dikonfirmasi pada hari itu. Dana tidak tersalurkan dan "
        "temuan dihitung sesudah laporan terminnya diterima; sebelumnya bagian dari dana yang belum dilaporkan.",
        RETURNS,
        owed,
    ),
)
BY_KEY = {figure.key: figure for figure in FIGURES}
#: What is still open at the end of a year is these two; with them the next year begins.
OPEN = ("belum-dilaporkan", "belum-kembali")
OPENING, CLOSING = "saldo-awal", "saldo-akhir"
#: These two as a reader sees them; each is the sum of the lists of ``OPEN``, of the year before or of this one.
STOCKS = {OPENING: "Terbuka 1 Januari", CLOSING: "Terbuka 31 Desember"}
#: What does not come out between them, by instalment (yearend.differences).
DIFFERENCE = "selisih"
