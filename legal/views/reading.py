"""Pages for all who read the rules: the catalogue as it stands, one rule, the citations, the figures."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from legal.forms import CitationsForm, SecondingForm, WithdrawalForm
from legal.models import Decision
from legal.shown import shown_figures, shown_rule, shown_rules
from legal.subjects import STATES, Cited, Standing
from regulations.catalogue import all_rules
from regulations.parameters import all_parameters
from vault.door import send


@needs(Permission.SEE_RULES)
@require_safe
def list_rules(request: SignedInRequest) -> HttpResponse:
    """The catalogue: every obligation, since when, why, with an example on either side of the border."""
    standing = Standing.of(Decision.objects.visible_to(request.user))
    rules = shown_rules(standing, timezone.localdate())
    subjects = [(subject, list(of_it)) for subject, of_it in groupby(rules, key=lambda rule: rule.subject)]
    unconfirmed = sum(rule.source.state == "unconfirmed" for rule in rules)
    context = {"subjects": subjects, "count": len(rules), "unconfirmed": unconfirmed, "tabs": tabs("rules", standing)}
    return render(request, "legal/rules.html", context)


@needs(Permission.SEE_RULES)
@require_safe
def show_rule(request: SignedInRequest, rule_id: str) -> HttpResponse:
    """One rule with its versions, source, figures, and all that was decided about them."""
    standing = Standing.of(Decision.objects.visible_to(request.user))
    versions = [
        shown_rule(rule, standing, timezone.localdate()) for rule in reversed(all_rules()) if rule.id == rule_id
    ]
    if not versions:
        raise Http404
    parameters = {parameter.id for rule in versions for parameter in rule.parameters}
    context = {
        "rule": versions[0],
        "versions": versions,
        "decisions": _decisions(request.user, {rule_id, *parameters}),
        "may_amend": request.user.may(Permission.AMEND_RULES),
    }
    return render(request, "legal/rule.html", context)


@needs(Permission.SEE_RULES)
@require_safe
def list_citations(request: SignedInRequest) -> HttpResponse:
    """Every citation of the system, with its state; by instrument, state, subject and words."""
    standing = Standing.of(Decision.objects.visible_to(request.user))
    citations = standing.citations()
    form = CitationsForm(request.GET, citations=citations)
    chosen = _chosen(citations, form.cleaned_data) if form.is_valid() else []
    subjects = [(subject, list(of_it)) for subject, of_it in groupby(chosen, key=lambda cited: cited.subject)]
    counts = {state: sum(cited.source.state == state for cited in citations) for state in STATES}
    context = {
        "filter": {"form": form},
        "subjects": subjects,
        "found": len(chosen),
        "count": len(citations),
        "counts": counts,
        "may_amend": request.user.may(Permission.AMEND_RULES),
        "tabs": tabs("citations", standing),
    }
    return render(request, "legal/citations.html", context)


@needs(Permission.SEE_RULES)
@require_safe
def list_figures(request: SignedInRequest) -> HttpResponse:
    """Every figure that a rule judges by, with the days between which each value holds."""
    standing = Standing.of(Decision.objects.visible_to(request.user))
    today = timezone.localdate()
    context = {
        "parameters": [shown_figures(parameter, standing, today) for parameter in all_parameters()],
        "may_amend": request.user.may(Permission.AMEND_RULES),
        "tabs": tabs("figures", standing),
    }
    return render(request, "legal/figures.html", context)


@needs(Permission.SEE_RULES)
@require_safe
def list_decisions(request: SignedInRequest) -> HttpResponse:
    """Every decision, the newest first, withdrawn ones too."""
    context = {
        "decisions": _decisions(request.user),
        "may_amend": request.user.may(Permission.AMEND_RULES),
        "tabs": tabs("decisions", Standing.of(Decision.objects.visible_to(request.user))),
    }
    return render(request, "legal/decisions.html", context)


@needs(Permission.SEE_RULES)
@require_safe
def send_official_text(request: SignedInRequest, pk: int) -> FileResponse:
    """The file of the official text that a decision rests on."""
    decision = get_object_or_404(Decision.objects.visible_to(request.user).select_related("official_text"), pk=pk)
    if decision.official_text is None:
        raise Http404
    return send(decision.official_text, inline=True)


def tabs(here: str, standing: Standing) -> list[dict[str, object]]:
    """The lists of this room, for the head of each of them."""
    unconfirmed = sum(cited.source.state == "unconfirmed" for cited in standing.citations())
    rows = (
        ("rules", "Aturan", ""),
        ("citations", "Kutipan", unconfirmed),
        ("figures", "Angka dan tarif", ""),
        ("decisions", "Keputusan", Decision.objects.pending().count() or ""),
    )
    return [
        {"label": label, "url": reverse(f"legal:{name}"), "here": name == here, "count": count, "tone": "care"}
        for name, label, count in rows
    ]


@dataclass(frozen=True, slots=True)
class Row:
    """A decision in a list, with the forms to withdraw it and to second it, where the reader may."""

    decision: Decision
    about: str
    withdrawal: WithdrawalForm | None
    seconding: SecondingForm | None


def _decisions(user: User, about: set[str] | None = None) -> list[Row]:
    """Decisions, the newest first."""
    rows = Decision.objects.visible_to(user).select_related(
        "decided_by", "official_text", "withdrawn_by__seconded_by", "seconded_by"
    )
    if about is not None:
        rows = rows.filter(about__in=about)
    titles = {rule.id: rule.title for rule in all_rules()} | {each.id: each.title for each in all_parameters()}
    may_amend = user.may(Permission.AMEND_RULES)
    seen: dict[str, int] = {}
    found = []
    for decision in rows.order_by("-pk"):
        turn = seen.setdefault(decision.about, decision.turn)
        withdrawal = WithdrawalForm(auto_id=f"tarik-{decision.pk}-%s", initial={"seen": turn})
        seconding = SecondingForm(auto_id=f"setujui-{decision.pk}-%s", initial={"seen": turn})
        may_second = decision.is_pending and not hasattr(decision, "withdrawn_by") and decision.decided_by_id != user.pk
        title = titles.get(decision.about, decision.about)
        row = Row(
            decision,
            title,
            withdrawal if may_amend and decision.may_be_withdrawn else None,
            seconding if may_second and user.may(Permission.SECOND_AMENDMENT) else None,
        )
        found.append(row)
    return found


def _chosen(citations: list[Cited], by: dict[str, str]) -> list[Cited]:
    words = by["q"].casefold().split()
    return [
        cited
        for cited in citations
        if by["state"] in {"", cited.source.state}
        and by["instrument"] in {"", cited.source.citation.instrument}
        and by["subject"] in {"", cited.subject}
        and all(
            word in f"{cited.source.key} {cited.title} {cited.said} {cited.source.text}".casefold() for word in words
        )
    ]
