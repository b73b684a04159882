"""Pages of decrees of recipients: the list, drafting one, its own page, its way to the KPA, its scan."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Sum
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import note_look, note_look_of_day
from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.requests import posted_version
from accounts.roles import Permission
from grants.actions import approve_decree, attach_decree, draft_decree, propose_decree, revise_decree, send_back_decree
from grants.actions.decrees import obstacles_of
from grants.decree_shown import doubts_about, shown_recipients
from grants.filters import RecipientFilter
from grants.forms.decree import DecreeChangeForm, DecreeForm, ScanForm
from grants.list_filters import DecreeFilter
from grants.models import Decree, DecreeRecipient
from grants.models.decree import MARKS, UNFINISHED
from partners.models import Agreement
from partners.paging import paged
from trail.authors import has_written
from trail.forms import ReasonForm, done
from trail.models import Event
from trail.refusal import StalePage
from vault.door import send

_DONE = {
    "propose": "SK diajukan. Kini menunggu pengesahan KPA.",
    "approve": "SK berlaku. Penyaluran dapat bersandar padanya.",
    "send_back": "SK dikembalikan ke PPK dengan alasannya.",
}
#: Steps that a person takes on the page; the old decree is replaced by the approval of the new one.
_STEPS = frozenset(_DONE)


@needs(Permission.SEE_MONEY)
@require_safe
def list_decrees(request: SignedInRequest) -> HttpResponse:
    """All decrees that the reader may see, the latest first, each with how many it names and what they get."""
    rows = Decree.objects.visible_to(request.user)
    chosen = DecreeFilter(request.GET, queryset=rows.order_by("-decided_on", "-pk"), user=request.user)
    shown = rows.select_related("agreement__partner__office", "changes")
    context = {
        "filter": chosen,
        **paged(request, chosen.qs, shown.annotate(people=Count("recipients"), worth=Sum("recipients__amount"))),
        "narrowed": any(request.GET.get(name) for name in chosen.filters),
        "of_partner": request.user.is_of_partner,
        "many_offices": request.user.sees_several_offices,
    }
    return render(request, "grants/decrees.html", context)


@needs(Permission.DRAFT_DECREE)
@require_http_methods(["GET", "HEAD", "POST"])
def new_decree(request: SignedInRequest, pk: int) -> HttpResponse:
    agreements = Agreement.objects.visible_to(request.user).select_related("partner__office")
    agreement = get_object_or_404(agreements, pk=pk)
    replaced = agreement.decrees.in_force().first()
    initial = {
        "decided_on": timezone.localdate(),
        "set_by_name": request.user.name,
        "approved_by_name": agreement.partner.office.head_name,
        "names_people": "ya" if replaced and replaced.names_people else "",
    }
    form = DecreeForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and done(form, draft_decree, agreement=agreement, by=request.user):
        messages.success(request, "Konsep SK tersimpan. Lengkapi penerimanya bila perorangan, lalu ajukan.")
        return redirect(agreement.decrees.unfinished().get())
    context = {"form": form, "agreement": agreement, "replaced": replaced}
    return render(request, "grants/decree_form.html", context, status=422 if form.is_bound else 200)


@needs(Permission.DRAFT_DECREE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_decree(request: SignedInRequest, pk: int) -> HttpResponse:
    decree = decree_of(request.user, pk)
    if decree.state != "draft":
        return redirect(decree)
    form = DecreeChangeForm(request.POST or None, request.FILES or None, instance=Decree.objects.get(pk=decree.pk))
    if request.method == "POST" and done(form, revise_decree, decree=decree, by=request.user):
        messages.success(request, "Konsep SK diperbarui.")
        return redirect(decree)
    context = {"form": form, "agreement": decree.agreement, "decree": decree, "replaced": decree.changes}
    return render(request, "grants/decree_form.html", context, status=422 if form.is_bound else 200)


@needs(Permission.SEE_MONEY)
@require_safe
def show_decree(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, decree_of(request.user, pk))


@needs(Permission.DRAFT_DECREE, Permission.APPROVE_DECREE)
@require_POST
def take_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Propose, send back or approve; which of them is the button's name."""
    decree = decree_of(request.user, pk)
    step, form = request.POST.get("step", ""), ReasonForm(request.POST)
    given: dict[str, Any] = {"decree": decree, "by": request.user}
    match step:
        case "propose":
            propose_decree(**given, version=posted_version(request))
        case "approve":
            approve_decree(**given, version=posted_version(request))
        case "send_back":
            if not done(form, send_back_decree, **given):
                return _page(request, decree, send_back=form)
        case _:
            raise StalePage("Langkah ini tidak dikenal. Muat ulang halaman, lalu coba lagi.")
    messages.success(request, _DONE[step])
    return redirect(decree)


