"""The page of a report, which several addresses answer with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from accounts.permissions import SignedInRequest
from accounts.requests import posted_number
from accounts.roles import Permission
from reports.actions.waivers import LONGEST
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
from trail.models import Event
from trail.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed at a cause and why it could not be kept, so that it comes back with the page."""

    kind: str  #: "explanation" or "waiver"
    cause: CauseKey
    text: str
    refusal: Refusal
    until: str = ""


def posted_cause(request: SignedInRequest) -> tuple[CauseKey, int]:
    """The cause that a form speaks of, and the revision that its page showed."""
    rule, sheet, field = (request.POST.get(name, "")[:40] for name in ("rule", "sheet", "field"))
    return (rule, sheet, field), posted_number(request, "revision") or 0


def report_page(
    request: SignedInRequest,
    report: Report,
    *,
    form: UploadForm | None = None,
    typed: Typed | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page."""
    context = report_context(request, report) | {"form": form or UploadForm(), "typed": typed}
    return render(request, "reports/report.html", context, status=status)


def report_context(request: SignedInRequest, report: Report) -> dict[str, Any]:
    """All that the page shows, but forms."""
    ready = readiness(report)
    revision = ready.revision
    sheet = evidence_sheet(report, revision)
    findings = list(findings_of(report, revision)) if revision else []
    today = report.office.today
    may_ask = report.is_open and request.user.may(Permission.ASK_WAIVER, report)
    live = causes_of(ready.live, ready.answers) if report.is_open else []
    return {
        "report": report,
        "instalment": report.instalment,
        "agreement": report.instalment.agreement,
        "partner": report.instalment.agreement.partner,
        "ready": ready,
        "revision": revision,
        "journey": journey_of(report, ready, sheet),
        "next": next_action(report, ready, request.user),
        "may_fill": may_fill(request.user, report),
        "may_ask": may_ask,
        "first_day": today,
        "last_day": today + LONGEST,
        "causes": causes_of(findings, ready.answers),
        # What lacks evidence stands on the page of evidence; here only for who may set it aside, or where it is.
        "live": [each for each in live if each.head.rule != EVIDENCE_FILES or may_ask or each.is_answered],
        "comparison": comparison_of(revision) if revision else None,
        "sheet": sheet,
        "revisions": list(report.revisions.select_related("workbook", "uploaded_by").order_by("-number")),
        "reasons": reasons_for_return(report),
        "comments": report.comments.select_related("author", "revision"),
        "history": Event.objects.about(report).reverse(),
        "returns": report.instalment.returns.all(),
        "signers": signers_of(report, ready.signatures),
        "crumb": f"{report.instalment.agreement.partner}, termin {report.instalment.number}",
        "draft": report.lines_drafts.written_by(request.user).first() if may_fill(request.user, report) else None,
        "max_bytes": settings.VAULT_MAX_WORKBOOK_BYTES,
    }
