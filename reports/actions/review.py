"""The office's side of a report: a word on a line, back to the LKS, on to the PPK, accepted."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission
from beneficiaries.actions import write_down_aid
from beneficiaries.models import Aid
from grants.actions import mark_accounted, open_return
from grants.locks import locked_money
from grants.models import TreasuryReturn
from grants.owed import undelivered_of
from partners.actions import record_budget_use
from reports.changes import locked
from reports.facts import spent_by_code
from reports.given import given_aid
from reports.models import LineComment, OfficialPrint, Report
from reports.money import before_acceptance, require_money
from reports.permissions import is_treasurer
from reports.tasks import render_official_print
from trail.models import Chain
from trail.record import record_event
from trail.refusal import NotAllowed, Refusal
from trail.transition import transition

#: Letters and digits of a check code that nobody confuses when reading it aloud or typing it from paper.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 16


def may_comment(report: Report, user: User) -> bool:
    """The verifier while the report lies with the office, the treasurer while it has been sent back."""
    if report.state == "submitted":
        return user.may(Permission.VERIFY_REPORT, report)
    return report.state == "returned" and is_treasurer(user, report)


@transaction.atomic
def comment_on_line(*, report: Report, row: int, text: str, by: User) -> LineComment:
    """Write on a cash book line of the last revision: the verifier asks, the treasurer answers."""
    if not (by.may(Permission.VERIFY_REPORT, report) or is_treasurer(by, report)):
        raise NotAllowed("Hanya verifikator dan bendahara LKS yang dapat menulis pada baris laporan.")
    report = locked(report)
    if not may_comment(report, by):
        raise Refusal(
            f"Laporan ini berstatus “{report.state_label}”, jadi Anda tidak dapat menulis pada barisnya.",
            "Verifikator menulis selama laporan menunggu verifikasi; bendahara menjawab sesudah laporan dikembalikan.",
        )
    if not text.strip():
        raise Refusal("Komentar masih kosong. Tulis apa yang perlu diperjelas, lalu kirim lagi.")
    revision = report.latest
    entry = revision.entries.filter(row=row).first() if revision else None
    if revision is None or entry is None:
        raise Refusal(f"Baris {row} tidak ada di buku kas revisi terakhir. Muat ulang halaman, lalu pilih barisnya.")
    comment = LineComment.objects.create(
        report=report,
        revision=revision,
        row=row,
        evidence_number=entry.evidence_number,
        text=text.strip(),
        author=by,
    )
    record_event(verb="report.comment", obj=report, by=by, data={"row": row, "revision": revision.number})
    return comment


def send_back_report(*, report: Report, by: User, version: int, reason: str) -> Report:
    """The verifier gives the report back to the LKS with reasons; it may be changed again."""
    return transition(report, "send_back", by=by, version=version, reason=reason)


def verify_report(*, report: Report, by: User, version: int) -> Report:
    """The verifier finds it complete and right, and passes it on to the PPK. Refused while its money is not there."""
    require_money(report)
    return transition(report, "verify", by=by, version=version)


def decline_report(*, report: Report, by: User, version: int, reason: str) -> Report:
    """The PPK does not accept it and gives it back to the LKS with reasons."""
    return transition(report, "decline", by=by, version=version, reason=reason)


@transaction.atomic
def accept_report(*, report: Report, by: User, version: int) -> Report:
    """The PPK accepts: the instalment is accounted for, what is left must go back, the official print is ordered.

    Those whom the report names are written down in the office's register with what they were given.
    What the bank added goes back as well, as a return of its own; what a distributor could not hand out has its own
    already, and is no part of the remainder's. Lines that somebody typed and never saved are
    forgotten with it. All of it or nothing. Never by the person who verified.
    """
    # The order of the money room's locks: the report comes after agreement and payment.
    locked_money(report.instalment)
    require_money(report)
    if obstacles := before_acceptance(report):
        raise Refusal(*(each.sentence for each in obstacles))
    transition(report, "accept", by=by, version=version)
    report.lines_drafts.all().delete()
    mark_accounted(instalment=report.instalment, by=by)
    agreement = report.instalment.agreement
    record_budget_use(agreement=agreement, used=spent_by_code(agreement))
    open_return(instalment=report.instalment, amount=report.remainder - undelivered_of(report.instalment), by=by)
    open_return(instalment=report.instalment, amount=report.interest, kind=TreasuryReturn.Kind.INTEREST, by=by)
    write_down_aid(
        agreement=agreement,
        source=Aid.Source.REPORT,
        record=report.pk,
        rows=given_aid(report),
        by=by,
    )
    order_official_print(report=report, by=by)
    return report


def order_official_print(*, report: Report, by: User) -> OfficialPrint:
    """Fix what the print will say of the trail, and have it made in the background once this is committed."""
    issued_at = report.accepted_at or timezone.now()
    event = record_event(verb="report.print", obj=report, by=by, data={"issued_at": issued_at.isoformat()})
    chain = Chain.objects.get(key=event.chain_id)
    official = OfficialPrint.objects.create(
        report=report,
        code="".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH)),
        trail_head=chain.head,
        trail_length=chain.length,
        issued_at=issued_at,
    )
    transaction.on_commit(lambda: render_official_print.enqueue(official.pk))
    return official