@needs(Permission.DRAFT_DECREE)
@require_POST
def attach_scan(request: SignedInRequest, pk: int) -> HttpResponse:
    decree = decree_of(request.user, pk)
    form = ScanForm(request.POST, request.FILES)
    if done(form, attach_decree, decree=decree, by=request.user):
        messages.success(request, "Pindaian SK tersimpan.")
        return redirect(decree)
    return _page(request, decree, scan=form)


@needs(Permission.SEE_MONEY)
@require_safe
def send_file(request: SignedInRequest, pk: int) -> FileResponse:
    decree = decree_of(request.user, pk)
    if decree.file is None:
        raise Http404
    note_look(obj=decree, what="Pindaian SK penerima", by=request.user)
    return send(decree.file, inline=True)


def decree_of(user: User, pk: int) -> Decree:
    """The decree with what its pages name; 404 for who may not see it."""
    decrees = Decree.objects.visible_to(user)
    return get_object_or_404(
        decrees.select_related("agreement__partner__office", "file", "changes", "drafted_by", "approved_by"), pk=pk
    )


def _page(request: SignedInRequest, decree: Decree, **typed: Any) -> HttpResponse:
    """The page of a decree; ``typed`` are forms to be mended."""
    user = request.user
    people = DecreeRecipient.objects.visible_to(user).filter(decree=decree)
    sums = people.aggregate(total=Sum("amount"))
    chosen = RecipientFilter(request.GET, queryset=people.order_by("place"))
    of_office = not user.is_of_partner
    own_work = decree.state == "proposed" and user.may(Permission.APPROVE_DECREE) and has_written(decree, user)
    hidden = {"approve"} if own_work else set()
    steps = [step for step in decree.steps_for(user) if step.name in _STEPS - hidden]
    listed = paged(request, chosen.qs, people)
    may_draft = user.may(Permission.DRAFT_DECREE)
    context = {
        "decree": decree,
        "agreement": decree.agreement,
        "count": people.count(),
        "total": sums["total"] or 0,
        "filter": chosen,
        **listed,
        "shown": shown_recipients(user, decree, listed["page_obj"].object_list),
        "marks": _marks(decree) if of_office and decree.names_people and decree.state in UNFINISHED else [],
        "obstacles": obstacles_of(decree) if decree.state in UNFINISHED else [],
        "doubts": doubts_about(decree) if of_office and decree.state in UNFINISHED else [],
        "steps": [(step, typed.get(step.name) or ReasonForm(initial={"version": decree.version})) for step in steps],
        "own_work": own_work,
        "may_edit": may_draft and decree.state == "draft",
        "scan_form": typed.get("scan") or ScanForm() if may_draft and decree.file_id is None else None,
        "replaced_by": decree.changed_by.filter(state="approved").first(),
        "of_office": of_office,
        "history": Event.objects.about(decree).reverse(),
    }
    if decree.names_people:
        note_look_of_day(obj=decree, what="Daftar penerima SK", by=user)
    return render(request, "grants/decree.html", context, status=422 if typed else 200)


def _marks(decree: Decree) -> list[tuple[str, str, int]]:
    """What is odd about people on the list, and how many they are."""
    counted = ((mark, label, decree.recipients.marked(mark).count()) for mark, label in MARKS.items())
    return [each for each in counted if each[2]]
