"""Paper of the audit room."""

from __future__ import annotations

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from audits.models import AuditSample, WorkingPaper
from audits.projecting import progress_of, projected
from trail.printed import head_of
from vault.paper import render_pdf

#: So many items stand in one PDF: more take a page's reader too long to wait for.
SHEETS = 50


def papers_pdf(sample: AuditSample, part: int = 1) -> bytes:
    """The working papers of a sample, one section for each item, ``SHEETS`` items in each part from 1 on.

    Before them what was drawn, how far the papers are, and what they say of the population. An item without a paper
    says so.
    """
    first = (part - 1) * SHEETS
    items = list(sample.items.all()[first : first + SHEETS])
    papers = (
        WorkingPaper.objects.filter(item__in=items)
        .select_related("written_by", "prepared_by", "reviewed_by")
        .prefetch_related("answers", "files__file")
    )
    by_item = {paper.item_id: paper for paper in papers}
    engagement, now = sample.engagement, timezone.now()
    context = {
        "office": engagement.office,
        "engagement": engagement,
        "team": engagement.team.select_related("user"),
        "sample": sample,
        "progress": progress_of(sample),
        "projected": projected(sample),
        "sections": [(item, by_item.get(item.pk)) for item in items],
        "part": part,
        "parts": -(-sample.count // SHEETS),
        "mark": head_of(engagement.chain),
        "now": now,
        "demo": settings.DEMO,
    }
    html = render_to_string("print/working_papers.html", context)
    title = f"Kertas kerja pemeriksaan: {sample.purpose}"
    return render_pdf(html, title=title, author=str(engagement.office), made_at=now)
