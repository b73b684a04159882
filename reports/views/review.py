"""The verifier's and the PPK's pages: line, evidence and findings side by side, and what to do with the report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, needs
from accounts.requests import posted_number, posted_version
from accounts.roles import Permission
from grants.owed import undelivered_of
from reports.actions.review import (
    accept_report,
    comment_on_line,
    decline_report,
    may_comment,
    send_back_report,
    verify_report,
)
from reports.findings import causes_of
from reports.models import Report
from reports.money import before_acceptance
from reports.review import Choice, Review
from reports.views.loading import report_for, sent_from
from trail.forms import ReasonForm, done
from trail.workflow import Step

LINES_PER_PAGE = 100

#: What each decision of a reviewer does, said before it is taken.
CONSEQUENCES = {
    "send_back": "Laporan kembali ke LKS dan dapat diubah lagi. Tanda tangan tetap berlaku sampai isinya berubah.",
    "verify": "Laporan diteruskan ke PPK. Pastikan setiap baris sudah Anda bandingkan dengan buktinya.",
    "decline": "Laporan kembali ke LKS; sesudah diperbaiki, diverifikasi lagi dari awal.",
    "accept": (
        "Laporan dinyatakan diterima, termin berikutnya terbuka, dan cetakan resmi diterbitkan. "
        "Keputusan ini tidak dapat dibatalkan."
    ),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """A button of the reviewer: the step, where it posts to, and what it will do."""

    step: Step
    url: str
    text: str
    form: ReasonForm | None  #: where the step needs a reason


def decisions(report: Report, request: SignedInRequest, typed: ReasonForm | None = None) -> list[Decision]:
    """The steps of a review that this reader may take now; ``typed`` is a reason that has to be mended."""
    blank = typed or ReasonForm(initial={"version": report.version})
    return [
        Decision(
            step,
            reverse(f"reports:{step.name}", args=[report.pk]),
            CONSEQUENCES[step.name],
            blank if step.needs_reason else None,
        )
        for step in report.steps_for(request.user)
        if step.name in CONSEQUENCES
    ]


@needs(Permission.VERIFY_REPORT, Permission.ACCEPT_REPORT, Permission.FOLLOW_MONEY)
@require_safe
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    """The cash book, each line beside its evidence, findings and comments."""
    return _page(request, report_for(request.user, pk))


def _page(request: SignedInRequest, report: Report, typed: ReasonForm | None = None) -> HttpResponse:
    revision = report.latest
    context: dict[str, Any] = {
        "report": report,
        "revision": revision,
        "actions": decisions(report, request, typed),
        "undelivered": undelivered_of(report.instalment),
        "before_acceptance": before_acceptance(report) if report.state in ("submitted", "verified") else [],
    }
    context["rest"] = report.remainder - context["undelivered"]
    if revision is not None:
        book = Review(report, revision)
        choice = Choice.of(request.GET.get("saring", ""))
        page = Paginator(book.rows(choice), LINES_PER_PAGE).get_page(request.GET.get("page"))
        context |= {
            "page": page,
            "choice": choice,
            "choices": [_tab(book, each, chosen=choice) for each in Choice],
            "lines": book.lines(page),
            "finding_count": book.finding_count,
            "causes": causes_of(book.elsewhere, book.answers),
            "may_comment": may_comment(report, request.user),
        }
    return render(request, "reports/review.html", context, status=422 if typed else 200)


def _tab(book: Review, choice: Choice, *, chosen: Choice) -> dict[str, object]:
    return {
        "label": choice.label,
        "url": _query(saring=choice),
        "here": choice is chosen,
        "count": len(book.rows(choice)),
    }


def _query(**named: str) -> str:
    """A query string of what is not empty; a bare "?" leads back to the whole."""
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in named.items() if value})
    return f"?{query.urlencode()}"


@needs(Permission.VERIFY_REPORT, Permission.FILL_REPORT)
@sent_from("reports:report")
def comment(request: SignedInRequest, pk: int) -> HttpResponse:
    """A word on one line; comes back to that line, on the page that showed it."""
    report = report_for(request.user, pk)
    row = posted_number(request, "row") or 0
    comment_on_line(report=report, row=row, text=request.POST.get("text", ""), by=request.user)
    messages.success(request, f"Komentar pada baris {row} disimpan.")
    if Permission.VERIFY_REPORT not in request.user.permissions:
        return redirect(f"{report.get_absolute_url()}#baris-{row}")
    page = posted_number(request, "page") or 1
    query = _query(saring=Choice.of(request.POST.get("saring", "")), page=str(page) if page > 1 else "")
    return redirect(f"{reverse('reports:review', args=[pk])}{query}#baris-{row}")


def _decide(request: SignedInRequest, pk: int, action: Callable[..., Report]) -> Report:
    """Take a decision on the version that the page showed."""
    return action(report=report_for(request.user, pk), by=request.user, version=posted_version(request))


def _give_back(request: SignedInRequest, pk: int, action: Callable[..., Report], said: str) -> HttpResponse:
    """Give the report back for a reason; one that says too little comes back with the page, as it was typed."""
    report, form = report_for(request.user, pk), ReasonForm(request.POST)
    if not done(form, action, report=report, by=request.user):
        return _page(request, report, form)
    messages.success(request, f"{report} dikembalikan ke LKS. {said}")
    return redirect("desk:home")


@needs(Permission.VERIFY_REPORT)
@sent_from("reports:report")
def send_back(request: SignedInRequest, pk: int) -> HttpResponse:
    return _give_back(request, pk, send_back_report, "Bendahara melihat alasan dan komentar Anda.")


@needs(Permission.VERIFY_REPORT)
@sent_from("reports:report")
def verify(request: SignedInRequest, pk: int) -> HttpResponse:
    report = _decide(request, pk, verify_report)
    messages.success(request, f"{report} lolos verifikasi dan menunggu penerimaan PPK.")
    return redirect("desk:home")


@needs(Permission.ACCEPT_REPORT)
@sent_from("reports:report")
def decline(request: SignedInRequest, pk: int) -> HttpResponse:
    return _give_back(request, pk, decline_report, "Bendahara melihat alasan Anda.")


@needs(Permission.ACCEPT_REPORT)
@sent_from("reports:report")
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    report = _decide(request, pk, accept_report)
    messages.success(request, f"{report} diterima. Cetakan resminya sedang disiapkan.")
    return redirect("reports:report", pk=pk)
