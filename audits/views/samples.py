"""Samples of an engagement: the list, drawing one with a preview, one with its items, drawing it again, and exports."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from audits.actions.samples import draw_sample
from audits.forms.samples import SampleForm, proposed_seed
from audits.models import Engagement
from audits.models.sample import AuditSample
from audits.paper_pdf import SHEETS
from audits.populations import listing_of
from audits.projecting import CONFIDENCES, progress_of, projected
from audits.repeating import repeat_sample
from audits.sampling import By, Plan, Unfit, draw
from audits.sampling.projection import project
from audits.spreadsheets import sample_workbook
from audits.validity import works_for
from partners.models import Partner
from partners.paging import paged
from rupiah.format import format_rupiah
from trail.forms import done
from trail.models import Event
from vault.door import send
from vault.leaving import leaving

ITEMS_ON_A_PAGE = 50
#: What the items of a sample can be narrowed to: by their papers.
PAPERS = {
    "": ("Semua", Q()),
    "belum": ("Belum ditulis", Q(paper__isnull=True)),
    "disusun": ("Disusun", Q(paper__state="draft")),
    "reviu": ("Menunggu reviu", Q(paper__state="asked")),
    "selesai": ("Sudah direviu", Q(paper__state="reviewed")),
    "salah": ("Tidak sesuai", Q(paper__result="tidak-sesuai")),
    "tak-teruji": ("Tidak dapat diuji", Q(paper__result="tidak-dapat-diuji")),
}


@needs(Permission.SEE_ENGAGEMENTS)
@require_safe
def list_samples(request: SignedInRequest, pk: int) -> HttpResponse:
    """The samples of an engagement, the latest first, and how far their papers are."""
    engagement = _engagement(request.user, pk)
    rows = AuditSample.objects.visible_to(request.user).filter(engagement=engagement)
    reviewed = Count("items__paper", filter=Q(items__paper__state="reviewed"))
    context = {
        "engagement": engagement,
        "may_draw": works_for(request.user, engagement),
        **paged(request, rows, rows.select_related("drawn_by").annotate(reviewed=reviewed)),
    }
    return render(request, "audits/samples.html", context)


@needs(Permission.AUDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def new_sample(request: SignedInRequest, pk: int) -> HttpResponse:
    """What to draw, how; first a preview that keeps nothing, then the draw."""
    user, engagement = request.user, _engagement(request.user, pk)
    form = SampleForm(request.POST or None, initial={"seed": proposed_seed()})
    context: dict[str, Any] = {"engagement": engagement, "form": form, "may_draw": works_for(user, engagement)}
    if request.method == "POST" and "tarik" in request.POST and done(form, draw_sample, engagement=engagement, by=user):
        messages.success(request, "Sampel ditarik dan disimpan dengan benih dan populasinya.")
        return redirect(AuditSample.objects.filter(engagement=engagement, drawn_by=user).order_by("-pk")[0])
    if request.method == "POST" and form.is_valid():
        try:
            context["preview"] = _preview(engagement, user, form.cleaned_data["source"], form.cleaned_data["plan"])
        except Unfit as problem:
            form.add_error(None, str(problem))
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "audits/sample_form.html", context, status=status)


@needs(Permission.SEE_ENGAGEMENTS)
@require_safe
def show_sample(request: SignedInRequest, pk: int) -> HttpResponse:
    """A sample with its items, how far their papers are, and what they say of the whole population (``keyakinan`` in
    percent); ``kertas`` narrows to a state of the papers; ``ulangi`` draws it again and says whether it agrees."""
    sample = _sample(request.user, pk)
    here = request.GET.get("kertas", "")
    narrow = PAPERS.get(here, PAPERS[""])[1]
    items = sample.items.filter(narrow).select_related("paper__written_by")
    paginator = Paginator(items, ITEMS_ON_A_PAGE)
    asked = request.GET.get("keyakinan", "")
    page = paginator.get_page(request.GET.get("page"))
    strata = _strata(sample)
    context: dict[str, Any] = {
        "sample": sample,
        "engagement": sample.engagement,
        "plan": sample.drawn_by_plan,
        "page_obj": page,
        "page_numbers": list(paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
        "strata": strata,
        "unchosen": [stratum["label"] for stratum in strata if not stratum["chosen"]],
        "tabs": [
            {
                "label": label,
                "url": f"?kertas={key}#butir" if key else "?#butir",
                "here": key == (here if here in PAPERS else ""),
                "count": sample.items.filter(chosen).count(),
            }
            for key, (label, chosen) in PAPERS.items()
        ],
        "progress": progress_of(sample),
        "projected": projected(sample, next((level for level in CONFIDENCES if str(level) == asked), None)),
        "confidences": CONFIDENCES,
        "parts": range(1, -(-sample.count // SHEETS) + 1),
        "may_write": works_for(request.user, sample.engagement),
        "history": Event.objects.about(sample).reverse(),
    }
    if "ulangi" in request.GET:
        try:
            context["repeated"] = repeat_sample(sample, request.user)
        except (ValueError, FileNotFoundError):
            context["lost"] = True
    return render(request, "audits/sample.html", context)


@needs(Permission.SEE_ENGAGEMENTS)
@require_safe
def export(request: SignedInRequest, pk: int) -> HttpResponse:
    sample = _sample(request.user, pk)
    return leaving(sample_workbook(sample), f"Sampel-{sample.pk}.xlsx")


@needs(Permission.SEE_ENGAGEMENTS)
@require_safe
def send_population(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The list that was drawn from, byte for byte: its SHA-256 is the population's hash."""
    sample = _sample(request.user, pk)
    return send(sample.population, as_name=f"Populasi-{sample.pk}.csv")


