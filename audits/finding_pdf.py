"""A finding on paper, in the form of an audit."""

from __future__ import annotations

from django.conf import settings
from django.template.loader import render_to_string

from audits.models import Finding
from audits.settling import Part
from regulations.instruments import FOLLOW_UP_KINDS
from trail.models import Event
from trail.printed import mark_of
from vault.paper import render_pdf


def finding_pdf(finding: Finding) -> bytes:
    """A finding with its five parts, what was answered and how it is followed up; the foot names the last event of
    the auditing office's chain about it."""
    event = Event.objects.about(finding).last()
    context = {
        "finding": finding,
        "engagement": finding.engagement,
        "office": finding.engagement.office,
        "places": finding.places.all(),
        "recommendations": finding.recommendations.all(),
        "answers": finding.answers.select_related("written_by"),
        "parts": [(part.label, getattr(finding, part.value)) for part in Part],
        "kinds": FOLLOW_UP_KINDS,
        "mark": mark_of(event),
        "demo": settings.DEMO,
    }
    html = render_to_string("print/finding.html", context)
    made_at = event.at if event else finding.drafted_at
    return render_pdf(html, title=str(finding), author=str(finding.engagement.office), made_at=made_at)
