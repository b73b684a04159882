"""Writes about engagements that an auditor drafts and asks for."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.roles import Permission
from audits.files import admitted
from audits.locks import locked_engagement
from audits.models import Engagement, EngagementMember
from audits.terms import Team, Terms, terms_of
from audits.validity import require_possible
from partners.saving import save_checked
from partners.validity import require_permission
from regulations.dates import tanggal
from trail.record import record_event
from trail.refusal import Refusal, StalePage
from trail.transition import transition
from vault.door import Admitted, Upload, keep

_TAKEN = "Penugasan ini baru saja diubah orang lain. Muat ulang halaman, lalu periksa."


def draft_engagement(*, by: User, upload: Upload | None = None, **terms: Any) -> Engagement:
    """Draft an engagement of the actor's own office; nothing is read by it before an inspector grants it.

    ``terms`` are those of ``audits.terms.Terms``; ``upload`` is the warrant letter, which may follow later. Refuses a
    period that ends before it begins or lasts more than a year, LKS of other offices than those chosen, and people who
    are no auditors of the office.
    """
    require_permission(by, Permission.AUDIT, "menyusun penugasan pemeriksaan")
    wanted = Terms(**terms)
    if by.office is None:
        raise Refusal("Penugasan disusun pegawai kantor pemeriksa.")
    require_possible(wanted, office=by.office)
    letter = _admitted(upload)
    with transaction.atomic():
        kept = keep(letter, by=by) if letter else None
        engagement = Engagement(office=by.office, drafted_by=by, letter=kept, **wanted.fields())
        _save(engagement, wanted)
        record_event(verb="engagement.draft", obj=engagement, by=by, data=wanted.as_data())
    return engagement


def revise_engagement(
    *, engagement: Engagement, by: User, version: int, upload: Upload | None = None, **terms: Any
) -> Engagement:
    """Change a draft; without ``upload`` the letter stays. What an inspector has before them is taken back first."""
    require_permission(by, Permission.AUDIT, "mengubah penugasan ini", engagement)
    wanted = Terms(**terms)
    letter = _admitted(upload)
    with transaction.atomic():
        _revise(engagement, wanted, letter, by=by, version=version)
    engagement.refresh_from_db()
    return engagement


def _revise(engagement: Engagement, wanted: Terms, letter: Admitted | None, *, by: User, version: int) -> None:
    row = locked_engagement(engagement)
    if row.state != "draft":
        raise Refusal(f"Penugasan ini berstatus “{row.state_label}”, jadi isinya tidak dapat diubah lagi.")
    if row.version != version:
        raise StalePage(_TAKEN)
    require_possible(wanted, office=row.office)
    before = Terms(**terms_of(row)).as_data()
    for name, value in wanted.fields().items():
        setattr(row, name, value)
    if letter is not None:
        row.letter = keep(letter, by=by)
    row.version += 1
    _save(row, wanted)
    after = wanted.as_data()
    changed = {name: {"from": before[name], "to": after[name]} for name in after if before[name] != after[name]}
    if letter is not None:
        changed["letter"] = {"to": letter.sha256}
    record_event(verb="engagement.revise", obj=row, by=by, data=changed)


@transaction.atomic
def ask_engagement(*, engagement: Engagement, by: User, version: int) -> Engagement:
    """Put a draft before the inspector. Refuses one without its warrant letter, and one whose last day has passed."""
    if not (engagement.letter_number and engagement.letter_date and engagement.letter_id):
        raise Refusal(
            "Surat tugas belum lengkap: isi nomor dan tanggalnya, lalu lampirkan pindaiannya.",
            "Tanpa surat tugas, inspektur tidak dapat memberi penugasan.",
        )
    require_days_left(engagement)
    return transition(engagement, "ask", by=by, version=version)


@transaction.atomic
def withdraw_engagement(*, engagement: Engagement, by: User, version: int) -> Engagement:
    """Give up an engagement that has not been granted."""
    return transition(engagement, "withdraw", by=by, version=version)


def require_days_left(engagement: Engagement) -> None:
    """Refuse an engagement whose period is over already."""
    if engagement.days_left < 0:
        raise Refusal(f"Masa penugasan ini sudah lewat pada {tanggal(engagement.ends_on)}. Ubah harinya dahulu.")


def put_in_team(engagement: Engagement, team: Team) -> None:
    """Make this the team of the engagement."""
    engagement.team.all().delete()
    EngagementMember.objects.bulk_create(
        EngagementMember(engagement=engagement, user=user, place=place) for user, place in team.people.values()
    )


def _save(engagement: Engagement, terms: Terms) -> None:
    save_checked(engagement, taken=_TAKEN)
    engagement.offices.set(terms.offices)
    engagement.partners.set(terms.partners)
    put_in_team(engagement, terms.team)


def _admitted(upload: Upload | None) -> Admitted | None:
    """The warrant letter, where one was sent."""
    return admitted([upload], label="Surat tugas")[0] if upload is not None else None
