"""Pages of money that goes back to the treasury: what is still owed, its deposit, its confirmation."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from grants.actions import confirm_return, deposit_return, refuse_return
from grants.actions.returns import open_finding
from grants.actions.withdrawals import why_it_stays, withdraw_return
from grants.ages import Ages, ages_of, days_open
from grants.filters import ReturnFilter
from grants.forms.deposit import DepositForm, FindingForm
from grants.models import TreasuryReturn
from grants.origins import origins_of
from grants.prints import returns_print
from grants.spreadsheets import returns_workbook
from grants.totals import totals_of
from grants.workflow import TREASURY_RETURN
from partners.models import Instalment, Partner
from partners.paging import paged
from rupiah.format import format_rupiah
from trail.forms import ReasonForm, StepForm, done
from trail.models import Event
from vault.door import send
from vault.kinds import Kind
from vault.leaving import leaving

#: The steps that are taken on the page of a return; a retur of its payment is written down elsewhere.
FORMS: dict[str, type[StepForm]] = {
    "confirm": StepForm,
    "refuse": ReasonForm,
    "withdraw": ReasonForm,
}
#: More lines than anybody reads on paper.
MOST_PRINTED = 500
#: What still waits stands first, the oldest on top.
URGENCY = Case(
    *(When(state=state, then=Value(place)) for place, state in enumerate(TREASURY_RETURN.states)),
    output_field=IntegerField(),
)


@needs(Permission.SEE_MONEY)
@require_safe
def list_returns(request: SignedInRequest) -> HttpResponse:
    rows = TreasuryReturn.objects.visible_to(request.user).order_by(URGENCY, "since", "pk")
    chosen = ReturnFilter(request.GET, queryset=rows, user=request.user)
    totals = totals_of(chosen.qs, TREASURY_RETURN)
    paging = paged(request, chosen.qs, rows.with_partner(), count=totals.count)
    today = timezone.localdate()
    for owed in paging["page_obj"]:
        owed.days_open = days_open(owed, today)
    context = {
        "filter": chosen,
        **paging,
        "totals": totals,
        # Of one age there is nothing to spread out.
        "ages": None if request.GET.get("age") else ages_of(chosen.qs, today, chosen=_chosen(request)),
        "chosen": request.GET.urlencode(),
        "of_partner": request.user.is_of_partner,
    }
    return render(request, "grants/returns.html", context)


@needs(Permission.SEE_MONEY)
@require_safe
def export_returns(request: SignedInRequest) -> HttpResponse:
    """The list as the page shows it, filters included, and its ages on a sheet of their own."""
    rows, ages = _listed(request)
    return leaving(returns_workbook(rows, ages), f"Pengembalian-{timezone.localdate():%Y-%m-%d}.xlsx")


@needs(Permission.SEE_MONEY)
@require_safe
def print_returns(request: SignedInRequest) -> HttpResponse:
    found, ages = _listed(request)
    rows = list(found)
    if len(rows) > MOST_PRINTED:
        messages.warning(request, f"Daftar ini memuat {len(rows)} baris. Saring sampai paling banyak {MOST_PRINTED}.")
        return redirect(f"{reverse('grants:returns')}?{request.GET.urlencode()}")
    pdf = returns_print(rows, ages, whose=_whose(request.user), chain=_chain(request.user))
    return leaving(pdf, "pengembalian.pdf", Kind.PDF, shown=True)


def _listed(request: SignedInRequest) -> tuple[QuerySet[TreasuryReturn], Ages]:
    rows = TreasuryReturn.objects.visible_to(request.user)
    chosen = ReturnFilter(request.GET, queryset=rows, user=request.user).qs
    shown = chosen.with_partner().order_by(URGENCY, "since", "pk")
    return shown, ages_of(chosen, timezone.localdate())


def _whose(user: User) -> str:
    if user.is_of_partner:
        return str(Partner.objects.visible_to(user).first() or "")
    return "Semua kantor" if user.sees_several_offices else str(user.office)


def _chain(user: User) -> str:
    """The chain of the office that the reader is of, or that the reader's LKS is with."""
    partner = Partner.objects.visible_to(user).first() if user.is_of_partner else None
    return partner.office.chain if partner else user.chain


def _chosen(request: SignedInRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in ReturnFilter.base_filters if request.GET.get(name)}


@needs(Permission.SEE_MONEY)
@require_safe
def show_return(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _return(request.user, pk))


@needs(Permission.ENTER_RETURN, Permission.HAND_BACK)
@require_POST
def deposit(request: SignedInRequest, pk: int) -> HttpResponse:
    owed = _return(request.user, pk)
    form = DepositForm(request.POST, request.FILES, owed=owed)
    if done(form, deposit_return, treasury_return=owed, by=request.user):
        owed.refresh_from_db()
        left = f" {format_rupiah(owed.amount)} masih harus disetor." if owed.state == "open" else ""
        messages.success(request, f"Setoran sudah dicatat. Kini menunggu konfirmasi kantor.{left}")
        return redirect(owed)
    return _page(request, owed, deposit=form)


