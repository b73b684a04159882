"""The side of who is audited: answering a finding, and finance staff opening what goes back because of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.effort import costs
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from audits.actions.answers import answer_finding
from audits.actions.finding_returns import open_finding_return
from audits.counting import left_to_open
from audits.forms.findings import AnswerForm, ReturnForm
from audits.models import Finding
from audits.pointing import instalment_of
from audits.views.finding_page import finding_of
from trail.forms import done


@needs(Permission.ANSWER_FINDING)
@require_http_methods(["GET", "HEAD", "POST"])
@costs(1, each_file=True)
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the reader's LKS or balai says to a finding."""
    finding = finding_of(request.user, pk)
    if request.method != "POST" and not Finding.objects.asking(request.user).filter(pk=pk).exists():
        messages.info(request, "Temuan ini tidak menunggu tanggapan Anda.")
        return redirect(finding)
    initial = {"version": finding.version}
    form = AnswerForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and done(form, answer_finding, finding=finding, by=request.user):
        messages.success(request, "Tanggapan terkirim kepada auditor.")
        return redirect(finding)
    context = {"form": form, "finding": finding, "title": "Tanggapi temuan"}
    return render(request, "audits/finding_step.html", context, status=422 if form.is_bound else 200)


@needs(Permission.OPEN_FINDING)
@require_http_methods(["GET", "HEAD", "POST"])
@costs(3)
def open_return(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open the return of a final finding's money."""
    finding = finding_of(request.user, pk)
    initial = {"instalment": instalment_of(finding), "amount": left_to_open(finding)}
    form = ReturnForm(request.POST or None, finding=finding, user=request.user, initial=initial)
    if request.method == "POST" and done(form, open_finding_return, finding=finding, by=request.user):
        messages.success(request, "Pengembalian dibuka. Bendahara LKS diminta menyetornya ke kas negara.")
        return redirect(finding)
    context = {"form": form, "finding": finding, "title": "Buka pengembalian"}
    return render(request, "audits/finding_step.html", context, status=422 if form.is_bound else 200)
