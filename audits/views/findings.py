"""Findings: the list, one with all that was said to it, writing one, what it points at, and its paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Case, IntegerField, Value, When
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import note_look
from accounts.effort import costs
from accounts.permissions import SignedInRequest, needs
from accounts.requests import posted_version, whole_number
from accounts.roles import Permission
from audits.actions.findings import draft_finding, revise_finding
from audits.filters.findings import FindingFilter
from audits.finding_pdf import finding_pdf
from audits.finding_terms import terms_of
from audits.forms.findings import FindingForm
from audits.models import Finding, FindingAnswer, WorkingPaper
from audits.paper_findings import prefilled_by_paper
from audits.prefilling import prefilled
from audits.rights import covers, engagements_to_write_in
from audits.spreadsheets import FindingsExport
from audits.views.finding_page import finding_of, finding_page
from partners.paging import paged
from reports.models import JudgedFinding
from trail.forms import done
from vault.door import send
from vault.kinds import Kind
from vault.leaving import leaving

#: What waits for somebody stands first.
URGENCY = Case(
    *(
        When(state=state, then=Value(place))
        for place, state in enumerate(("answered", "shown", "draft", "final", "settled", "dropped"))
    ),
    output_field=IntegerField(),
)


@needs(Permission.SEE_FINDINGS)
@require_safe
def list_findings(request: SignedInRequest) -> HttpResponse:
    rows = Finding.objects.visible_to(request.user).order_by(URGENCY, "-pk")
    chosen = FindingFilter(request.GET, queryset=rows, user=request.user)
    context = {
        "filter": chosen,
        "narrowed": any(request.GET.get(name) for name in chosen.filters),
        "may_write": bool(engagements_to_write_in(request.user)),
        "chosen": request.GET.urlencode(),
        **paged(request, chosen.qs, rows.select_related("engagement", "partner", "office")),
    }
    return render(request, "audits/findings.html", context)


@needs(Permission.SEE_FINDINGS)
@require_safe
def export(request: SignedInRequest) -> HttpResponse:
    """The list as the page shows it, filters included."""
    rows = Finding.objects.visible_to(request.user).order_by("engagement", "number")
    chosen = FindingFilter(request.GET, queryset=rows, user=request.user).qs
    shown = chosen.select_related("engagement", "partner", "office").prefetch_related("recommendations")
    return leaving(FindingsExport().workbook(shown), f"Temuan-{timezone.localdate():%Y-%m-%d}.xlsx")


@needs(Permission.SEE_FINDINGS)
@require_safe
def show_finding(request: SignedInRequest, pk: int) -> HttpResponse:
    return finding_page(request, finding_of(request.user, pk))


@needs(Permission.AUDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def new_finding(request: SignedInRequest) -> HttpResponse:
    """A blank form, or what a rule has found: ``?dari=`` is that finding, as the report's page names it; or what a
    working paper has: ``?kertas=``."""
    user, origin, paper = request.user, _origin(request), _paper(request)
    engagements = engagements_to_write_in(user)
    if origin is not None:
        report = origin.revision.report
        engagements = [one for one in engagements if covers(one, report.partner, report.chain)]
    initial: dict[str, Any] = {"engagement": whole_number(request.GET.get("penugasan"))}
    initial = prefilled(origin) if origin else {**initial, "asks_partner": True}
    if paper is not None:
        engagements = [one for one in engagements if one.pk == paper.engagement_id]
        initial = prefilled_by_paper(paper)
    form = FindingForm(request.POST or None, user=user, engagements=engagements, initial=initial)
    if request.method == "POST" and done(form, draft_finding, by=user, origin=origin, paper=paper):
        messages.success(request, "Konsep temuan disimpan. Belum ada yang diperiksa yang melihatnya.")
        return redirect(Finding.objects.visible_to(user).filter(drafted_by=user).latest("pk"))
    context = {"origin": origin, "paper": paper, "may_write": bool(engagements), "title": "Tulis temuan"}
    return _form_page(request, form, **context)


@needs(Permission.AUDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_finding(request: SignedInRequest, pk: int) -> HttpResponse:
    finding = finding_of(request.user, pk)
    now = terms_of(finding)
    now["recommendations"] = "\n".join(now["recommendations"])
    form = FindingForm(request.POST or None, user=request.user, engagements=[], finding=finding, initial=now)
    version = posted_version(request) if request.method == "POST" else finding.version
    if request.method == "POST" and done(form, revise_finding, finding=finding, by=request.user, version=version):
        messages.success(request, "Perubahan disimpan.")
        return redirect(finding)
    return _form_page(request, form, finding=finding, version=version, may_write=True, title="Ubah temuan")


@needs(Permission.SEE_FINDINGS)
@require_safe
@costs(2, reading=True)
def take_print(request: SignedInRequest, pk: int) -> HttpResponse:
    """The finding in the form of an audit, with the head of the trail about it."""
    finding = finding_of(request.user, pk)
    return leaving(finding_pdf(finding), f"temuan-{finding.number}.pdf", Kind.PDF, shown=True)


@needs(Permission.SEE_FINDINGS)
@require_safe
@costs(0.3, reading=True)
def send_answer_file(request: SignedInRequest, pk: int, file: int) -> HttpResponseBase:
    """A file that came with an answer."""
    answer = get_object_or_404(FindingAnswer.objects.visible_to(request.user), pk=pk)
    stored = answer.files.filter(pk=file).first()
    if stored is None:
        raise Http404
    finding = answer.finding
    what = f"Lampiran tanggapan temuan {finding.number}"
    note_look(obj=finding.partner or finding.office, what=what, by=request.user)
    return send(stored, inline=True)


def _origin(request: SignedInRequest) -> JudgedFinding | None:
    """The finding of a rule that the address names, as far as the reader may see it."""
    named = whole_number(request.GET.get("dari"))
    if named is None:
        return None
    rows = JudgedFinding.objects.visible_to(request.user).select_related("revision__report__partner__office")
    found: JudgedFinding = get_object_or_404(rows, pk=named)
    return found


def _paper(request: SignedInRequest) -> WorkingPaper | None:
    """The working paper that the address names, once it was sent for review."""
    named = whole_number(request.GET.get("kertas"))
    if named is None:
        return None
    sent = WorkingPaper.objects.visible_to(request.user).exclude(state="draft")
    found: WorkingPaper = get_object_or_404(sent.select_related("item__sample"), pk=named)
    return found


def _form_page(request: SignedInRequest, form: FindingForm, **context: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "audits/finding_form.html", {"form": form, **context}, status=status)