def _engagement(user: User, pk: int) -> Engagement:
    found: Engagement = get_object_or_404(Engagement.objects.visible_to(user).select_related("office"), pk=pk)
    return found


def _sample(user: User, pk: int) -> AuditSample:
    shown = AuditSample.objects.visible_to(user).select_related("engagement__office", "drawn_by", "population")
    found: AuditSample = get_object_or_404(shown, pk=pk)
    return found


def _preview(engagement: Engagement, user: User, source: str, plan: Plan) -> dict[str, Any]:
    """What such a draw is like, by a seed that nobody chose: what a preview tells must not help to choose the seed."""
    listing = listing_of(source, engagement, user)
    drawn = draw(replace(plan, seed=proposed_seed()), listing.population)
    basic = project(drawn, plan.precision.confidence).basic_precision if plan.precision else 0
    return {
        "drawn": drawn,
        "count": len(drawn.picks),
        "certain": sum(pick.certain for pick in drawn.picks),
        "basic": basic,
        "strata": _in_words([asdict(stratum) for stratum in drawn.strata], plan),
    }


def _strata(sample: AuditSample) -> list[dict[str, Any]]:
    """The strata of a sample with their names in words."""
    return _in_words(sample.strata, sample.drawn_by_plan)


def _in_words(strata: list[dict[str, Any]], plan: Plan) -> list[dict[str, Any]]:
    names = {}
    if plan.strata is By.GROUP:
        keys = [int(stratum["name"]) for stratum in strata if stratum["name"].isdecimal()]
        names = {str(pk): name for pk, name in Partner.objects.filter(pk__in=keys).values_list("pk", "name")}
    else:
        edges = sorted(set(plan.edges))
        for place in range(len(edges) + 1):
            low = f"mulai {format_rupiah(edges[place - 1])}" if place else ""
            high = f"sampai di bawah {format_rupiah(edges[place])}" if place < len(edges) else ""
            names[str(place + 1)] = " ".join(part for part in (low, high) if part)
    return [{**stratum, "label": names.get(stratum["name"], stratum["name"])} for stratum in strata]
