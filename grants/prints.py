"""Papers of this room: the list of a batch of payments, and what has to go back to the treasury."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from grants.ages import Ages, days_open
from grants.models import PaymentBatch, TreasuryReturn
from trail.models import Event
from trail.printed import head_of, mark_of
from vault.paper import render_pdf


def batch_print(batch: PaymentBatch) -> bytes:
    """The payments of a batch with their sum, as PDF; the footer names the last event of the office's chain of it."""
    shown = batch.disbursements.with_partner().select_related("allocation", "bank_account", "exception__granted_by")
    payments = list(shown.order_by("pk"))
    event = Event.objects.about(batch).last()
    context = {
        "batch": batch,
        "office": batch.office,
        "payments": payments,
        "total": sum(payment.amount for payment in payments),
        "mark": mark_of(event),
        "demo": settings.DEMO,
    }
    html = render_to_string("print/batch.html", context)
    return render_pdf(html, title=batch.title, author=str(batch.office), made_at=batch.created_at)


def returns_print(rows: Sequence[TreasuryReturn], ages: Ages, *, whose: str, chain: str) -> bytes:
    """The list of returns with its ages, as PDF, as it stands at this moment; it names the head of this chain."""
    now = timezone.now()
    today = timezone.localdate(now)
    context = {
        "rows": [(owed, days_open(owed, today)) for owed in rows],
        "ages": ages,
        "total": sum(owed.amount for owed in rows),
        "whose": whose,
        "mark": head_of(chain),
        "now": now,
        "demo": settings.DEMO,
    }
    html = render_to_string("print/returns.html", context)
    return render_pdf(html, title="Pengembalian ke kas negara", author=whose, made_at=now)
