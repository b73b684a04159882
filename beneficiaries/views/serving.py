"""Pages of a service: its beginning, one service, its papers, its end, and the visits that follow."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import note_look, note_look_of_day
from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from beneficiaries.actions import (
    begin_service,
    end_service,
    record_assessment,
    record_conference,
    record_follow_up,
    revise_companion,
)
from beneficiaries.forms import AssessmentForm, CompanionForm, ConferenceForm, EndForm, ServiceForm, VisitForm
from beneficiaries.histories import history_of
from beneficiaries.models import Aid, FollowUp, Person, Service
from beneficiaries.views.pages import form_page
from vault.door import send

_FORM = require_http_methods(["GET", "HEAD", "POST"])
#: How addresses name the papers of a service.
_PAPERS = {"asesmen": "assessment", "pembahasan": "conference"}


@needs(Permission.SEE_BENEFICIARIES)
@require_safe
def show_service(request: SignedInRequest, pk: int) -> HttpResponse:
    user, service = request.user, _service(request.user, pk)
    aid = Aid.objects.visible_to(user).filter(service=service)
    context = {
        "service": service,
        "person": service.person,
        "missing": service.missing_for_aid,
        "aid": aid,
        "visits": service.follow_ups.all(),
        "may_manage": user.may(Permission.MANAGE_BENEFICIARIES),
        "of_partner": user.is_of_partner,
        "events": history_of(service, aid).reverse() if user.may(Permission.SEE_TRAIL) else None,
    }
    note_look_of_day(obj=service, what="Halaman pelayanan", by=request.user)
    return render(request, "beneficiaries/service.html", context)


@needs(Permission.MANAGE_BENEFICIARIES)
@_FORM
def new_service(request: SignedInRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    return form_page(
        request,
        ServiceForm(request.POST or None, user=request.user),
        begin_service,
        {"person": person},
        title="Mulai pelayanan",
        back=person,
        said="Pelayanan dimulai. Catat asesmen dan pembahasan kasusnya sebelum memberi bantuan.",
        person=person,
    )


@needs(Permission.MANAGE_BENEFICIARIES)
@_FORM
def assess(request: SignedInRequest, pk: int) -> HttpResponse:
    service = _service(request.user, pk)
    return form_page(
        request,
        AssessmentForm(request.POST or None, request.FILES or None, initial={"assessed_on": service.assessed_on}),
        record_assessment,
        {"service": service},
        title="Catat asesmen",
        back=service,
        said="Asesmen dicatat.",
        person=service.person,
    )


@needs(Permission.MANAGE_BENEFICIARIES)
@_FORM
def confer(request: SignedInRequest, pk: int) -> HttpResponse:
    service = _service(request.user, pk)
    return form_page(
        request,
        ConferenceForm(request.POST or None, request.FILES or None, initial={"conferred_on": service.conferred_on}),
        record_conference,
        {"service": service},
        title="Catat pembahasan kasus",
        back=service,
        said="Pembahasan kasus dicatat.",
        person=service.person,
    )


@needs(Permission.MANAGE_BENEFICIARIES)
@_FORM
def edit_companion(request: SignedInRequest, pk: int) -> HttpResponse:
    service = _service(request.user, pk)
    initial = {"companion_kind": service.companion_kind, "companion_name": service.companion_name}
    return form_page(
        request,
        CompanionForm(request.POST or None, initial=initial),
        revise_companion,
        {"service": service},
        title="Ubah pendamping dan catatan",
        back=service,
        said="Pendamping dan catatan disimpan.",
        person=service.person,
    )


@needs(Permission.MANAGE_BENEFICIARIES)
@_FORM
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    service = _service(request.user, pk)
    return form_page(
        request,
        EndForm(request.POST or None, user=request.user, initial={"version": service.version}),
        end_service,
        {"service": service},
        title="Akhiri pelayanan",
        back=service,
        said="Pelayanan diakhiri. Kunjungan sesudahnya dicatat di halaman ini.",
        label="Akhiri pelayanan",
        person=service.person,
    )


@needs(Permission.MANAGE_BENEFICIARIES)
@_FORM
def new_visit(request: SignedInRequest, pk: int) -> HttpResponse:
    service = _service(request.user, pk)
    return form_page(
        request,
        VisitForm(request.POST or None, request.FILES or None),
        record_follow_up,
        {"service": service},
        title="Catat kunjungan",
        back=service,
        said="Kunjungan dicatat.",
        person=service.person,
    )


@needs(Permission.SEE_BENEFICIARIES)
@require_safe
def send_paper(request: SignedInRequest, pk: int, paper: str) -> HttpResponseBase:
    """The assessment or the minutes of the conference: case papers, which an LKS sees of its own services only."""
    service = _service(request.user, pk)
    stored = getattr(service, _PAPERS[paper]) if paper in _PAPERS else None
    if stored is None:
        raise Http404
    note_look(obj=service, what=f"Berkas {paper}", by=request.user)
    return send(stored, inline=True)


@needs(Permission.SEE_BENEFICIARIES)
@require_safe
def send_visit_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    visit: FollowUp = get_object_or_404(FollowUp.objects.visible_to(request.user), pk=pk)
    if visit.file is None:
        raise Http404
    note_look(obj=visit.service, what="Berkas kunjungan", by=request.user)
    return send(visit.file, inline=True)


def _service(user: User, pk: int) -> Service:
    shown = Service.objects.visible_to(user).select_related("person__office", "partner", "agreement", "handed_to")
    found: Service = get_object_or_404(shown, pk=pk)
    return found
