"""Pages of addenda: a new one, its draft, what it changes, its steps, and the signed paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.requests import posted_version
from accounts.roles import Permission
from partners.actions import (
    approve_addendum,
    draft_addendum,
    drop_addendum,
    propose_addendum,
    revise_addendum,
    revise_extension,
    send_back_addendum,
)
from partners.comparison import compare
from partners.forms import (
    AddendumForms,
    ApprovalForm,
    ExtensionForm,
    NewAddendumForm,
    addendum_values,
    ask_more_rows,
)
from partners.merging import addendum_terms, merge_missing
from partners.models import Addendum, Agreement, Amendment
from partners.terms import read_terms, terms_of
from trail.authors import has_written
from trail.forms import ReasonForm, done
from trail.models import Event
from trail.refusal import StalePage
from vault.door import send

_DONE = {
    "propose": "Adendum diajukan. Pejabat Pembuat Komitmen (PPK) melihatnya di berandanya.",
    "send_back": "Adendum dikembalikan ke penyusun.",
    "drop": "Konsep adendum dibatalkan. Perjanjian tetap seperti semula.",
}


@needs(Permission.DRAFT_AGREEMENT)
def new_addendum(request: SignedInRequest, pk: int) -> HttpResponse:
    """Copy the agreement's terms into a draft; its own page then takes the changes."""
    agreement = get_object_or_404(Agreement.objects.visible_to(request.user).select_related("partner"), pk=pk)
    form = NewAddendumForm(request.POST or None)
    if request.method == "POST" and done(form, draft_addendum, agreement=agreement, by=request.user):
        addendum = agreement.addenda.get(state="draft")
        messages.success(request, "Isi perjanjian disalin ke konsep adendum. Ubah yang perlu, lalu simpan.")
        return redirect("partners:addendum_edit", addendum.pk)
    context = {"agreement": agreement, "form": form, "title": "Susun adendum", "label": "Salin isi perjanjian"}
    return render(request, "partners/agreement_step_form.html", context, status=422 if form.is_bound else 200)


@needs(Permission.SEE_PARTNERS)
@require_safe
def show_addendum(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _addendum(request.user, pk))


def _page(request: SignedInRequest, addendum: Addendum, **typed: ReasonForm) -> HttpResponse:
    """What the addendum changes; ``typed`` is, for a step, a reason that has to be mended."""
    user = request.user
    amendment = Amendment.objects.filter(addendum=addendum).first()
    before = read_terms(amendment.before) if amendment else terms_of(addendum.agreement)
    after = read_terms(amendment.after) if amendment else addendum_terms(addendum)
    pending = addendum.state in {"draft", "proposed"}
    missing = merge_missing(addendum) if pending else []
    own_work = addendum.state == "proposed" and user.may(Permission.APPROVE_AGREEMENT) and has_written(addendum, user)
    steps = [step for step in addendum.steps_for(user) if not missing or step.needs_reason]
    context = {
        "addendum": addendum,
        "agreement": addendum.agreement,
        "changes": compare(before, after),
        "pending": pending and not user.is_of_partner,
        "missing": missing,
        "may_approve": not own_work and any(step.name == "approve" for step in steps),
        "own_work": own_work,
        "steps": [
            (step, typed.get(step.name) or ReasonForm(initial={"version": addendum.version}))
            for step in steps
            if step.name != "approve"
        ],
        "may_edit": addendum.state == "draft" and user.may(Permission.DRAFT_AGREEMENT),
        "events": Event.objects.about(addendum).reverse() if user.may(Permission.SEE_TRAIL) else None,
    }
    return render(request, "partners/addendum.html", context, status=422 if typed else 200)


