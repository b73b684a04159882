"""The links before the money is with the LKS: budget line, agreement, decree, SPP, SPM, SP2D, bank, receipt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from accounts.models import User
from audits.following.links import Link, day
from grants.models import BankFile, BankLine, BankMatch, Decree, Disbursement, Retur
from grants.reconciliation.records import FileKind, Status
from grants.workflow import DEAD_STATES, PAID_STATES
from legal.law import current_law
from partners.models import Agreement, Instalment
from regulations.allocations import LineUse, judge_line
from rupiah.format import format_rupiah


def payment_of(instalment: Instalment, user: User) -> Disbursement | None:
    """The one payment of the instalment that was neither rejected nor cancelled; else the last one that was."""
    payments = (
        Disbursement.objects.visible_to(user)
        .filter(instalment=instalment)
        .select_related("allocation", "bank_account", "proposed_by", "approved_by", "received_by", "decree__drafted_by")
    )
    return payments.living().first() or payments.first()


def budget_link(payment: Disbursement | None, agreement: Agreement) -> Link:
    if payment is None:
        missing = f"Belum ada SPP untuk termin ini, jadi {agreement} belum dibebankan ke baris DIPA mana pun."
        return Link("alokasi", "Alokasi (DIPA)", missing=missing)
    line = payment.allocation
    facts = (("Tahun", str(line.year)), ("Akun", line.account), ("Uraian", line.description))
    return Link(
        "alokasi",
        "Alokasi (DIPA)",
        line.budget_code,
        line.amount,
        line.get_absolute_url(),
        (*facts, ("Revisi", str(line.revision))) if line.revision else facts,
        faults=_account_faults(payment, agreement),
    )


def _account_faults(payment: Disbursement, agreement: Agreement) -> tuple[str, ...]:
    """What the rules about accounts say of this payment's budget line."""
    use = LineUse(agreement.purpose, agreement.form, payment.amount)
    found = judge_line(payment.allocation.account, payment.allocation.year, [use], current_law())
    return tuple(
        f"{each.rule}: {each.fault}. Tercatat {each.found}; seharusnya {each.expected}. {each.citation}"
        for each in found
    )


def agreement_link(instalment: Instalment) -> Link:
    agreement = instalment.agreement
    facts = (
        ("Tanggal", day(agreement.signed_on)),
        ("LKS", agreement.partner.name),
        ("Termin", f"{instalment.number}, {format_rupiah(instalment.amount)}"),
        ("Status", agreement.state_label),
    )
    begun = agreement.approved_by is not None
    return Link(
        "pks",
        "Perjanjian (PKS)",
        agreement.number,
        agreement.value,
        agreement.get_absolute_url(),
        facts,
        missing="" if begun else f"Perjanjian {agreement.number} belum disetujui PPK: {agreement.state_label.lower()}.",
        who=str(agreement.approved_by or ""),
    )


def decree_link(payment: Disbursement | None, agreement: Agreement, user: User) -> Link:
    decrees = Decree.objects.visible_to(user).select_related("drafted_by")
    decree = payment.decree if payment else decrees.filter(agreement=agreement).in_force().first()
    if decree is None:
        draft = decrees.filter(agreement=agreement).first()
        label, url = (draft.number, draft.get_absolute_url()) if draft else ("", "")
        said = f"SK {draft.number} belum disahkan KPA." if draft else f"Belum ada SK penerima untuk {agreement}."
        return Link("sk", "Surat keputusan penerima", label, url=url, missing=said)
    named = decree.recipients.count() if decree.names_people else 0
    facts = (
        ("Tanggal", day(decree.decided_on)),
        ("Ditetapkan PPK", decree.set_by_name),
        ("Disahkan KPA", decree.approved_by_name),
        ("Penerima", f"{named} orang" if decree.names_people else "LKS sendiri"),
    )
    return Link(
        "sk",
        "Surat keputusan penerima",
        decree.number,
        decree.total() if decree.names_people else None,
        decree.get_absolute_url(),
        facts,
        who=str(decree.drafted_by or ""),
    )


def treasury_links(payment: Disbursement | None, instalment: Instalment) -> Iterator[Link]:
    """SPP, SPM and SP2D."""
    which = f"termin {instalment.number} {instalment.agreement}"
    if payment is None:
        yield Link("spp", "SPP", missing=f"Belum ada SPP untuk {which}.")
        yield Link("spm", "SPM", missing=f"Belum ada SPM untuk {which}.")
        yield Link("sp2d", "SP2D", missing=f"Belum ada SP2D untuk {which}; dana belum diterima LKS.")
        return
    url, dead = payment.get_absolute_url(), payment.state in DEAD_STATES
    over = f"SPP {payment.spp_number} berakhir: {payment.state_label.lower()}." if dead else ""
    facts = (
        ("Tanggal", day(payment.spp_date)),
        ("Cara", payment.get_channel_display()),
        ("Status", payment.state_label),
    )
    yield Link("spp", "SPP", payment.spp_number, payment.amount, url, facts, missing=over, who=str(payment.proposed_by))
    if payment.spm_number:
        who, on = str(payment.approved_by or ""), (("Tanggal", day(payment.spm_date)),)
        yield Link("spm", "SPM", payment.spm_number, payment.amount, url, on, who=who)
    else:
        yield Link("spm", "SPM", missing=f"Belum ada SPM untuk SPP {payment.spp_number}.")
    if payment.sp2d_number:
        into = (("Tanggal", day(payment.sp2d_date)), ("Ke rekening", str(payment.bank_account)))
        yield Link("sp2d", "SP2D", payment.sp2d_number, payment.amount, url, into)
    else:
        named = f"SPM {payment.spm_number}" if payment.spm_number else f"SPP {payment.spp_number}"
        yield Link("sp2d", "SP2D", missing=f"Belum ada SP2D untuk {named}; dana belum diterima LKS.")


