"""What is done with a finding: each step by its button, and what it points at."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from audits.actions.places import link_places, unlink_place
from audits.forms.findings import PlacesForm, SeekForm
from audits.models import FindingPlace
from audits.views.finding_page import finding_of, finding_page
from audits.views.finding_ways import WAYS, ids_of
from trail.forms import done
from trail.refusal import StalePage


@needs(Permission.AUDIT)
@require_POST
def take_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which step it is, is the button's name."""
    finding = finding_of(request.user, pk)
    name = request.POST.get("step", "")
    way = WAYS.get(name)
    if way is None:
        raise StalePage("Langkah ini tidak dikenal. Muat ulang halaman, lalu coba lagi.")
    form = way.form(request.POST, auto_id=ids_of(name))
    if not done(form, way.take, finding=finding, by=request.user):
        return finding_page(request, finding, **{name: form})
    messages.success(request, way.said)
    return redirect(finding)


@needs(Permission.AUDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def point(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have a draft point at lines, evidence, payments and agreements; the address narrows what is shown of them."""
    finding = finding_of(request.user, pk)
    seek = SeekForm(request.GET, finding=finding, user=request.user)
    form = PlacesForm(request.POST or None, finding=finding, user=request.user, asked=seek.asked)
    if request.method == "POST" and done(form, link_places, finding=finding, by=request.user):
        messages.success(request, "Yang dipilih kini ditunjuk temuan ini.")
        return redirect(finding)
    context = {"form": form, "finding": finding, "title": "Tunjuk baris dan bukti", "filter": {"form": seek}}
    return render(request, "audits/finding_step.html", context, status=422 if form.is_bound else 200)


@needs(Permission.AUDIT)
@require_POST
def unpoint(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have a draft point at this no more."""
    places = FindingPlace.objects.visible_to(request.user).select_related("finding__engagement__office")
    place: FindingPlace = get_object_or_404(places, pk=pk)
    finding = place.finding
    unlink_place(place=place, by=request.user)
    messages.success(request, "Tidak lagi ditunjuk.")
    return redirect(finding)