@needs(Permission.CONFIRM_RETURN)
@require_POST
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    owed = _return(request.user, pk)
    form = StepForm(request.POST)
    if done(form, confirm_return, treasury_return=owed, by=request.user):
        messages.success(request, "Setoran dikonfirmasi. Pengembalian ini selesai.")
        return redirect(owed)
    return _page(request, owed, confirm=form)


@needs(Permission.CONFIRM_RETURN)
@require_POST
def refuse(request: SignedInRequest, pk: int) -> HttpResponse:
    owed = _return(request.user, pk)
    form = ReasonForm(request.POST)
    if done(form, refuse_return, treasury_return=owed, by=request.user):
        messages.success(request, "Bukti setor ditolak. Bendahara LKS diminta mencatatnya lagi.")
        return redirect(owed)
    return _page(request, owed, refuse=form)


@needs(Permission.WITHDRAW_RETURN)
@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    owed = _return(request.user, pk)
    form = ReasonForm(request.POST)
    if done(form, withdraw_return, treasury_return=owed, by=request.user):
        messages.success(request, "Pengembalian ditarik. LKS tidak perlu menyetornya.")
        return redirect(owed)
    return _page(request, owed, withdraw=form)


@needs(Permission.SEE_MONEY)
@require_safe
def send_proof(request: SignedInRequest, pk: int) -> FileResponse:
    owed = _return(request.user, pk)
    if owed.proof is None:
        raise Http404
    return send(owed.proof, inline=True)


@needs(Permission.SEE_MONEY)
@require_safe
def send_paper(request: SignedInRequest, pk: int) -> FileResponse:
    """The report of the audit that found it."""
    owed = _return(request.user, pk)
    if owed.paper is None:
        raise Http404
    return send(owed.paper, inline=True)


@needs(Permission.OPEN_FINDING)
def new_finding(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down what an audit found that must go back of this instalment."""
    instalments = Instalment.objects.visible_to(request.user).select_related("agreement__partner__office")
    instalment = get_object_or_404(instalments, pk=pk)
    form = FindingForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and done(form, open_finding, instalment=instalment, by=request.user):
        messages.success(request, "Temuan dicatat. Bendahara LKS diminta menyetornya ke kas negara.")
        return redirect(instalment.returns.order_by("pk").last() or "grants:returns")
    context = {
        "form": form,
        "instalment": instalment,
        "agreement": instalment.agreement,
        "payment": instalment.disbursements.paid().first(),
        "returns": instalment.returns.standing().order_by("pk"),
    }
    return render(request, "grants/finding_form.html", context, status=422 if form.is_bound else 200)


def _return(user: User, pk: int) -> TreasuryReturn:
    owed = (
        TreasuryReturn.objects.visible_to(user)
        .with_partner()
        .select_related("proof", "paper", "part_of", "deposited_by", "confirmed_by", "withdrawn_by")
    )
    return get_object_or_404(owed, pk=pk)


def _page(request: SignedInRequest, owed: TreasuryReturn, **typed: StepForm) -> HttpResponse:
    """The page of a return, with a form for each step that the reader may take; ``typed`` are forms to be mended."""
    history = list(Event.objects.about(owed).reverse())
    refusals = [one for one in history if one.step == "refuse"] if owed.state == "open" else []
    # What was entered last comes back, so that a proof that could not be read costs only another picture.
    entered = [one.data for one in history if one.step == owed.deposit_step][:1] if refusals else []
    initial = {name: last.get(name) for last in entered for name in ("billing_code", "ntpn", "paid_on")}
    payment = owed.instalment.disbursements.paid().first()
    steps = {step.name for step in owed.steps_for(request.user)}
    forms = {
        name: typed.get(name) or form(initial={"version": owed.version})
        for name, form in FORMS.items()
        if name in steps and (name != "withdraw" or not why_it_stays(owed, payment) or name in typed)
    }
    if owed.deposit_step in steps:
        forms["deposit"] = typed.get("deposit") or DepositForm(initial={**initial, "version": owed.version}, owed=owed)
    context = {
        "owed": owed,
        "instalment": owed.instalment,
        "agreement": owed.instalment.agreement,
        "payment": payment,
        "origins": origins_of(owed, request.user),
        "forms": forms,
        "parts": list(owed.parts.order_by("pk")),
        "history": history,
        "refusal": refusals[0] if refusals else None,
        "withdrawal": next((one for one in history if one.step in ("withdraw", "lapse")), None),
    }
    return render(request, "grants/return.html", context, status=422 if typed else 200)
