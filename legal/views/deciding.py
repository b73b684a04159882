"""Pages on which a legal officer decides. What holds from a day on is shown with its effect before it is decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from legal.actions import (
    change_figure,
    decide_citation,
    reinstate_rule,
    retire_rule,
    second_decision,
    turn_of,
    withdraw_decision,
)
from legal.forms import CitationForm, DayForm, FigureForm, SecondingForm, WithdrawalForm
from legal.law import current_law
from legal.models import Decision
from legal.shown import Figures, shown_figures
from legal.subjects import Standing
from regulations import catalogue
from regulations.catalogue import Rule
from regulations.citation import Citation
from regulations.dates import tanggal
from regulations.law import amended
from regulations.parameters import Dated, Parameter, get_parameter
from trail.forms import done


@needs(Permission.AMEND_RULES)
def cite(request: SignedInRequest, key: str) -> HttpResponse:
    """Confirm or correct one citation; it holds at once."""
    try:
        standing = Standing.of(Decision.objects.visible_to(request.user))
        cited = standing.called(key)
    except KeyError as unknown:
        raise Http404 from unknown
    citation, last = cited.source.citation, cited.source.decision
    initial = {
        "instrument": citation.instrument,
        "subject": citation.subject,
        "article": citation.article or "",
        "wording": last.wording if last else "",
        "seen": turn_of(cited.about),
    }
    form = CitationForm(request.POST or None, request.FILES or None, initial=initial, alike=standing.alike(cited))
    back = reverse("legal:rule", args=[cited.about]) if cited.is_rule else reverse("legal:figures")
    if request.method == "POST" and done(form, decide_citation, key=key, by=request.user):
        messages.success(request, f"Kutipan {key} sudah diputuskan.")
        return redirect(back)
    context = {"form": form, "cited": cited, "back": back}
    return render(request, "legal/cite.html", context, status=422 if form.is_bound else 200)


@needs(Permission.AMEND_RULES)
def retire(request: SignedInRequest, rule_id: str) -> HttpResponse:
    """Let a rule judge no report from a day on."""
    rule = _rule(rule_id)

    def effect(since: date, said: dict[str, Any]) -> list[str]:
        return [
            f"Laporan yang dananya dibayar pada {tanggal(since)} atau sesudahnya tidak lagi dinilai dengan {rule_id}.",
            "Laporan yang dananya dibayar sebelum tanggal itu tetap dinilai dengan aturan ini.",
        ]

    return _from_a_day_on(
        request,
        Matter(
            about=rule_id,
            heading=f"Hentikan {rule_id}",
            lead=f"{rule.title}. {rule.told(current_law(), timezone.localdate())}",
            button="Hentikan aturan",
            back=reverse("legal:rule", args=[rule_id]),
            form=DayForm,
            action=partial(retire_rule, rule_id=rule_id),
            effect=effect,
        ),
    )


@needs(Permission.AMEND_RULES)
def reinstate(request: SignedInRequest, rule_id: str) -> HttpResponse:
    """Let a retired rule judge reports again from a day on."""
    rule = _rule(rule_id)

    def effect(since: date, said: dict[str, Any]) -> list[str]:
        return [f"Laporan yang dananya dibayar pada {tanggal(since)} atau sesudahnya dinilai lagi dengan {rule_id}."]

    return _from_a_day_on(
        request,
        Matter(
            about=rule_id,
            heading=f"Berlakukan lagi {rule_id}",
            lead=f"{rule.title}. {rule.told(current_law(), timezone.localdate())}",
            button="Berlakukan lagi",
            back=reverse("legal:rule", args=[rule_id]),
            form=DayForm,
            action=partial(reinstate_rule, rule_id=rule_id),
            effect=effect,
        ),
    )


@needs(Permission.AMEND_RULES)
def refigure(request: SignedInRequest, parameter_id: str) -> HttpResponse:
    """Let another figure hold from a day on."""
    try:
        parameter = get_parameter(parameter_id)
    except KeyError as unknown:
        raise Http404 from unknown
    standing = Standing.of(Decision.objects.visible_to(request.user))
    newest = standing.law.history(parameter)[0]

    def effect(since: date, said: dict[str, Any]) -> list[str]:
        value = parameter.written.show(parameter.written.parse(said["value"]))
        return [
            f"{parameter.title} menjadi {value} sejak {tanggal(since)}, sampai ada angka lain yang mulai sesudahnya.",
            "Yang menentukan ialah tanggal hal yang dinilai: tanggal kuitansi, setoran, atau pembayaran.",
        ]

    return _from_a_day_on(
        request,
        Matter(
            about=parameter_id,
            heading=f"Ubah angka: {parameter.title}",
            lead="Angka baru berlaku sejak tanggal yang Anda pilih; angka yang lama berakhir sehari sebelumnya.",
            button="Ubah angka",
            back=reverse("legal:figures"),
            form=partial(FigureForm, parameter=parameter),
            action=partial(change_figure, parameter_id=parameter_id),
            effect=effect,
            figures=lambda said: _figures(parameter, standing, said),
            initial={
                "value": parameter.written.write(newest.value),
                "instrument": newest.citation.instrument,
                "subject": newest.citation.subject,
            },
        ),
    )


@needs(Permission.AMEND_RULES)
@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    decision = get_object_or_404(Decision.objects.visible_to(request.user), pk=pk)
    form = WithdrawalForm(request.POST)
    if done(form, withdraw_decision, decision=decision, by=request.user):
        waits = Decision.objects.pending().filter(withdraws=decision).exists()
        messages.success(request, f"Penarikan {decision} {_WAITS}" if waits else f"{decision} sudah ditarik.")
        return redirect("legal:decisions")
    context = {"form": form, "decision": decision}
    return render(request, "legal/withdraw.html", context, status=422)


@needs(Permission.SECOND_AMENDMENT)
@require_POST
def second(request: SignedInRequest, pk: int) -> HttpResponse:
    """Agree, as another person, to a decision about the past."""
    decision = get_object_or_404(Decision.objects.visible_to(request.user), pk=pk)
    form = SecondingForm(request.POST)
    if done(form, second_decision, decision=decision, by=request.user):
        messages.success(request, f"{decision} disetujui dan mulai sekarang berlaku.")
        return redirect("legal:decisions")
    context = {"form": form, "decision": decision}
    return render(request, "legal/second.html", context, status=422)


_WAITS = "tercatat, dan baru berlaku setelah disetujui KPA atau analis hukum lain."


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that a legal officer may decide from a day on: what its page says, and what its form does."""

    about: str
    heading: str
    lead: str
    button: str
    back: str
    form: Callable[..., DayForm]
    action: Callable[..., Decision]
    effect: Callable[[date, dict[str, Any]], list[str]]  #: in sentences, of what was typed
    figures: Callable[[dict[str, Any] | None], Figures] | None = None  #: as they are, or as they would be
    initial: dict[str, Any] = field(default_factory=dict)


