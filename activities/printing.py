"""A month of a Sentra Kreasi on paper: its figures, what was sold of whom, and what each maker was handed."""

from __future__ import annotations

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from activities.models import HandOver, SalesMonth
from trail.printed import head_of
from vault.paper import render_pdf


def month_print(month: SalesMonth) -> bytes:
    """As it stands, with its state: a draft says on the sheet that it does not count."""
    now = timezone.now()
    signers = [("Dicatat oleh", str(month.drafted_by)), ("Ditutup oleh", str(month.closed_by or ""))]
    context = {
        "month": month,
        "lines": month.lines.select_related("maker__person", "maker__partner"),
        "shares": (shares := month.shares.select_related("maker__person", "maker__partner")),
        "handed": sum(share.handed for share in shares),
        "owed": sum(share.owed for share in shares),
        "hand_overs": HandOver.objects.standing()
        .of_thread(month)
        .select_related("share__maker__person", "share__maker__partner"),
        "later": month.corrections.exclude(state="discarded").first(),
        "office": month.office,
        "mark": head_of(month.chain),
        "signatures": [{"role": role, "name": name or "…………………………"} for role, name in signers],
        "now": now,
        "demo": settings.DEMO,
    }
    html = render_to_string("print/sales_month.html", context)
    return render_pdf(html, title=str(month), author=str(month.office), made_at=now)