@needs(Permission.DRAFT_AGREEMENT)
def edit_addendum(request: SignedInRequest, pk: int) -> HttpResponse:
    addendum = _addendum(request.user, pk)
    if addendum.state != "draft":
        raise StalePage(
            f"{addendum} kini berstatus “{addendum.state_label}”, jadi tidak dapat diubah.",
            "Hanya konsep yang dapat diubah. Mintalah PPK mengembalikannya bila perlu diperbaiki.",
        )
    version = posted_version(request) if request.method == "POST" else addendum.version
    if addendum.kind == Addendum.Kind.EXTENSION:
        return _extend(request, addendum, version)
    data = _posted(request)
    more = "more" in request.POST
    forms = AddendumForms(addendum, data=data)
    given: dict[str, Any] = {"addendum": addendum, "by": request.user, "version": version}
    if request.method == "POST" and not more and done(forms, revise_addendum, **given):  # type: ignore[arg-type]
        return _saved(request, addendum)
    context = {"addendum": addendum, "forms": forms, "form": forms.form, "version": version, "more": more}
    status = 422 if request.method == "POST" and not more else 200
    return render(request, "partners/addendum_form.html", context, status=status)


def _extend(request: SignedInRequest, addendum: Addendum, version: int) -> HttpResponse:
    form = ExtensionForm(request.POST or None, initial=addendum_values(addendum))
    given: dict[str, Any] = {"addendum": addendum, "by": request.user, "version": version}
    if request.method == "POST" and done(form, revise_extension, **given):
        return _saved(request, addendum)
    context = {"addendum": addendum, "form": form, "version": version}
    return render(request, "partners/addendum_form.html", context, status=422 if form.is_bound else 200)


def _saved(request: SignedInRequest, addendum: Addendum) -> HttpResponse:
    messages.success(request, "Konsep adendum disimpan. Bandingkan dengan isi semula, lalu ajukan.")
    return redirect(addendum)


@needs(Permission.DRAFT_AGREEMENT, Permission.APPROVE_AGREEMENT)
@require_POST
def take_addendum_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Propose, drop or send back; which of them is the button's name. Approval has a page of its own."""
    addendum = _addendum(request.user, pk)
    step, form = request.POST.get("step", ""), ReasonForm(request.POST)
    given: dict[str, Any] = {"addendum": addendum, "by": request.user}
    match step:
        case "propose":
            propose_addendum(**given, version=posted_version(request))
        case "drop" | "send_back":
            action = drop_addendum if step == "drop" else send_back_addendum
            if not done(form, action, **given):
                return _page(request, addendum, **{step: form})
        case _:
            raise StalePage("Langkah ini tidak dikenal. Muat ulang halaman, lalu coba lagi.")
    messages.success(request, _DONE[step])
    return redirect(addendum)


@needs(Permission.APPROVE_AGREEMENT)
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """The signed paper comes in and its terms hold from now on."""
    addendum = _addendum(request.user, pk)
    form = ApprovalForm(request.POST or None, request.FILES or None, initial={"version": addendum.version})
    if request.method == "POST" and done(form, approve_addendum, addendum=addendum, by=request.user):
        messages.success(request, "Adendum berlaku. Nilai, RAB, termin, dan masa berlaku perjanjian sudah mengikuti.")
        return redirect(addendum.agreement)
    context = {
        "agreement": addendum.agreement,
        "addendum": addendum,
        "form": form,
        "title": f"Setujui adendum {addendum.ordinal}",
        "label": "Setujui dan gabungkan",
        "missing": merge_missing(addendum) if addendum.state == "proposed" else [],
    }
    return render(request, "partners/agreement_step_form.html", context, status=422 if form.is_bound else 200)


@needs(Permission.SEE_PARTNERS)
@require_safe
def send_scan(request: SignedInRequest, pk: int) -> HttpResponseBase:
    addendum = _addendum(request.user, pk)
    if addendum.scan is None:
        raise Http404
    return send(addendum.scan, inline=True)


def _posted(request: SignedInRequest) -> Any:
    """The posted fields, with more blank rows where the button without a script asked for them."""
    if request.method != "POST":
        return None
    more = request.POST.get("more", "")
    return ask_more_rows(request.POST, more) if more in {"rab", "termin"} else request.POST


def _addendum(user: User, pk: int) -> Addendum:
    shown = Addendum.objects.visible_to(user).select_related("agreement__partner__office", "scan", "drafted_by")
    found: Addendum = get_object_or_404(shown, pk=pk)
    return found