#: Asked for on the second page: a browser does not carry a file over, and a warning comes with what it warns of.
_LAST = ("past", "upload")


def _from_a_day_on(request: SignedInRequest, matter: Matter) -> HttpResponse:
    """First what is to hold and from when; then its effect, the file, and the decision."""
    form = matter.form(
        request.POST or None, request.FILES or None, initial={**matter.initial, "seen": turn_of(matter.about)}
    )
    if request.POST.get("step") == "decide" and done(form, matter.action, by=request.user):
        waits = Decision.objects.pending().filter(about=matter.about, turn=turn_of(matter.about)).exists()
        messages.success(request, f"Keputusan tentang {matter.about} {_WAITS if waits else 'sudah berlaku.'}")
        return redirect(matter.back)
    readable = form.is_bound and form.errors.keys() <= {NON_FIELD_ERRORS}
    said = form.cleaned_data if readable else None
    context = {
        "matter": matter,
        "form": form,
        "asked": [form[name] for name in form.fields if name not in {*_LAST, "seen"}],
        "effect": matter.effect(said["since"], said) if said else [],
        "is_past": said is not None and said["since"] < timezone.localdate(),
        "figures": matter.figures(said) if matter.figures else None,
    }
    page = "legal/decide.html" if said else "legal/propose.html"
    return render(request, page, context, status=422 if form.errors else 200)


def _rule(rule_id: str) -> Rule:
    try:
        return catalogue.get(rule_id)
    except KeyError as unknown:
        raise Http404 from unknown


def _figures(parameter: Parameter[Any], standing: Standing, said: dict[str, Any] | None) -> Figures:
    """The parameter's values as they are, or as they would be."""
    history = standing.law.history(parameter)
    if said:
        citation = Citation(
            said["instrument"], said["subject"], article=said["article"] or None, confirmed=said["confirmed"]
        )
        value = parameter.written.parse(said["value"])
        history = amended(history, [Dated(value, citation, since=said["since"])])
    return shown_figures(parameter, standing, timezone.localdate(), history)
