"""Writes about the early end of an agreement: one person asks with the paper it rests on, another decides."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts.models import User
from accounts.roles import Permission
from partners.models import Agreement, Termination
from partners.obligations import open_obligations
from partners.permissions import require
from partners.saving import save_checked
from partners.validity import require_not_future
from regulations.dates import tanggal
from trail.changed import plain
from trail.reasons import sentence_in
from trail.record import record_event
from trail.refusal import Refusal, StalePage
from trail.transition import transition
from vault.door import Upload, admit, keep
from vault.kinds import EVIDENCE
from vault.refused import Refused

EXAMPLE = "LKS berhenti melayani sejak 1 Juni dan tidak dapat dihubungi."


@transaction.atomic
def ask_for_termination(
    *, agreement: Agreement, by: User, version: int, reason: str, terminated_on: date, upload: Upload | None
) -> Termination:
    """Ask that an active agreement end before its time, for a reason and with the paper that shows it.

    ``version`` is the agreement's, as the page showed it. Refuses a last day before the agreement began, from its end
    on (then it is closed), and one to come; an end without its paper, and a second request beside one that waits.
    """
    require(by, Permission.DRAFT_AGREEMENT, agreement)
    try:
        admitted = admit(upload, accept=EVIDENCE, label="Dasar pemutusan") if upload else None
    except Refused as refused:
        raise Refusal(refused.sentence) from refused
    row = _lock(agreement)
    if row.version != version or row.state != "active":
        raise StalePage(
            f"{row} sudah berubah sejak Anda membuka halaman ini: kini berstatus “{row.state_label}”.",
            "Tidak ada yang diminta. Muat ulang halaman, lalu periksa lagi.",
        )
    said = sentence_in(reason, example=EXAMPLE)
    _require_day_within(row, terminated_on)
    if admitted is None:
        raise Refusal("Dasar pemutusan belum dilampirkan. Unggah surat atau berita acaranya.")
    paper = keep(admitted, by=by)
    asked = Termination(agreement=row, terminated_on=terminated_on, because=said, paper=paper, asked_by=by)
    save_checked(asked, taken=f"Pemutusan {row} sudah diminta dan menunggu keputusan PPK.")
    data = {"terminated_on": plain(terminated_on), "reason": said, "paper": paper.sha256}
    record_event(verb="termination.ask", obj=asked, by=by, data=data)
    return asked


@transaction.atomic
def approve_termination(*, termination: Termination, by: User, version: int) -> Termination:
    """End the agreement on the day asked for; never by who asked. What is still owed stays owed, and is told."""
    row = _lock(termination.agreement)
    if termination.state == "asked" and row.state == "active":
        _require_day_within(row, termination.terminated_on)
    transition(termination, "approve", by=by, version=version)
    last_day = {"terminated_on": termination.terminated_on}
    transition(
        row,
        "terminate",
        by=by,
        version=row.version,
        reason=termination.because,
        changes=last_day,
        data={
            "terminated_on": plain(termination.terminated_on),
            "asked_by": str(termination.asked_by),
            "open": [owed.sentence for owed in open_obligations(row)],
        },
    )
    termination.agreement = row
    return termination


@transaction.atomic
def refuse_termination(*, termination: Termination, by: User, version: int, reason: str) -> Termination:
    """Leave the agreement in force, for a reason."""
    return transition(termination, "refuse", by=by, version=version, reason=reason)


@transaction.atomic
def withdraw_termination(*, termination: Termination, by: User, version: int, reason: str) -> Termination:
    """Take back what was asked for and is not decided yet, for a reason."""
    return transition(termination, "withdraw", by=by, version=version, reason=reason)


def _require_day_within(row: Agreement, terminated_on: date) -> None:
    require_not_future("Hari pemutusan", terminated_on)
    if not row.starts_on <= terminated_on < row.ends_on:
        raise Refusal(
            f"Hari pemutusan {tanggal(terminated_on)} di luar masa berlaku {tanggal(row.starts_on)} sampai sebelum "
            f"{tanggal(row.ends_on)}. Perjanjian yang masanya habis dinyatakan selesai, bukan diputus."
        )


def _lock(agreement: Agreement) -> Agreement:
    """The agreement as it is; who asks for a payment, or issues its SPM, queues for the same row."""
    return Agreement.objects.select_for_update(of=("self",)).select_related("partner").get(pk=agreement.pk)
