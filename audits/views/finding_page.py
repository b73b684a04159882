"""One finding: loaded with the right to it, and shown with all that was said to it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.models import User
from accounts.permissions import SignedInRequest
from accounts.roles import Permission
from audits.awaiting import waiting_for
from audits.counting import readable_of
from audits.finalising import OPEN_STATES, finalisers, who_finalises
from audits.models import Finding, Recommendation
from audits.pointing import readable
from audits.rights import is_in_team, may_return, side_of
from audits.scope import outside_scope
from audits.settling import Part
from audits.views.finding_ways import step_forms
from regulations.instruments import FOLLOW_UP_KINDS
from trail.forms import StepForm
from trail.models import Event


def finding_of(user: User, pk: int) -> Finding:
    """The finding with what its pages name; 404 for who may not see it."""
    shown = Finding.objects.visible_to(user).select_related(
        "engagement__office",
        "office",
        "partner__office",
        "origin__revision__report",
        "drafted_by",
        "finalised_by",
    )
    found: Finding = get_object_or_404(shown, pk=pk)
    return found


def finding_page(request: SignedInRequest, finding: Finding, **typed: StepForm) -> HttpResponse:
    """The page of a finding; ``typed`` is, for a step, a form that has to be mended."""
    user = request.user
    places = list(finding.places.select_related("entry__revision", "evidence"))
    seen = readable(places, user)
    side, in_team = side_of(user, finding), is_in_team(finding.engagement, user)
    answers = finding.answers.select_related("written_by").prefetch_related("files")
    history = Event.objects.about(finding)
    if not user.may(Permission.SEE_ENGAGEMENTS):
        # Nobody audited reads how a draft was written, before it was shown to them or after it was recalled.
        history = history.exclude(verb__in=finding.workflow.writing)
    opened = finding.returns.select_related("treasury_return") if finding.is_final else []
    owed = [one.treasury_return for one in opened]
    context = {
        "finding": finding,
        "engagement": finding.engagement,
        "waits": waiting_for(finding, side),
        "whom_asked": " dan ".join(side.label for side in finding.sides),
        "is_auditor": user.may(Permission.SEE_ENGAGEMENTS),
        "may_edit": in_team and finding.state == "draft",
        "outside": outside_scope(finding) if in_team and not finding.is_final else "",
        "places": [(place, seen.get(place.pk, False)) for place in places],
        "answers": answers,
        "recommendations": finding.recommendations.all(),
        "parts": [(part.label, getattr(finding, part.value)) for part in Part],
        "kinds": FOLLOW_UP_KINDS,
        "steps": step_forms(finding, user, typed),
        "who_finalises": _who_finalises(finding, user),
        "to_judge": _to_judge(finding) if in_team else None,
        "asks_me": side is not None and Finding.objects.asking(user).filter(pk=finding.pk).exists(),
        "returns": owed,
        "readable": readable_of(owed, user),
        "may_return": may_return(finding, user),
        "history": history.reverse(),
    }
    return render(request, "audits/finding.html", context, status=422 if typed else 200)


def _who_finalises(finding: Finding, user: User) -> str:
    """For the auditing side, who makes it final where it is not the reader; in a draft only where nobody can."""
    if finding.state not in OPEN_STATES or not user.may(Permission.SEE_ENGAGEMENTS):
        return ""
    able = finalisers(finding)
    told = user not in able and (finding.state != "draft" or not able)
    return who_finalises(finding) if told else ""


def _to_judge(finding: Finding) -> Recommendation | None:
    """The recommendation of which something done waits longest for a judgement."""
    if finding.state != "final":
        return None
    waiting: Recommendation | None = finding.recommendations.to_judge().order_by("acted_at").first()
    return waiting
