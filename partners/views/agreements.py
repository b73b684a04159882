"""Pages of the agreements: the list, one agreement, its draft form, its steps, and its letter."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.requests import posted_version, whole_number
from accounts.roles import Permission
from partners.actions import (
    activate_agreement,
    close_agreement,
    discard_draft,
    draft_agreement,
    propose_agreement,
    revise_agreement,
    send_back_agreement,
)
from partners.filters import AgreementFilter
from partners.forms import AgreementForm, AgreementForms, NewAgreementForm, agreement_values, ask_more_rows
from partners.letters import agreement_letter, letter_name
from partners.models import Addendum, Agreement, Partner, Termination
from partners.obligations import open_obligations
from partners.paging import paged
from partners.permissions import was_proposed
from partners.readiness import contents_missing, readiness
from partners.sanctions import obstacles_now
from trail.authors import has_written
from trail.forms import ReasonForm, done
from trail.models import Event
from trail.refusal import StalePage
from trail.workflow import Step
from vault.kinds import Kind
from vault.leaving import leaving

_DONE = {
    "propose": "Perjanjian diajukan. Pejabat Pembuat Komitmen (PPK) melihatnya di daftar perjanjian.",
    "send_back": "Perjanjian dikembalikan ke penyusun.",
    "activate": "Perjanjian berlaku. Penyaluran termin pertama dapat diajukan.",
    "close": "Perjanjian dinyatakan selesai.",
}


@needs(Permission.SEE_PARTNERS)
@require_safe
def list_agreements(request: SignedInRequest) -> HttpResponse:
    shown = Agreement.objects.visible_to(request.user)
    chosen = AgreementFilter(request.GET, queryset=shown, user=request.user)
    context = {
        "filter": chosen,
        **paged(request, chosen.qs, shown.select_related("partner__office")),
        "may_draft": request.user.may(Permission.DRAFT_AGREEMENT),
        "many_offices": request.user.sees_several_offices,
        "narrowed": any(request.GET.get(name) for name in chosen.filters),
    }
    return render(request, "partners/agreements.html", context)


@needs(Permission.SEE_PARTNERS)
@require_safe
def show_agreement(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _agreement(request.user, pk))


def _page(request: SignedInRequest, agreement: Agreement, **typed: ReasonForm) -> HttpResponse:
    """The page of an agreement; ``typed`` is, for a step, a reason that has to be mended."""
    user = request.user
    pending = agreement.state in {"draft", "proposed"} and not user.is_of_partner
    may_draft = user.may(Permission.DRAFT_AGREEMENT) and agreement.state == "draft"
    budget, instalments = agreement.budget_total(), agreement.instalment_total()
    context = {
        "agreement": agreement,
        "budget_lines": agreement.budget_lines.all(),
        "instalments": agreement.instalments.order_by("number"),
        "sums": [
            {"name": name, "total": total, "gap": total - agreement.value, "short": agreement.value - total}
            for name, total in (("Jumlah RAB", budget), ("Jumlah termin", instalments))
        ],
        "pending": pending,
        "missing": readiness(agreement, timezone.localdate()) if pending else [],
        "steps": [
            (step, typed.get(step.name) or ReasonForm(initial={"version": agreement.version}))
            for step in _steps(agreement, user)
        ],
        "own_work": agreement.state == "proposed"
        and user.may(Permission.APPROVE_AGREEMENT)
        and has_written(agreement, user),
        "may_edit": may_draft,
        "may_discard": may_draft and not was_proposed(agreement),
        "may_see_money": user.may(Permission.SEE_MONEY),
        "addenda": Addendum.objects.visible_to(user).filter(agreement=agreement).select_related("amendment"),
        "may_amend": agreement.state == "active" and user.may(Permission.DRAFT_AGREEMENT),
        "termination": Termination.objects.visible_to(user)
        .filter(agreement=agreement, state__in=["asked", "approved"])
        .first(),
        "may_terminate": agreement.state == "active" and user.may(Permission.DRAFT_AGREEMENT),
        "obligations": open_obligations(agreement) if agreement.state in {"closed", "terminated"} else [],
        "events": Event.objects.about(agreement).reverse() if user.may(Permission.SEE_TRAIL) else None,
    }
    return render(request, "partners/agreement.html", context, status=422 if typed else 200)


@needs(Permission.DRAFT_AGREEMENT)
def new_agreement(request: SignedInRequest) -> HttpResponse:
    """Draft an agreement; ``?lks=`` names the LKS beforehand."""
    data = _posted(request)
    partner = Partner.objects.visible_to(request.user).filter(pk=whole_number(request.GET.get("lks")) or 0).first()
    initial = {"partner": partner, "form": "uang"}
    forms = AgreementForms(NewAgreementForm(data, user=request.user, initial=initial), data=data)
    drafted: list[Agreement] = []
    if _saves(request) and done(forms, _keeping(drafted), by=request.user):  # type: ignore[arg-type]
        messages.success(request, "Konsep disimpan. Periksa, lalu ajukan untuk disetujui.")
        return redirect(drafted[0])
    return _draft_page(request, forms, agreement=None, partner=partner)


@needs(Permission.DRAFT_AGREEMENT)
def edit_agreement(request: SignedInRequest, pk: int) -> HttpResponse:
    agreement = _agreement(request.user, pk)
    if agreement.state != "draft":
        raise StalePage(
            f"{agreement} kini berstatus “{agreement.state_label}”, jadi tidak dapat diubah.",
            "Hanya konsep yang dapat diubah. Mintalah PPK mengembalikannya bila perlu diperbaiki.",
        )
    data = _posted(request)
    version = posted_version(request) if data else agreement.version
    forms = AgreementForms(
        AgreementForm(data, initial=agreement_values(agreement)), data=data, agreement=None if data else agreement
    )
    if _saves(request) and done(
        forms,  # type: ignore[arg-type]
        revise_agreement,
        agreement=agreement,
        by=request.user,
        version=version,
    ):
        messages.success(request, "Konsep disimpan.")
        return redirect(agreement)
    return _draft_page(request, forms, agreement=agreement, partner=agreement.partner, version=version)


@needs(Permission.DRAFT_AGREEMENT)
@require_POST
def delete_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    agreement = _agreement(request.user, pk)
    partner = agreement.partner
    discard_draft(agreement=agreement, by=request.user, version=posted_version(request))
    messages.success(request, f"Konsep {agreement.number} dihapus.")
    return redirect(partner)


@needs(Permission.DRAFT_AGREEMENT, Permission.APPROVE_AGREEMENT)
@require_POST
def take_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Propose, send back, approve or close; which of them is the button's name."""
    agreement = _agreement(request.user, pk)
    step, form = request.POST.get("step", ""), ReasonForm(request.POST)
    given: dict[str, Any] = {"agreement": agreement, "by": request.user}
    match step:
        case "propose":
            propose_agreement(**given, version=posted_version(request))
        case "activate":
            activate_agreement(**given, version=posted_version(request))
        case "send_back" | "close":
            action = send_back_agreement if step == "send_back" else close_agreement
            if not done(form, action, **given):
                return _page(request, agreement, **{step: form})
        case _:
            raise StalePage("Langkah ini tidak dikenal. Muat ulang halaman, lalu coba lagi.")
    messages.success(request, _DONE[step])
    return redirect(agreement)


