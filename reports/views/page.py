"""The page of a report, which several addresses answer with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import render

from accounts.permissions import SignedInRequest
from accounts.requests import posted_number
from accounts.roles import Permission
from reports.actions.waivers import LONGEST, WrongDay
from reports.answers import CauseKey
from reports.evidence import evidence_sheet
from reports.findings import causes_of, comparison_of, findings_of
from reports.forms import UploadForm
from reports.journey import journey_of, next_action
from reports.models import Report
from reports.permissions import may_fill
from reports.readiness import EVIDENCE_FILES, readiness
from reports.returned import reasons_for_return
from reports.statement import signers_of
from reports.tally import Tally, tally_at_upload, tally_now, tally_of
from reports.views.loading import report_for
from trail.models import Event
from trail.reasons import LEAST, NotSaid
from trail.refusal import Refusal, StalePage


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed at a cause and why it could not be kept, so that it comes back with the page."""

    kind: str  #: "explanation" or "waiver"
    cause: CauseKey
    text: str
    refusal: Refusal
    until: str = ""

    @property
    def at(self) -> str:
        """Beside which field the refusal is said: "text", "until", or "" for the form as a whole."""
        if isinstance(self.refusal, NotSaid):
            return "text"
        return "until" if isinstance(self.refusal, WrongDay) else ""


def posted_cause(request: SignedInRequest) -> tuple[CauseKey, int]:
    """The cause that a form speaks of, and the revision that its page showed."""
    rule, sheet, field = (request.POST.get(name, "")[:40] for name in ("rule", "sheet", "field"))
    return (rule, sheet, field), posted_number(request, "revision") or 0


def tell_revision(request: SignedInRequest, report: Report, what: str) -> None:
    """Say after an upload or after typing that a revision was kept, and what was found in it."""
    revision = report.latest
    assert revision is not None, "one was kept just now"
    tally = tally_now(report, revision)
    if tally.errors:
        messages.warning(request, f"{what}: {tally}. Letak dan cara memperbaikinya ada di bawah.")
    else:
        messages.success(request, f"{what} tanpa kesalahan{f': {tally}' if tally != Tally() else ''}.")


def report_page(
    request: SignedInRequest,
    report: Report,
    *,
    form: UploadForm | None = None,
    typed: Typed | None = None,
) -> HttpResponse:
    """The whole page; with a form that has to be mended, or what somebody typed at a cause, its status is 422."""
    context = report_context(request, report) | {"form": form or UploadForm(), "typed": typed}
    return render(request, "reports/report.html", context, status=422 if form or typed else 200)


def cause_in_place(request: SignedInRequest, pk: int, *, typed: Typed | None = None, fell: str = "") -> HttpResponse:
    """To htmx: the cause that was posted, alone; after a change with what the page says of the way ahead.

    ``typed`` is what could not be kept; ``fell`` says which signatures fell.
    """
    cause, _ = posted_cause(request)
    context = report_context(request, report_for(request.user, pk))
    shown = next((each for each in context["causes"] + context["live"] if each.key == cause), None)
    if shown is None:
        raise StalePage("Temuan ini sudah tidak ada.", "Tidak ada yang disimpan. Muat ulang halaman.")
    context |= {"cause": shown, "typed": typed, "fell": fell, "just_saved": typed is None}
    template = "reports/_cause.html" if typed else "reports/_answered.html"
    return render(request, template, context, status=422 if typed else 200)


def report_context(request: SignedInRequest, report: Report) -> dict[str, Any]:
    """All that the page shows, but forms."""
    ready = readiness(report)
    revision = ready.revision
    sheet = evidence_sheet(report, revision)
    findings = list(findings_of(report, revision)) if revision else []
    today = report.office.today
    may_ask = report.is_open and request.user.may(Permission.ASK_WAIVER, report)
    live = causes_of(ready.live, ready.answers) if report.is_open else []
    causes = causes_of(findings, ready.answers)
    revisions = report.revisions.select_related("workbook", "uploaded_by").order_by("-number")
    return {
        "report": report,
        "instalment": report.instalment,
        "agreement": report.instalment.agreement,
        "partner": report.instalment.agreement.partner,
        "ready": ready,
        "revision": revision,
        "late_days": report.instalment.disbursements.aggregate(days=Max("late_days"))["days"],
        "journey": journey_of(report, ready, sheet),
        "next": next_action(report, ready, request.user),
        "may_fill": may_fill(request.user, report),
        "may_ask": may_ask,
        "first_day": today,
        "last_day": today + LONGEST,
        "least": LEAST,
        "causes": causes,
        "tally": tally_of(causes),
        # What lacks evidence stands on the page of evidence; here only for who may set it aside, or where it is.
        "live": [each for each in live if each.head.rule != EVIDENCE_FILES or may_ask or each.is_answered],
        "comparison": comparison_of(revision) if revision else None,
        "sheet": sheet,
        "revisions": [(each, tally_of(causes) if each == revision else tally_at_upload(each)) for each in revisions],
        "reasons": reasons_for_return(report),
        "comments": report.comments.select_related("author", "revision"),
        "history": Event.objects.about(report).reverse(),
        "returns": report.instalment.returns.standing(),
        "signers": signers_of(report, ready.signatures),
        "crumb": f"{report.instalment.agreement.partner}, termin {report.instalment.number}",
        "draft": report.lines_drafts.written_by(request.user).first() if may_fill(request.user, report) else None,
        "max_bytes": settings.VAULT_MAX_WORKBOOK_BYTES,
    }
