"""What actions on engagements ask of what was typed."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet

from accounts.models import Office, User
from accounts.roles import Permission, Role
from audits.models import Engagement
from audits.terms import Team, Terms
from partners.validity import require_order, require_permission
from regulations.dates import tanggal
from trail.reasons import sentence_in
from trail.refusal import NotAllowed, Refusal

#: Reading that lasts longer wants a new decision: an extension, with its reason.
LONGEST = timedelta(days=366)
FIRST_YEAR, LAST_YEAR = 2000, 2100
#: An objective that would do, for who gives too short a one.
EXAMPLE = "Menguji kepatuhan penyaluran dan pertanggungjawaban bantuan ATENSI tahun 2025."


def require_possible(terms: Terms, *, office: Office) -> None:
    """Refuse terms that cannot be granted as they are; a sentence for the first thing that is wrong."""
    if not terms.title.strip():
        raise Refusal("Judul penugasan belum diisi.")
    sentence_in(terms.objective, example=EXAMPLE, what="Tujuan")
    require_order("hari mulai", terms.starts_on, "Hari berakhir", terms.ends_on)
    require_not_too_long(terms.starts_on, terms.ends_on)
    if terms.letter_date is not None and terms.letter_date > office.today:
        raise Refusal("Tanggal surat tugas belum tiba. Periksa tanggalnya.")
    _require_scope(terms)
    require_auditors(terms.team, office=office)


def require_not_too_long(first: date, last: date) -> None:
    """Refuse a period that goes on for more than a year."""
    if last - first > LONGEST:
        raise Refusal(
            f"Penugasan paling lama satu tahun: berakhir paling lambat {tanggal(first + LONGEST)}.",
            "Bila waktunya kurang, inspektur dapat memperpanjangnya nanti dengan alasan.",
        )


def _require_scope(terms: Terms) -> None:
    if any(office.kind != Office.Kind.BALAI for office in terms.offices):
        raise Refusal("Yang diperiksa hanya balai atau sentra. Lepaskan kantor pemeriksa dari pilihan.")
    chosen = {office.pk for office in terms.offices}
    named = {partner.office_id for partner in terms.partners}
    if chosen and named - chosen:
        astray = next(partner for partner in terms.partners if partner.office_id not in chosen)
        raise Refusal(
            f"{astray} tidak bekerja sama dengan kantor yang dipilih. Pilih kantornya, atau lepaskan LKS ini."
        )
    if named and chosen - named:
        idle = next(office for office in terms.offices if office.pk not in named)
        raise Refusal(
            f"{idle} dipilih, tetapi tidak ada LKS-nya yang dipilih, jadi tidak akan terbaca.",
            "Pilih LKS-nya juga, atau lepaskan kantor itu; tanpa LKS pilihan, semua LKS kantor terbaca.",
        )
    if any(not FIRST_YEAR <= year <= LAST_YEAR for year in terms.years):
        raise Refusal("Tahun anggaran ditulis dengan empat angka, misalnya 2025.")


def require_at_work(by: User, engagement: Engagement, what: str) -> None:
    """Refuse who is not in the team of this engagement, or works for it when it does not run; ``what`` is a verb."""
    require_permission(by, Permission.AUDIT, what, engagement)
    if not works_for(by, engagement):
        raise NotAllowed(f"Hanya tim penugasan yang dapat {what}, selama penugasannya berjalan.")


def works_for(user: User, engagement: Engagement) -> bool:
    """Whether this auditor is in the team of an engagement that runs today."""
    running = Engagement.objects.running(engagement.office.today).filter(pk=engagement.pk, team__user=user)
    return user.may(Permission.AUDIT) and running.exists()


def require_auditors(team: Team, *, office: Office) -> None:
    """Refuse a team with others than auditors of the office that are still at work."""
    if team.leader == team.supervisor:
        raise Refusal(
            f"{team.leader} dipilih sebagai ketua tim dan pengendali teknis sekaligus.",
            "Pilih dua orang, atau kosongkan pengendali teknisnya.",
        )
    able = set(auditors_of(office).filter(pk__in=team.people).values_list("pk", flat=True))
    for key, (user, _) in team.people.items():
        if key not in able:
            raise Refusal(f"{user} bukan auditor yang aktif di kantor ini, jadi tidak dapat masuk tim.")


def auditors_of(office: Office | None) -> QuerySet[User]:
    """Who of an office may be in a team."""
    return User.objects.filter(office=office, is_active=True, role_grants__role=Role.AUDITOR.value)
