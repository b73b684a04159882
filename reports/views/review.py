"""The verifier's and the PPK's pages: line, evidence and findings side by side, and what to do with the report."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from regulations.cashbook import evidence_key
from reports.actions.review import accept_report, comment_on_line, decline_report, send_back_report, verify_report
from reports.models import Entry, Evidence, JudgedFinding, LineComment, Report
from trail.workflow import Step

LINES_PER_PAGE = 100


@dataclass(slots=True)
class ReviewLine:
    """A cash book line with all that speaks for or against it."""

    entry: Entry
    evidence: list[Evidence] = field(default_factory=list)
    findings: list[JudgedFinding] = field(default_factory=list)
    comments: list[LineComment] = field(default_factory=list)

    @property
    def lacks_evidence(self) -> bool:
        return bool(self.entry.paid) and not self.evidence


#: What each decision of a reviewer does, said before it is taken.
CONSEQUENCES = {
    "send_back": "Laporan kembali ke LKS dan dapat diubah lagi. Tanda tangan tetap berlaku sampai isinya berubah.",
    "verify": "Laporan diteruskan ke PPK. Pastikan setiap baris sudah Anda bandingkan dengan buktinya.",
    "decline": "Laporan kembali ke LKS; sesudah diperbaiki, diverifikasi lagi dari awal.",
    "accept": "Laporan dinyatakan diterima, termin berikutnya terbuka, dan cetakan resmi diterbitkan. Tidak dapat dibatalkan.",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """A button of the reviewer: the step, where it posts to, and what it will do."""

    step: Step
    url: str
    text: str


def decisions(report: Report, request: SignedInRequest) -> list[Decision]:
    """The steps of a review that this reader may take now."""
    return [
        Decision(step, reverse(f"reports:{step.name}", args=[report.pk]), CONSEQUENCES[step.name])
        for step in report.steps_for(request.user)
        if step.name in CONSEQUENCES
    ]


def _load(request: SignedInRequest, pk: int) -> Report:
    return get_object_or_404(Report.objects.visible_to(request.user).with_partner(), pk=pk)


def review_lines(report: Report, entries: list[Entry]) -> list[ReviewLine]:
    """The lines with evidence, findings and comments; three queries, however many lines."""
    revision = report.latest
    if revision is None:
        return []
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    for proof in report.evidence.filter(removed_at__isnull=True).select_related("file"):
        evidence[evidence_key(proof.evidence_number)].append(proof)
    findings: dict[int | None, list[JudgedFinding]] = defaultdict(list)
    for finding in revision.findings.filter(sheet="BKU"):
        findings[finding.row].append(finding)
    comments: dict[str | int, list[LineComment]] = defaultdict(list)
    for comment in report.comments.select_related("author", "revision"):
        comments[evidence_key(comment.evidence_number) or comment.row].append(comment)
    return [
        ReviewLine(
            entry,
            evidence.get(evidence_key(entry.evidence_number), []) if entry.evidence_number else [],
            findings.get(entry.row, []),
            comments.get(evidence_key(entry.evidence_number) or entry.row, []),
        )
        for entry in entries
    ]


@needs(Permission.VERIFY_REPORT, Permission.ACCEPT_REPORT, Permission.FOLLOW_MONEY)
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    """The cash book, each line beside its evidence, findings and comments."""
    report = _load(request, pk)
    revision = report.latest
    entries = revision.entries.all() if revision else Entry.objects.none()
    page = Paginator(entries, LINES_PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "reports/review.html",
        {
            "report": report,
            "revision": revision,
            "page": page,
            "lines": review_lines(report, list(page)),
            "general_findings": revision.findings.exclude(sheet="BKU", row__isnull=False) if revision else [],
            "actions": decisions(report, request),
            "may_comment": report.state == "submitted" and request.user.may(Permission.VERIFY_REPORT, report),
        },
    )


@require_POST
@needs(Permission.VERIFY_REPORT, Permission.FILL_REPORT)
def comment(request: SignedInRequest, pk: int) -> HttpResponse:
    """A word on one line; comes back to that line."""
    report = _load(request, pk)
    row = int(request.POST["row"]) if request.POST.get("row", "").isdigit() else 0
    comment_on_line(report=report, row=row, text=request.POST.get("text", ""), by=request.user)
    messages.success(request, f"Komentar pada baris {row} disimpan.")
    name = "reports:review" if Permission.VERIFY_REPORT in request.user.permissions else "reports:report"
    query = f"?page={request.POST['page']}" if request.POST.get("page", "").isdigit() else ""
    return redirect(f"{reverse(name, args=[pk])}{query}#baris-{row}")


def _version(request: SignedInRequest) -> int:
    """The version that the page showed; -1, which no record has, where a request names none."""
    text = request.POST.get("version", "")
    return int(text) if text.isdigit() else -1


@require_POST
@needs(Permission.VERIFY_REPORT)
def send_back(request: SignedInRequest, pk: int) -> HttpResponse:
    report = _load(request, pk)
    send_back_report(
        report=report, by=request.user, version=_version(request), reason=request.POST.get("reason", "")
    )
    messages.success(request, f"{report} dikembalikan ke LKS. Bendahara melihat alasan dan komentar Anda.")
    return redirect("desk:home")


@require_POST
@needs(Permission.VERIFY_REPORT)
def verify(request: SignedInRequest, pk: int) -> HttpResponse:
    report = _load(request, pk)
    verify_report(report=report, by=request.user, version=_version(request))
    messages.success(request, f"{report} lolos verifikasi dan menunggu penerimaan PPK.")
    return redirect("desk:home")


@require_POST
@needs(Permission.ACCEPT_REPORT)
def decline(request: SignedInRequest, pk: int) -> HttpResponse:
    report = _load(request, pk)
    decline_report(report=report, by=request.user, version=_version(request), reason=request.POST.get("reason", ""))
    messages.success(request, f"{report} dikembalikan ke LKS dengan alasan Anda.")
    return redirect("desk:home")


@require_POST
@needs(Permission.ACCEPT_REPORT)
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    report = _load(request, pk)
    accept_report(report=report, by=request.user, version=_version(request))
    messages.success(request, f"{report} diterima. Cetakan resminya sedang disiapkan.")
    return redirect("reports:report", pk=pk)