@needs(Permission.SEE_PARTNERS)
@require_safe
def send_letter(request: SignedInRequest, pk: int) -> HttpResponse:
    """The agreement as a letter, made anew each time: same record, same bytes."""
    agreement = _agreement(request.user, pk)
    return leaving(agreement_letter(agreement), letter_name(agreement), Kind.PDF, shown=True)


def _steps(agreement: Agreement, user: User) -> list[Step]:
    """The buttons: steps that this user could take and that would not be refused anyway."""
    today = timezone.localdate()
    steps = []
    for step in agreement.steps_for(user):
        if step.name == "terminate":  # one person asks for it, another decides: pages of their own
            continue
        unready = (
            step.name == "propose"
            and (
                contents_missing(agreement, max(today, agreement.signed_on)) or obstacles_now(agreement.partner, today)
            )
        ) or (step.name == "activate" and (readiness(agreement, today) or has_written(agreement, user)))
        if not unready:
            steps.append(step)
    return steps


def _posted(request: SignedInRequest) -> Any:
    """The posted fields, with more blank rows where the button without a script asked for them."""
    if request.method != "POST":
        return None
    more = request.POST.get("more", "")
    return ask_more_rows(request.POST, more) if more in {"rab", "termin"} else request.POST


def _saves(request: SignedInRequest) -> bool:
    return request.method == "POST" and "more" not in request.POST


def _keeping(drafted: list[Agreement]) -> Any:
    def draft(**given: Any) -> None:
        drafted.append(draft_agreement(**given))

    return draft


def _draft_page(request: SignedInRequest, forms: AgreementForms, **context: Any) -> HttpResponse:
    more = "more" in request.POST
    status = 422 if request.method == "POST" and not more else 200
    context |= {"forms": forms, "form": forms.form, "more": more}
    return render(request, "partners/agreement_form.html", context, status=status)


def _agreement(user: User, pk: int) -> Agreement:
    return get_object_or_404(Agreement.objects.visible_to(user).select_related("partner__office", "drafted_by"), pk=pk)
