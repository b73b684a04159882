"""The gate before an instalment: whether its payment may be proposed now, and if not, every reason why."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from grants.models import Allocation, AllocationQuerySet, Disbursement
from grants.models.decree import UNFINISHED
from partners.models import Instalment
from rupiah.format import format_rupiah


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the gate is closed: an Indonesian sentence, and the page where it can be mended, if there is one.

    ``permission`` is what a reader must hold to enter that page; None lets in whoever sees the agreement.
    """

    sentence: str
    url: str | None = None
    permission: Permission | None = None

    def url_for(self, user: User) -> str | None:
        """The page where this can be mended, if this reader may enter it."""
        return self.url if self.permission is None or user.may(self.permission) else None


@dataclass(frozen=True, slots=True)
class Gate:
    reasons: tuple[Reason, ...]

    @property
    def open(self) -> bool:
        return not self.reasons


def gate(instalment: Instalment) -> Gate:
    """Judge by what stands in the records, not by today's date; all reasons at once."""
    return Gate(
        (
            *_agreement_not_active(instalment),
            *_proposed_already(instalment),
            *_earlier_not_accounted(instalment),
            *_no_decree(instalment),
            *_no_bank_account(instalment),
            *_no_room(instalment),
        )
    )


def _agreement_not_active(instalment: Instalment) -> list[Reason]:
    agreement = instalment.agreement
    if agreement.state == "active":
        return []
    return [
        Reason(
            f"{agreement} tidak sedang berlaku (status “{agreement.state_label}”). Penyaluran hanya untuk PKS yang "
            "sudah disetujui PPK dan belum selesai.",
            agreement.get_absolute_url(),
        )
    ]


def _proposed_already(instalment: Instalment) -> list[Reason]:
    living = instalment.disbursements.living().first()
    if living is None:
        return []
    return [
        Reason(
            f"Termin {instalment.number} sudah diajukan dengan SPP {living.spp_number} "
            f"(status “{living.state_label}”). Satu termin dibayar satu kali.",
            living.get_absolute_url(),
        )
    ]


def _earlier_not_accounted(instalment: Instalment) -> list[Reason]:
    agreement = instalment.agreement
    living = {
        payment.instalment_id: payment
        for payment in Disbursement.objects.living().filter(instalment__agreement=agreement)
    }
    reasons = []
    for earlier in agreement.instalments.filter(number__lt=instalment.number).order_by("number"):
        payment = living.get(earlier.pk)
        if payment is None:
            reasons.append(
                Reason(
                    f"Termin {instalment.number} terkunci karena termin {earlier.number} belum disalurkan.",
                    reverse("grants:agreement_money", args=[agreement.pk]),
                )
            )
        elif payment.state != "accounted":
            reasons.append(
                Reason(
                    f"Termin {instalment.number} terkunci karena laporan termin {earlier.number} belum diterima "
                    f"(status penyaluran: “{payment.state_label}”).",
                    payment.get_absolute_url(),
                )
            )
    return reasons


def _no_decree(instalment: Instalment) -> list[Reason]:
    """A payment rests on a decree of recipients in force; once it is proposed, on the one that it names."""
    if instalment.disbursements.living().exists():
        return []
    agreement = instalment.agreement
    if agreement.state != "active":
        return []
    decrees = list(agreement.decrees.all())
    if any(decree.state == "approved" for decree in decrees):
        return []
    begun = next((decree for decree in decrees if decree.state in UNFINISHED), None)
    if begun is not None:
        return [
            Reason(
                f"{begun} belum berlaku (status “{begun.state_label}”). Penyaluran bersandar pada SK penerima yang "
                "sudah disahkan KPA.",
                begun.get_absolute_url(),
                Permission.FOLLOW_MONEY,
            )
        ]
    return [
        Reason(
            f"Belum ada SK penerima untuk {agreement}. PPK menyusunnya, KPA mengesahkannya.",
            reverse("grants:decree_new", args=[agreement.pk]),
            Permission.DRAFT_DECREE,
        )
    ]


def _no_bank_account(instalment: Instalment) -> list[Reason]:
    partner = instalment.agreement.partner
    if partner.account is not None:
        return []
    return [
        Reason(f"{partner} belum punya rekening yang dipakai. Catat rekeningnya dahulu.", partner.get_absolute_url())
    ]


def _no_room(instalment: Instalment) -> list[Reason]:
    """Whether any line of the years in which the agreement runs can carry the instalment; the SPP names the line."""
    if instalment.disbursements.living().exists():
        return []
    if usable_allocations(instalment).exists():
        return []
    agreement = instalment.agreement
    years = sorted({agreement.starts_on.year, agreement.ends_on.year})
    return [
        Reason(
            f"Tidak ada baris alokasi {'–'.join(map(str, years))} yang sisanya cukup untuk "
            f"{format_rupiah(instalment.amount)}. Catat alokasinya atau tambah pagunya.",
            reverse("grants:allocations"),
            Permission.MANAGE_ALLOCATIONS,
        )
    ]


def usable_allocations(instalment: Instalment) -> AllocationQuerySet:
    """Budget lines of the instalment's office, in the years of its agreement, with enough left for it."""
    agreement = instalment.agreement
    return Allocation.objects.filter(
        office=agreement.partner.office_id, year__range=(agreement.starts_on.year, agreement.ends_on.year)
    ).with_room_for(instalment.amount)
