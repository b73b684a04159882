"""The gate before an instalment: whether its payment may be proposed now, and if not, every reason why.

Two persons may open it for a while in spite of some of the reasons; what is not there yet, or no longer, they cannot.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from grants.models import Allocation, AllocationQuerySet, Disbursement, GateException
from grants.models.decree import UNFINISHED
from grants.workflow import PAID_STATES
from partners.models import Instalment
from partners.sanctions import registration_ended
from regulations.dates import tanggal
from rupiah.format import format_rupiah

#: The code of the reason beside which no other one can be set aside.
NOT_IN_FORCE = "pks"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the gate is closed: an Indonesian sentence, and the page where it can be mended, if there is one.

    ``code`` names it in an exception, in the same words for as long as it stands. ``permission`` is what a reader must
    hold to enter that page; None lets in whoever sees the agreement. ``may_wait``: an exception may set it aside.
    """

    code: str
    sentence: str
    url: str | None = None
    permission: Permission | None = None
    may_wait: bool = False

    def url_for(self, user: User) -> str | None:
        """The page where this can be mended, if this reader may enter it."""
        return self.url if self.permission is None or user.may(self.permission) else None


@dataclass(frozen=True, slots=True)
class Gate:
    """``reasons`` keep it closed; those of ``set_aside`` would, but for the exception."""

    reasons: tuple[Reason, ...]
    set_aside: tuple[Reason, ...] = ()
    exception: GateException | None = None  #: granted and not run out, whether or not it is enough

    @property
    def open(self) -> bool:
        return not self.reasons

    @property
    def may_wait(self) -> tuple[Reason, ...]:
        """What keeps it closed and could be set aside; nothing under an agreement that is not in force."""
        if any(reason.code == NOT_IN_FORCE for reason in self.reasons):
            return ()
        return tuple(reason for reason in self.reasons if reason.may_wait)

    @property
    def told_exception(self) -> str:
        """What the exception does, in a sentence; empty without one."""
        if self.exception is None:
            return ""
        granted = f"{self.exception.granted_by} sampai {tanggal(self.exception.valid_until)}"
        if not self.set_aside:
            return f"Ada pengecualian dari {granted}, tetapi alasan yang disisihkannya sudah tidak ada."
        if self.open:
            return f"Dibuka dengan pengecualian dari {granted}."
        return f"Ada pengecualian dari {granted}, tetapi ada alasan lain yang tidak disisihkannya."


def gate(instalment: Instalment, *, on: date | None = None) -> Gate:
    """All reasons at once, without those that an exception sets aside on that day; today by the office's clock."""
    on = on or instalment.agreement.partner.office.today
    found = (
        *_agreement_not_active(instalment),
        *_proposed_already(instalment),
        *_earlier_not_accounted(instalment),
        *_registration_ended(instalment, on),
        *_no_decree(instalment),
        *_no_bank_account(instalment),
        *_no_room(instalment),
    )
    if not any(reason.may_wait for reason in found):
        return Gate(found)
    exception = instalment.gate_exceptions.holding(on).select_related("granted_by").first()
    covered = frozenset(exception.reasons) if exception else frozenset()
    aside = tuple(reason for reason in found if reason.may_wait and reason.code in covered)
    return Gate(tuple(reason for reason in found if reason not in aside), aside, exception)


def _agreement_not_active(instalment: Instalment) -> list[Reason]:
    agreement = instalment.agreement
    if agreement.state == "active":
        return []
    return [
        Reason(
            NOT_IN_FORCE,
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
            "diajukan",
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
                    f"salur:{earlier.number}",
                    f"Termin {instalment.number} terkunci karena termin {earlier.number} belum disalurkan.",
                    reverse("grants:agreement_money", args=[agreement.pk]),
                )
            )
        elif payment.state != "accounted":
            reasons.append(
                Reason(
                    # Money that has not come yet is no report that is late: nothing can be set aside.
                    f"{'laporan' if payment.state in PAID_STATES else 'salur'}:{earlier.number}",
                    f"Termin {instalment.number} terkunci karena laporan termin {earlier.number} belum diterima "
                    f"(status penyaluran: “{payment.state_label}”).",
                    payment.get_absolute_url(),
                    may_wait=payment.state in PAID_STATES,
                )
            )
    return reasons


def _registration_ended(instalment: Instalment, on: date) -> list[Reason]:
    """Whether the LKS's registration has run out; once the payment is proposed, its papers have been judged."""
    if instalment.disbursements.living().exists():
        return []
    partner = instalment.agreement.partner
    ended = registration_ended(partner, on)
    if ended is None:
        return []
    return [
        Reason(
            "tanda_daftar",
            f"Tanda daftar {partner} habis masa berlakunya {tanggal(ended)}. Catat tanda daftar yang baru.",
            partner.get_absolute_url(),
            may_wait=True,
        )
    ]


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
                "sk",
                f"{begun} belum berlaku (status “{begun.state_label}”). Penyaluran bersandar pada SK penerima yang "
                "sudah disahkan KPA.",
                begun.get_absolute_url(),
                Permission.FOLLOW_MONEY,
            )
        ]
    return [
        Reason(
            "sk",
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
        Reason(
            "rekening",
            f"{partner} belum punya rekening yang dipakai. Catat rekeningnya dahulu.",
            partner.get_absolute_url(),
        )
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
            "pagu",
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
