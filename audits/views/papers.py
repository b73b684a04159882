"""A working paper: what it says, writing it, its steps, its files; and the whole set of a sample as Excel and PDF."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import note_look
from accounts.effort import costs
from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.requests import posted_version
from accounts.roles import Permission
from audits.actions.papers import (
    remove_paper_file,
    reopen_paper,
    return_paper,
    review_paper,
    submit_paper,
    write_paper,
)
from audits.checklist import questions_of
from audits.forms.papers import PaperForm
from audits.models import AuditSample, PaperFile, SampleItem, WorkingPaper
from audits.paper_findings import findings_about
from audits.paper_pdf import SHEETS, papers_pdf
from audits.rights import is_in_team, reads_by
from audits.spreadsheets import papers_workbook
from audits.validity import works_for
from trail.forms import ReasonForm, done
from trail.models import Event
from trail.refusal import StalePage
from vault.door import send
from vault.kinds import Kind
from vault.leaving import leaving

_PLAIN = {
    "submit": (submit_paper, "Kertas kerja dikirim. Anggota tim lain mereviunya."),
    "review": (review_paper, "Hasil uji disetujui."),
}
_FOR_A_REASON = {
    "return_paper": (return_paper, "Kertas kerja dikembalikan kepada penyusunnya."),
    "reopen": (reopen_paper, "Kertas kerja dibuka kembali; sesudah diubah, direviu lagi."),
}


@needs(Permission.SEE_ENGAGEMENTS)
@require_safe
def show_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _item(request.user, pk))


@needs(Permission.AUDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@costs(0.5, each_file=True)
def write(request: SignedInRequest, pk: int) -> HttpResponse:
    item = _item(request.user, pk)
    paper = _paper_of(item)
    if paper is not None and paper.state != "draft":
        return redirect(paper)
    form = PaperForm(
        request.POST or None,
        request.FILES or None,
        item=item,
        paper=paper,
        questions=questions_of(item.sample.engagement, item.sample.source),
    )
    if request.method == "POST" and done(form, write_paper, item=item, by=request.user):
        messages.success(request, "Kertas kerja disimpan. Bila sudah lengkap, kirim untuk direviu.")
        return redirect("audits:paper", pk=item.pk)
    context = {"item": item, "sample": item.sample, "engagement": item.sample.engagement, "paper": paper, "form": form}
    return render(request, "audits/paper_form.html", context, status=422 if form.is_bound else 200)


@needs(Permission.AUDIT)
@require_POST
def take_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send, review, give back or open again; which of them is the button's name."""
    item = _item(request.user, pk)
    paper, step = _paper_of(item), request.POST.get("step", "")
    if paper is None or step not in {*_PLAIN, *_FOR_A_REASON}:
        raise StalePage("Langkah ini tidak dikenal. Muat ulang halaman, lalu coba lagi.")
    given: dict[str, Any] = {"paper": paper, "by": request.user}
    if step in _PLAIN:
        take, said = _PLAIN[step]
        take(**given, version=posted_version(request))
    else:
        take_for, said = _FOR_A_REASON[step]
        form = ReasonForm(request.POST)
        if not done(form, take_for, **given):
            return _page(request, item, **{step: form})
    messages.success(request, said)
    return redirect(paper)


@needs(Permission.SEE_ENGAGEMENTS)
@require_safe
def send_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A file of a paper; that an auditor opened it is told, for it may show a person."""
    found = _file(request.user, pk)
    note_look(obj=found.paper, what="Berkas kertas kerja", by=request.user)
    return send(found.file, inline=True)


@needs(Permission.AUDIT)
@require_POST
def remove_file(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _file(request.user, pk)
    remove_paper_file(file=found, by=request.user, version=posted_version(request))
    messages.success(request, "Berkas dilepaskan dari kertas kerja.")
    return redirect(found.paper)


@needs(Permission.SEE_ENGAGEMENTS)
@require_safe
def export(request: SignedInRequest, pk: int) -> HttpResponse:
    sample = _sample(request.user, pk)
    return leaving(papers_workbook(sample), f"Kertas-kerja-sampel-{sample.pk}.xlsx")


@needs(Permission.SEE_ENGAGEMENTS)
@require_safe
@costs(10, reading=True)
def take_print(request: SignedInRequest, pk: int) -> HttpResponse:
    """The papers of a sample; of a large one part by part (``?bagian=2``)."""
    sample = _sample(request.user, pk)
    parts = -(-sample.count // SHEETS)
    asked = request.GET.get("bagian", "1")
    part = min(max(int(asked), 1), parts) if asked.isascii() and asked.isdecimal() and len(asked) < 5 else 1
    return leaving(papers_pdf(sample, part), f"Kertas-kerja-sampel-{sample.pk}-{part}.pdf", Kind.PDF, shown=True)


def _sample(user: User, pk: int) -> AuditSample:
    shown = AuditSample.objects.visible_to(user).select_related("engagement__office", "drawn_by")
    found: AuditSample = get_object_or_404(shown, pk=pk)
    return found


def _item(user: User, pk: int) -> SampleItem:
    """An item of a sample that the reader may see; 404 for who may not."""
    of_theirs = SampleItem.objects.filter(sample__in=AuditSample.objects.visible_to(user))
    found: SampleItem = get_object_or_404(of_theirs.select_related("sample__engagement__office"), pk=pk)
    return found


def _paper_of(item: SampleItem) -> WorkingPaper | None:
    papers = WorkingPaper.objects.filter(item=item)
    return papers.select_related(
        "engagement__office", "item__sample", "written_by", "prepared_by", "reviewed_by"
    ).first()


def _file(user: User, pk: int) -> PaperFile:
    standing = PaperFile.objects.filter(paper__in=WorkingPaper.objects.visible_to(user), removed_at__isnull=True)
    found: PaperFile = get_object_or_404(
        standing.select_related("file", "paper__engagement__office", "paper__item__sample__engagement__office"), pk=pk
    )
    return found


def _page(request: SignedInRequest, item: SampleItem, **typed: ReasonForm) -> HttpResponse:
    """The page of a paper, or of an item that has none yet; ``typed`` is a reason that has to be mended."""
    user, paper, engagement = request.user, _paper_of(item), item.sample.engagement
    works = works_for(user, engagement)
    steps = paper.steps_for(user) if paper is not None and works else []
    own = paper is None or paper.written_by_id == user.pk or not is_in_team(engagement, paper.written_by)
    if not own:
        steps = [step for step in steps if step.name != "submit"]
    beside = SampleItem.objects.filter(sample=item.sample)
    context: dict[str, Any] = {
        "item": item,
        "sample": item.sample,
        "engagement": engagement,
        "paper": paper,
        "questions": [] if paper else questions_of(engagement, item.sample.source),
        "answers": paper.answers.all() if paper else [],
        "files": paper.files.filter(removed_at__isnull=True).select_related("file", "attached_by") if paper else [],
        "steps": [
            (step, typed.get(step.name) or ReasonForm(initial={"version": paper.version if paper else 0}))
            for step in steps
        ],
        "may_write": works and own and (paper is None or paper.state == "draft"),
        "reads_records": reads_by(engagement, user),
        "may_find": works and paper is not None and paper.state != "draft",
        "findings": findings_about(item) if paper else [],
        "before": beside.filter(place__lt=item.place).order_by("-place").first(),
        "after": beside.filter(place__gt=item.place).order_by("place").first(),
        "history": Event.objects.about(paper).reverse() if paper else Event.objects.none(),
    }
    return render(request, "audits/paper.html", context, status=422 if typed else 200)
