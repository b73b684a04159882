"""The follow-up of recommendations: the list by age, one with what was done, telling what was done, judging it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import note_look
from accounts.effort import costs
from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from audits.actions.answers import record_follow_up
from audits.actions.judgements import judge_recommendation, settle_amount, withdraw_settlement
from audits.counting import readable_of, returns_to_count, returns_to_name
from audits.filters.findings import RecommendationFilter
from audits.follow_up_ages import ages_of
from audits.forms.follow_ups import FollowUpForm, JudgeForm, SettleForm
from audits.models import Finding, FollowUp, Recommendation, Settlement
from audits.rights import follows_up, is_in_team, may_return
from audits.settling import Part
from audits.spreadsheets import FollowUpsExport
from legal.law import current_law
from partners.paging import paged
from regulations.instruments import FOLLOW_UP_KINDS
from regulations.parameters import FOLLOW_UP_DAYS
from trail.forms import ReasonForm, done
from trail.models import Event, EventQuerySet
from vault.door import send
from vault.leaving import leaving


@needs(Permission.SEE_FINDINGS)
@require_safe
def list_recommendations(request: SignedInRequest) -> HttpResponse:
    rows = Recommendation.objects.visible_to(request.user).of_final().order_by("due_on", "pk")
    chosen = RecommendationFilter(request.GET, queryset=rows, user=request.user)
    kept = {name: value for name, value in request.GET.items() if name not in {"late", "page"} and value}
    context = {
        "filter": chosen,
        "narrowed": any(request.GET.get(name) for name in chosen.filters),
        "ages": [(age, f"?{urlencode({**kept, 'late': age.band.key})}") for age in ages_of(chosen.qs) if age.count],
        "chosen": request.GET.urlencode(),
        "kinds": FOLLOW_UP_KINDS,
        **paged(request, chosen.qs, rows.with_finding()),
    }
    return render(request, "audits/recommendations.html", context)


@needs(Permission.SEE_FINDINGS)
@require_safe
def export(request: SignedInRequest) -> HttpResponse:
    """The list as the page shows it, filters included."""
    rows = Recommendation.objects.visible_to(request.user).of_final().order_by("due_on", "pk")
    chosen = RecommendationFilter(request.GET, queryset=rows, user=request.user).qs
    return leaving(
        FollowUpsExport().workbook(chosen.with_finding()), f"Tindak-lanjut-{timezone.localdate():%Y-%m-%d}.xlsx"
    )


@needs(Permission.SEE_FINDINGS)
@require_safe
def show_recommendation(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _recommendation(request.user, pk))


@needs(Permission.ANSWER_FINDING)
@require_http_methods(["GET", "HEAD", "POST"])
@costs(1, each_file=True)
def follow_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what was done, with proof."""
    recommendation = _recommendation(request.user, pk)
    returns = returns_to_name(recommendation.finding, request.user)
    initial = {"version": recommendation.version}
    form = FollowUpForm(request.POST or None, request.FILES or None, returns=returns, initial=initial)
    if request.method == "POST" and done(form, record_follow_up, recommendation=recommendation, by=request.user):
        messages.success(request, "Tindak lanjut tercatat dan menunggu penilaian auditor.")
        return redirect(recommendation)
    context = {
        "form": form,
        "finding": recommendation.finding,
        "recommendation": recommendation,
        "title": "Catat tindak lanjut",
    }
    return render(request, "audits/finding_step.html", context, status=422 if form.is_bound else 200)


@needs(Permission.AUDIT)
@require_POST
def judge(request: SignedInRequest, pk: int) -> HttpResponse:
    recommendation = _recommendation(request.user, pk)
    form = JudgeForm(request.POST, recommendation=recommendation)
    if not done(form, judge_recommendation, recommendation=recommendation, by=request.user):
        return _page(request, recommendation, judge=form)
    messages.success(request, f"{recommendation}: {recommendation.state_label.lower()}.")
    return redirect(recommendation)


@needs(Permission.AUDIT)
@require_POST
def settle(request: SignedInRequest, pk: int) -> HttpResponse:
    recommendation = _recommendation(request.user, pk)
    form = SettleForm(request.POST, returns=returns_to_count(recommendation.finding))
    if not done(form, settle_amount, recommendation=recommendation, by=request.user):
        return _page(request, recommendation, settle=form)
    messages.success(request, "Nilainya dicatat.")
    return redirect(recommendation)


