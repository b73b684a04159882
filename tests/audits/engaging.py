"""Engagements for tests, made by the users' own actions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts.models import User
from audits.actions import ask_engagement, draft_engagement, grant_engagement
from audits.models import Engagement
from tests.grants.paper import scan


def drafted(by: User, **terms: Any) -> Engagement:
    """A draft about every office, for a year that began a hundred days ago, unless ``terms`` say otherwise."""
    assert by.office is not None
    today = by.office.today
    usual = {
        "title": "Audit penyaluran bantuan ATENSI",
        "objective": "Menguji penyaluran dan pertanggungjawaban bantuan.",
        "starts_on": today - timedelta(days=100),
        "ends_on": today + timedelta(days=200),
        "leader": by,
        "letter_number": "ST-1/IJ/2021",
        "letter_date": today - timedelta(days=101),
        "upload": scan("surat-tugas.png"),
    }
    return draft_engagement(by=by, **(usual | terms))


def asked(by: User, **terms: Any) -> Engagement:
    """The same, before the inspector."""
    engagement = drafted(by, **terms)
    return ask_engagement(engagement=engagement, by=by, version=engagement.version)


def granted(by: User, inspector: User, **terms: Any) -> Engagement:
    """The same, granted; whoever reads by it looks anew at what they may read."""
    engagement = asked(by, **terms)
    grant_engagement(engagement=engagement, by=inspector, version=engagement.version)
    look_anew(by, inspector)
    return engagement


def look_anew(*people: User) -> None:
    """What a new request does: ask again what these people may read."""
    for user in people:
        user.__dict__.pop("reading", None)
