"""What waits for a second person, or has waited too long: decrees, exceptions of the gate, law, late money."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission
from desk.agreement_life import show_termination, terminations
from desk.things import Duty, Thing
from grants.models import (
    AccountChange,
    BankFile,
    BankLine,
    Decree,
    Disbursement,
    GateException,
    TreasuryReturn,
)
from legal.models import Decision
from rupiah.format import format_angka

#: A line that nobody paired for so long is no payment of assistance.
RECENT = timedelta(days=90)


def _decrees(user: User) -> QuerySet[Decree]:
    """Decrees that this reader may approve or send back: not those that they drafted."""
    rows = Decree.objects.visible_to(user).filter(state="proposed").exclude(drafted_by=user)
    return rows.select_related("agreement__partner").order_by("pk")


def _drafts(user: User) -> QuerySet[Decree]:
    rows = Decree.objects.visible_to(user).filter(state="draft")
    return rows.select_related("agreement__partner").order_by("pk")


def _show_decree(decree: Decree) -> Thing:
    return Thing(decree.agreement.partner.name, f"{decree}, {decree.agreement}", decree.get_absolute_url())


def _exceptions(user: User) -> QuerySet[GateException]:
    rows = GateException.objects.visible_to(user).filter(state="asked").exclude(asked_by=user)
    return rows.with_partner().order_by("asked_at", "pk")


def _opened(user: User) -> QuerySet[GateException]:
    """Exceptions in force whose instalment nobody has proposed yet."""
    rows = GateException.objects.visible_to(user).holding().filter(instalment__requested=False)
    return rows.with_partner().order_by("valid_until", "pk")


def _show_exception(exception: GateException) -> Thing:
    instalment = exception.instalment
    return Thing(
        instalment.agreement.partner.name,
        f"Termin {instalment.number}, {instalment.agreement}: {exception.because}",
        exception.get_absolute_url(),
        amount=instalment.amount,
        due_on=exception.valid_until,
        counts_down=True,
    )


def _show_opened(exception: GateException) -> Thing:
    instalment = exception.instalment
    return Thing(
        instalment.agreement.partner.name,
        f"Termin {instalment.number}, {instalment.agreement}",
        reverse("grants:agreement_money", args=[instalment.agreement_id]),
        amount=instalment.amount,
        due_on=exception.valid_until,
        counts_down=True,
    )


def _legal(user: User) -> QuerySet[Decision]:
    """Decisions about the catalogue that reach into the past, for another person than who decided."""
    return Decision.objects.visible_to(user).pending().exclude(decided_by=user).order_by("pk")


def _show_decision(decision: Decision) -> Thing:
    return Thing(f"{decision.get_kind_display()} {decision.about}", decision.reason, reverse("legal:decisions"))


def _unmatched(user: User) -> QuerySet[BankFile]:
    """Files of the last months with lines that nobody has paired with a payment."""
    lines = BankLine.objects.filter(bank_file=OuterRef("pk"), match__isnull=True)
    rows: QuerySet[BankFile] = BankFile.objects.visible_to(user).filter(imported_at__gte=timezone.now() - RECENT)
    left = Q(lines__match__isnull=True)
    rows = rows.filter(Exists(lines)).select_related("file").order_by("imported_at", "pk")
    return rows.annotate(left=Count("lines", filter=left), left_amount=Sum("lines__amount", filter=left))


def _show_file(bank_file: BankFile) -> Thing:
    left = format_angka(bank_file.left)  # type: ignore[attr-defined]
    return Thing(
        bank_file.file.original_name,
        f"{bank_file.get_kind_display()}: {left} baris belum berpasangan",
        bank_file.get_absolute_url(),
        amount=bank_file.left_amount,  # type: ignore[attr-defined]
    )


def _account_changes(user: User) -> QuerySet[AccountChange]:
    """Other accounts for returned payments that this reader may approve: neither asked for nor set by them."""
    rows = AccountChange.objects.visible_to(user).filter(state="asked", disbursement__state="returned")
    rows = rows.exclude(asked_by=user).exclude(account__set_by=user)
    return rows.select_related("disbursement__instalment__agreement__partner", "account").order_by("asked_at", "pk")


def _show_account_change(change: AccountChange) -> Thing:
    payment = change.disbursement
    partner = payment.instalment.agreement.partner
    return Thing(partner.name, f"Ke {change.account}", change.get_absolute_url(), amount=payment.amount)


def _late_before_retur(user: User) -> QuerySet[Disbursement]:
    rows = Disbursement.objects.visible_to(user).late_before_retur()
    return rows.select_related("instalment__agreement__partner").order_by("-late_days", "pk")


def _show_late_before_retur(payment: Disbursement) -> Thing:
    partner = payment.instalment.agreement.partner
    detail = f"Termin {payment.instalment.number}: terlambat {format_angka(payment.late_days or 0)} hari"
    return Thing(partner.name, detail, payment.get_absolute_url(), amount=payment.amount)


def _late(user: User) -> QuerySet[TreasuryReturn]:
    rows = TreasuryReturn.objects.visible_to(user).overdue()
    return rows.with_partner().order_by("due_on", "pk")


def _with_distributors(user: User) -> QuerySet[TreasuryReturn]:
    rows = TreasuryReturn.objects.visible_to(user).filter(state="open", kind=TreasuryReturn.Kind.UNDELIVERED)
    return rows.with_partner().order_by("due_on", "pk")


def _show_late(owed: TreasuryReturn) -> Thing:
    agreement = owed.instalment.agreement
    return Thing(
        agreement.partner.name,
        f"{owed.get_kind_display()} termin {owed.instalment.number}, {agreement}",
        owed.get_absolute_url(),
        amount=owed.amount,
        due_on=owed.due_on,
        counts_down=True,
    )


P = Permission
DECISIONS: tuple[Duty, ...] = (
    Duty(
        P.APPROVE_DISBURSEMENT,
        "Pergantian rekening menunggu keputusan Anda",
        "Dana yang diretur hendak dibayarkan ke rekening lain: cocokkan suratnya, lalu setujui atau tolak.",
        "lock",
        _account_changes,
        _show_account_change,
        "grants:disbursements",
        "?state=returned",
    ),
    Duty(
        P.ACCEPT_REPORT,
        "LPJ yang sudah terlambat ketika dananya diretur",
        "Retur memindahkan batas waktunya. Periksa, lalu nyatakan bahwa Anda mengetahuinya.",
        "clock",
        _late_before_retur,
        _show_late_before_retur,
        "grants:disbursements",
    ),
    Duty(
        P.APPROVE_DECREE,
        "SK penerima menunggu pengesahan Anda",
        "Periksa penerima, jumlah, dan rekeningnya, lalu sahkan atau kembalikan ke PPK.",
        "file",
        _decrees,
        _show_decree,
        "partners:agreements",
        "?state=active",
    ),
    Duty(
        P.DRAFT_DECREE,
        "Konsep SK penerima",
        "Lengkapi daftar penerimanya, lalu ajukan untuk disahkan KPA.",
        "file",
        _drafts,
        _show_decree,
        "partners:agreements",
        "?state=active",
    ),
    Duty(
        P.APPROVE_AGREEMENT,
        "Pemutusan perjanjian menunggu keputusan Anda",
        "Baca dasarnya dan yang masih terbuka, lalu putuskan perjanjiannya atau tolak permintaannya.",
        "close",
        terminations,
        show_termination,
        "partners:agreements",
        "?state=active",
    ),
    Duty(
        P.GRANT_EXCEPTION,
        "Pengecualian gerbang menunggu keputusan Anda",
        "PPK minta termin yang terkunci dibuka untuk satu SPP: berikan, atau tolak dengan alasan.",
        "lock",
        _exceptions,
        _show_exception,
        "grants:exceptions",
        "?state=asked",
    ),
    Duty(
        P.SECOND_AMENDMENT,
        "Keputusan aturan menunggu orang kedua",
        "Keputusan ini berlaku mundur: baca naskah resminya, lalu setujui bila benar.",
        "rules",
        _legal,
        _show_decision,
        "legal:decisions",
    ),
    Duty(
        P.PROPOSE_DISBURSEMENT,
        "Termin yang dibuka dengan pengecualian",
        "Ajukan SPP-nya sebelum pengecualiannya berakhir.",
        "lock",
        _opened,
        _show_opened,
        "grants:exceptions",
        "?state=granted",
    ),
    Duty(
        P.RECORD_SP2D,
        "Baris bank yang belum berpasangan",
        "Buka berkasnya, lalu pasangkan setiap baris dengan penyalurannya.",
        "search",
        _unmatched,
        _show_file,
        "grants:bank_files",
    ),
    Duty(
        P.HAND_BACK,
        "Dana yang harus disetor penyalur",
        "Tidak tersalurkan: minta penyalur menyetornya, lalu catat kode billing, NTPN, dan buktinya.",
        "return",
        _with_distributors,
        _show_late,
        "grants:returns",
        "?state=open&kind=tak_tersalur",
    ),
    Duty(
        P.HAND_BACK,
        "Pengembalian yang lewat jatuh tempo",
        "Belum disetor walaupun hari terakhirnya lewat: ingatkan bendahara LKS, atau penyalurnya.",
        "clock",
        _late,
        _show_late,
        "grants:returns",
        "?age=lewat",
    ),
)