def bank_links(payment: Disbursement | None, user: User) -> Iterator[Link]:
    """What treasury and banks have said: each retur, then the lines that somebody has held against the payment."""
    if payment is None or not payment.sp2d_number:
        yield Link("bank", "Balasan bank", missing="Belum ada yang dapat dibalas bank: SP2D belum terbit.")
        return
    came_back = False
    for retur in Retur.objects.visible_to(user).filter(disbursement=payment).select_related("recorded_by"):
        came_back = came_back or retur.sp2d_number == payment.sp2d_number
        facts = (("Tanggal", day(retur.returned_on)), ("Alasan bank", retur.reason))
        yield Link(
            "retur",
            "Retur bank",
            retur.sp2d_number,
            retur.amount,
            payment.get_absolute_url(),
            facts,
            who=str(retur.recorded_by),
        )
    matches = list(
        BankMatch.objects.visible_to(user)
        .filter(disbursement=payment)
        .select_related("line__bank_file__file", "confirmed_by", "explanation")
    )
    for match in matches:
        yield _reply(match)
    if not any(match.bank_file.kind == FileKind.BANK_REPLY for match in matches):
        yield Link("bank", "Balasan bank", missing=_unanswered(payment, user, came_back=came_back))


def _reply(match: BankMatch) -> Link:
    line, bank_file = match.line, match.line.bank_file
    facts = (
        ("Tanggal", day(line.day)),
        ("Baris", str(line.row)),
        ("Kata berkas", Status(line.status).label),
    )
    why = getattr(match, "explanation", None)
    unexplained = "" if why or not match.amount_difference else "Selisihnya dengan SP2D belum dijelaskan."
    of_bank = bank_file.kind == FileKind.BANK_REPLY
    return Link(
        "bank" if of_bank else "daftar",
        "Balasan bank" if of_bank else "Daftar SP2D perbendaharaan",
        f"{bank_file.file.original_name}, baris {line.row}",
        line.amount,
        bank_file.get_absolute_url(),
        (*facts, ("Penjelasan selisih", why.because)) if why else facts,
        missing=unexplained,
        who=str(match.confirmed_by),
        faults=tuple(match.differences),
    )


def _unanswered(payment: Disbursement, user: User, *, came_back: bool) -> str:
    """That no file answers the SP2D; or that a line names it which nobody has confirmed."""
    numbers = {payment.sp2d_number, payment.sp2d_number.lstrip("0")}
    lines = lines_in_sight(user).filter(sp2d_number__in=numbers, bank_file__kind=FileKind.BANK_REPLY)
    line = lines.exclude(match__isnull=False).select_related("bank_file__file").first()
    if line is None:
        if came_back:
            return f"Retur SP2D {payment.sp2d_number} dicatat tanpa berkas balasan bank."
        return f"Belum ada balasan bank untuk SP2D {payment.sp2d_number}."
    return (
        f"Baris {line.row} berkas {line.bank_file.file.original_name} menyebut SP2D {payment.sp2d_number}, tetapi "
        "pasangannya belum dikonfirmasi."
    )


def lines_in_sight(user: User) -> QuerySet[BankLine]:
    """Lines of the bank files that the reader may see."""
    return BankLine.objects.filter(bank_file__in=BankFile.objects.visible_to(user))


def receipt_link(payment: Disbursement | None) -> Link:
    """What the LKS says that it got."""
    title = "Diterima LKS"
    if payment is None or payment.state not in PAID_STATES:
        return Link("diterima", title, missing="Belum ada dana yang dapat diterima LKS.")
    if payment.received_amount is None:
        return Link("diterima", title, missing=f"LKS belum menyatakan dana SP2D {payment.sp2d_number} diterima.")
    other, why = payment.receipt_difference, payment.difference_reason
    facts: Sequence[tuple[str, str]] = [("Tanggal", day(payment.received_on))]
    if other:
        facts = [*facts, ("Selisih", format_rupiah(other)), *([("Sebab selisih", why)] if why else [])]
    return Link(
        "diterima",
        title,
        f"{payment.bank_account.bank} a.n. {payment.bank_account.holder}",
        payment.received_amount,
        payment.get_absolute_url(),
        tuple(facts),
        missing="Selisih dengan SP2D belum dijelaskan." if other and not why else "",
        who=str(payment.received_by or ""),
    )
