"""Engagements of the demonstration: one by which its auditor reads, one that is over, one that waits to be granted."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import Office
from audits.actions import ask_engagement, close_engagement, draft_engagement, grant_engagement
from audits.models import Engagement
from desk.demo import people
from desk.demo.papers import warrant_letter


@transaction.atomic
def engage() -> None:
    """Ask for three engagements, grant two and close one of them; does nothing where there is any."""
    if Engagement.objects.exists():
        return
    today = people.office(people.INSPECTORATE).today
    over = _asked(
        1,
        f"Audit penyaluran bantuan {today.year - 1}",
        "Menguji penyaluran dan pertanggungjawaban bantuan satu kantor.",
        first=today - timedelta(days=330),
        last=today + timedelta(days=3),
        years=[today.year - 1],
        offices=[people.office(people.OTHER_BALAI)],
    )
    _grant(over)
    close_engagement(engagement=over, by=people.person("inspektur"), version=over.version)
    running = _asked(
        2,
        f"Audit kinerja dan kepatuhan bantuan ATENSI {today.year}",
        "Menguji kepatuhan penyaluran, pertanggungjawaban LKS, dan pengembalian sisa dana.",
        first=today - timedelta(days=20),
        last=today + timedelta(days=70),
        years=[today.year - 1, today.year],
        supervisor=people.person("pengendali"),
    )
    _grant(running)
    _asked(
        3,
        "Reviu pengembalian dana ke kas negara",
        "Menelusuri sisa dana dan bunga bank yang terlambat disetor.",
        first=today + timedelta(days=14),
        last=today + timedelta(days=44),
        years=[today.year],
        programmes=["DL"],
        offices=[people.office(people.BALAI)],
        members=[people.person("pengendali")],
    )


def _asked(
    number: int,
    title: str,
    objective: str,
    *,
    first: date,
    last: date,
    years: list[int],
    programmes: list[str] | None = None,
    offices: list[Office] | None = None,
    **team: object,
) -> Engagement:
    """Drafted by the auditor, who leads, and put before the inspector."""
    auditor = people.person("auditor")
    letter = f"ST-{number:02d}/IJ/{first.year}"
    scan: ContentFile[bytes] = warrant_letter(f"Nomor {letter}\n{title}\nKetua tim: {auditor}")
    engagement = draft_engagement(
        by=auditor,
        upload=scan,
        title=title,
        objective=objective,
        starts_on=first,
        ends_on=last,
        years=years,
        programmes=programmes or [],
        offices=offices or [],
        leader=auditor,
        letter_number=letter,
        letter_date=min(first, people.office(people.INSPECTORATE).today) - timedelta(days=3),
        **team,
    )
    return ask_engagement(engagement=engagement, by=auditor, version=engagement.version)


def _grant(engagement: Engagement) -> None:
    grant_engagement(engagement=engagement, by=people.person("inspektur"), version=engagement.version)
