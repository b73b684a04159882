"""Pages of engagements: the list, one with what it opens and what was looked at, drafting one, and its letter."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Case, IntegerField, Value, When
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.requests import posted_version
from accounts.roles import Permission
from audits.actions import draft_engagement, revise_engagement
from audits.filters.engagements import EngagementFilter
from audits.forms.engagements import EngagementForm, as_typed
from audits.looks import VERB, looks_of
from audits.models import Engagement
from audits.terms import terms_of
from partners.paging import paged
from trail.forms import ReasonForm, done
from trail.models import Event
from vault.door import send

#: What waits for a decision stands first, then what runs.
URGENCY = Case(
    *(
        When(state=state, then=Value(place))
        for place, state in enumerate(("asked", "active", "draft", "closed", "refused", "withdrawn"))
    ),
    output_field=IntegerField(),
)
#: Looks that the page of an engagement shows; the trail has all of them.
SHOWN_LOOKS = 25
#: Steps that are taken on a page of their own, for they ask for more than a reason.
OWN_PAGES = {"extend": "audits:engagement_extend", "change_team": "audits:engagement_team"}


@needs(Permission.SEE_ENGAGEMENTS)
@require_safe
def list_engagements(request: SignedInRequest) -> HttpResponse:
    rows = Engagement.objects.visible_to(request.user).order_by(URGENCY, "ends_on", "-pk")
    chosen = EngagementFilter(request.GET, queryset=rows, user=request.user)
    shown = rows.select_related("office").prefetch_related("offices", "partners", "team__user")
    context = {
        "filter": chosen,
        "narrowed": any(request.GET.get(name) for name in chosen.filters),
        "may_draft": request.user.may(Permission.AUDIT),
        **paged(request, chosen.qs, shown),
    }
    return render(request, "audits/engagements.html", context)


@needs(Permission.SEE_ENGAGEMENTS)
@require_safe
def show_engagement(request: SignedInRequest, pk: int) -> HttpResponse:
    return engagement_page(request, engagement_of(request.user, pk))


@needs(Permission.AUDIT)
def new_engagement(request: SignedInRequest) -> HttpResponse:
    user = request.user
    own = {"leader": user}
    form = EngagementForm(request.POST or None, request.FILES or None, office=user.office, initial=own)
    if request.method == "POST" and done(form, draft_engagement, by=user):
        messages.success(request, "Konsep disimpan. Periksa, lalu ajukan kepada inspektur.")
        made = Engagement.objects.visible_to(user).filter(drafted_by=user).first()
        return redirect(made or "audits:engagements")
    return _form_page(request, form, title="Susun penugasan")


@needs(Permission.AUDIT)
def edit_engagement(request: SignedInRequest, pk: int) -> HttpResponse:
    engagement = engagement_of(request.user, pk)
    typed = as_typed(terms_of(engagement))
    form = EngagementForm(request.POST or None, request.FILES or None, office=engagement.office, initial=typed)
    version = posted_version(request) if request.method == "POST" else engagement.version
    given: dict[str, Any] = {"engagement": engagement, "by": request.user, "version": version}
    if request.method == "POST" and done(form, revise_engagement, **given):
        messages.success(request, "Perubahan disimpan.")
        return redirect(engagement)
    return _form_page(request, form, title="Ubah penugasan", engagement=engagement, version=version)


@needs(Permission.SEE_ENGAGEMENTS)
@require_safe
def send_letter(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The scan of the warrant letter."""
    letter = engagement_of(request.user, pk).letter
    if letter is None:
        raise Http404
    return send(letter, inline=True)


def engagement_of(user: User, pk: int) -> Engagement:
    """The engagement with what its pages name; 404 for who may not see it."""
    shown = Engagement.objects.visible_to(user).select_related(
        "office", "letter", "drafted_by", "asked_by", "granted_by", "closed_by"
    )
    found: Engagement = get_object_or_404(shown, pk=pk)
    return found


def engagement_page(request: SignedInRequest, engagement: Engagement, **typed: ReasonForm) -> HttpResponse:
    """The page of an engagement; ``typed`` is, for a step, a reason that has to be mended."""
    looks = looks_of(engagement)
    steps = engagement.steps_for(request.user)
    context = {
        "engagement": engagement,
        "team": engagement.team.select_related("user"),
        "offices": list(engagement.offices.all()),
        "partners": list(engagement.partners.select_related("office")),
        "steps": [
            (step, typed.get(step.name) or ReasonForm(initial={"version": engagement.version}))
            for step in steps
            if step.name not in OWN_PAGES
        ],
        "pages": [(step, OWN_PAGES[step.name]) for step in steps if step.name in OWN_PAGES],
        "may_edit": engagement.state == "draft" and request.user.may(Permission.AUDIT),
        "looks": looks[:SHOWN_LOOKS],
        "looks_count": looks.count(),
        "history": Event.objects.about(engagement).exclude(verb=VERB).reverse(),
    }
    return render(request, "audits/engagement.html", context, status=422 if typed else 200)


def _form_page(request: SignedInRequest, form: EngagementForm, **context: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "audits/engagement_form.html", {"form": form, **context}, status=status)