@needs(Permission.AUDIT)
@require_POST
def unsettle(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Settlement.objects.visible_to(request.user).filter(pk=pk).select_related("recommendation")
    settlement: Settlement = get_object_or_404(rows)
    recommendation = _recommendation(request.user, settlement.recommendation_id)
    form = ReasonForm(request.POST, auto_id=f"id_{pk}_%s")
    if not done(form, withdraw_settlement, settlement=settlement, by=request.user):
        return _page(request, recommendation, **{f"unsettle_{pk}": form})
    messages.success(request, "Penilaian dibatalkan; uangnya terbuka lagi.")
    return redirect(recommendation)


@needs(Permission.SEE_FINDINGS)
@require_safe
@costs(0.3, reading=True)
def send_proof(request: SignedInRequest, pk: int, file: int) -> HttpResponseBase:
    """A file that came with what was done."""
    followed = get_object_or_404(FollowUp.objects.visible_to(request.user), pk=pk)
    stored = followed.files.filter(pk=file).first()
    if stored is None:
        raise Http404
    finding = followed.recommendation.finding
    what = f"Bukti tindak lanjut temuan {finding.number}"
    note_look(obj=finding.partner or finding.office, what=what, by=request.user)
    return send(stored, inline=True)


def _recommendation(user: User, pk: int) -> Recommendation:
    """One that is followed up, with what its pages name; 404 for who may not see its finding."""
    rows = Recommendation.objects.visible_to(user).of_final().with_finding().select_related("judged_by")
    found: Recommendation = get_object_or_404(rows, pk=pk)
    return found


def _page(request: SignedInRequest, recommendation: Recommendation, **typed: Any) -> HttpResponse:
    """The page of a recommendation; ``typed`` are forms that have to be mended."""
    user, finding = request.user, recommendation.finding
    judges = is_in_team(finding.engagement, user)
    settles = judges and finding.state == "final"
    settlements = [
        (one, typed.get(f"unsettle_{one.pk}") or _unsettling(one, finding))
        for one in recommendation.settlements.select_related("settled_by", "withdrawn_by", "treasury_return")
    ]
    follow_ups = recommendation.follow_ups.select_related("written_by", "treasury_return").prefetch_related("files")
    assert finding.received_on is not None, "the database holds: what is final was received"
    within = current_law().dated(FOLLOW_UP_DAYS, finding.received_on)
    context = {
        "recommendation": recommendation,
        "finding": finding,
        "days": (recommendation.due_on - finding.received_on).days if recommendation.due_on else None,
        "days_from": within.citation,
        "follow_ups": follow_ups,
        "readable": readable_of((one.treasury_return for one in follow_ups if one.treasury_return), user),
        "settlements": settlements,
        "parts": [(part.label, getattr(finding, part.value)) for part in Part],
        "kinds": FOLLOW_UP_KINDS,
        "may_follow": finding.state == "final" and not recommendation.is_done and follows_up(user, finding),
        "judge": judges and (typed.get("judge") or _judging(recommendation, finding)),
        "settle": settles and finding.still_open and (typed.get("settle") or _settling(finding)),
        "countable": settles and returns_to_count(finding).exists(),
        "may_return": may_return(finding, user),
        "may_unsettle": settles,
        "history": _history(recommendation).reverse(),
    }
    return render(request, "audits/recommendation.html", context, status=422 if typed else 200)


def _history(recommendation: Recommendation) -> EventQuerySet:
    """From the day on which it became final with its finding: what came before stands at the finding."""
    own, of_finding = Event.objects.about(recommendation), Event.objects.about(recommendation.finding)
    return own | of_finding.filter(verb="finding.finalise")


def _judging(recommendation: Recommendation, finding: Finding) -> JudgeForm:
    initial = {"version": recommendation.version, "finding_version": finding.version}
    return JudgeForm(recommendation=recommendation, initial=initial)


def _settling(finding: Finding) -> SettleForm:
    return SettleForm(returns=returns_to_count(finding), initial={"version": finding.version})


def _unsettling(one: Settlement, finding: Finding) -> ReasonForm:
    return ReasonForm(initial={"version": finding.version}, auto_id=f"id_{one.pk}_%s")
