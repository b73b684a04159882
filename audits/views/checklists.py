"""What an engagement sets for itself: further questions of its checklist, and what signals of risk weigh."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from audits.actions.questions import add_question, drop_question
from audits.actions.weights import set_weights
from audits.checklist import STANDARD, own_questions
from audits.forms.papers import QuestionForm, WeightsForm
from audits.models import Engagement, EngagementQuestion
from audits.models.sample import Source
from audits.validity import works_for
from audits.views.engagements import engagement_of
from audits.weighing import weights_of
from trail.forms import done
from trail.models import Event


@needs(Permission.SEE_ENGAGEMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def list_questions(request: SignedInRequest, pk: int) -> HttpResponse:
    """The standard questions, and the engagement's own, to which its team adds."""
    engagement = engagement_of(request.user, pk)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and done(form, add_question, engagement=engagement, by=request.user):
        messages.success(request, "Pertanyaan ditambahkan; ditanyakan pada setiap kertas kerja yang belum dikirim.")
        return redirect("audits:questions", pk=pk)
    lines = Source.ACCEPTED_LINES, Source.SENT_LINES
    context = {
        "engagement": engagement,
        "form": form,
        "may_add": works_for(request.user, engagement),
        "standard": [
            (Source.REPORTS.label, STANDARD[Source.REPORTS]),
            (Source.PAYMENTS.label, STANDARD[Source.PAYMENTS]),
            ("Pengeluaran dalam buku kas", STANDARD[lines[0]]),
        ],
        "own": own_questions(engagement).select_related("added_by"),
    }
    return render(request, "audits/questions.html", context, status=422 if form.is_bound else 200)


@needs(Permission.AUDIT)
@require_POST
def remove_question(request: SignedInRequest, pk: int) -> HttpResponse:
    engagements = Engagement.objects.visible_to(request.user)
    questions = EngagementQuestion.objects.filter(engagement__in=engagements).select_related("engagement__office")
    question = get_object_or_404(questions, pk=pk)
    drop_question(question=question, by=request.user)
    messages.success(request, "Pertanyaan tidak lagi diajukan; jawaban yang sudah ada tetap tersimpan.")
    return redirect("audits:questions", pk=question.engagement_id)


@needs(Permission.SEE_ENGAGEMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def weigh(request: SignedInRequest, pk: int) -> HttpResponse:
    """What each signal weighs for this engagement, who set it and why; its team may set it otherwise."""
    engagement = engagement_of(request.user, pk)
    standing = engagement.weights.select_related("set_by").first()
    form = WeightsForm(
        request.POST or None, weights=weights_of(engagement), initial={"after": standing.pk if standing else None}
    )
    if request.method == "POST" and done(form, set_weights, engagement=engagement, by=request.user):
        messages.success(request, "Bobot disimpan. Menu Risiko memakainya untuk penugasan ini.")
        return redirect("audits:weights", pk=pk)
    context = {
        "engagement": engagement,
        "form": form,
        "standing": standing,
        "may_set": works_for(request.user, engagement),
        "history": Event.objects.about(engagement).filter(verb="engagement.weigh").reverse(),
    }
    return render(request, "audits/weights.html", context, status=422 if form.is_bound else 200)
