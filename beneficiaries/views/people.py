"""Pages of persons: the list, looking one up, one person, and the forms that write about one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import note_look_of_day, note_names, note_search
from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from beneficiaries.actions import (
    deactivate_person,
    open_personal_data,
    reactivate_person,
    record_check,
    record_person,
    revise_person,
)
from beneficiaries.deaths import Deaths, deaths_by_office
from beneficiaries.filters import PersonFilter
from beneficiaries.forms import CheckForm, NikForm, OpeningForm, PersonForm, RevisionForm
from beneficiaries.histories import history_of
from beneficiaries.models import Aid, Person, Repeat, Service
from beneficiaries.shown import shown_repeats
from beneficiaries.views.pages import form_page
from partners.models import Partner
from partners.paging import paged
from partners.regions import regencies, unknown_origin
from trail.forms import ReasonForm
from vault.private import keyed_index

_FORM = require_http_methods(["GET", "HEAD", "POST"])


@needs(Permission.SEE_BENEFICIARIES)
@require_safe
def list_people(request: SignedInRequest) -> HttpResponse:
    rows = Person.objects.visible_to(request.user)
    chosen = PersonFilter(request.GET, queryset=rows, user=request.user)
    context = {
        "filter": chosen,
        **paged(request, chosen.qs, rows.select_related("office").prefetch_related("services__partner")),
        "may_manage": request.user.may(Permission.MANAGE_BENEFICIARIES),
        "may_import": request.user.may(Permission.IMPORT_TABLES),
        "of_partner": request.user.is_of_partner,
        "many_offices": request.user.sees_several_offices,
        "narrowed": any(request.GET.get(name) for name in chosen.filters),
    }
    note_names(shown=context["page_obj"], what="Daftar penerima", by=request.user)
    return render(request, "beneficiaries/people.html", context)


@needs(Permission.SEE_BENEFICIARIES)
@_FORM
def find_person(request: SignedInRequest) -> HttpResponse:
    """Who has this NIK, among those whom the reader may see. The number is sent, never part of an address."""
    form = NikForm(request.POST or None)
    found: list[Person] | None = None
    if form.is_bound and form.is_valid():
        known = Person.objects.visible_to(request.user).filter(nik_index=keyed_index(form.cleaned_data["nik"]))
        found = list(known.select_related("office"))
        note_search(found=found, by=request.user)
        form = NikForm()  # the number is not written back
    context = {
        "form": form,
        "found": found,
        "may_manage": request.user.may(Permission.MANAGE_BENEFICIARIES),
        "many_offices": request.user.sees_several_offices,
    }
    response = render(request, "beneficiaries/find.html", context, status=422 if form.is_bound else 200)
    response["Cache-Control"] = "private, no-store"
    return response


@needs(Permission.SEE_BENEFICIARIES)
@require_safe
def show_person(request: SignedInRequest, pk: int) -> HttpResponse:
    user, person = request.user, _person(request.user, pk)
    may_manage = user.may(Permission.MANAGE_BENEFICIARIES)
    aid = Aid.objects.visible_to(user).filter(person=person).select_related("partner")
    mine = aid.values("pk")
    repeats = Repeat.objects.visible_to(user).standing()
    deaths = Deaths() if user.is_of_partner else deaths_by_office(person.office_id, [person.nik_index])
    died_on, elsewhere = deaths.here.get(person.nik_index), deaths.elsewhere.get(person.nik_index)
    context = {
        "person": person,
        "age": _age(person, dead=bool(died_on or elsewhere)),
        "services": Service.objects.visible_to(user).filter(person=person).select_related("partner"),
        "aid": aid,
        "checks": person.checks.select_related("checked_by") if not user.is_of_partner else [],
        "repeats": shown_repeats(user, [*repeats.filter(first__in=mine), *repeats.filter(again__in=mine)]),
        "taken_over": _taken_over(user, person),
        "died_on": died_on,
        "died_elsewhere": elsewhere,
        "may_manage": may_manage,
        "may_open": user.may(Permission.OPEN_PERSONAL_DATA),
        "of_partner": user.is_of_partner,
        "events": history_of(person, aid).reverse() if user.may(Permission.SEE_TRAIL) else None,
    }
    note_look_of_day(obj=person, what="Halaman penerima", by=request.user)
    return render(request, "beneficiaries/person.html", context)


@needs(Permission.MANAGE_BENEFICIARIES)
@_FORM
def new_person(request: SignedInRequest) -> HttpResponse:
    form = PersonForm(request.POST or None)
    answer = form_page(
        request,
        form,
        record_person,
        {},
        title="Catat penerima",
        back=reverse("beneficiaries:people"),
        said="Penerima dicatat. Mulai pelayanannya dari halaman orangnya.",
        regencies=regencies(),
    )
    if answer.status_code == 302 and (doubt := unknown_origin(form.cleaned_data["nik"])):
        messages.warning(request, doubt)
    return answer


@needs(Permission.MANAGE_BENEFICIARIES)
@_FORM
def edit_person(request: SignedInRequest, pk: int) -> HttpResponse:
    person = _person(request.user, pk)
    return form_page(
        request,
        RevisionForm(request.POST or None, person=person),
        revise_person,
        {"person": person},
        title="Ubah data penerima",
        back=person,
        said="Data penerima disimpan.",
        person=person,
        regencies=regencies(),
    )


@needs(Permission.OPEN_PERSONAL_DATA)
@_FORM
def open_person(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask what for, then show the whole NIK and the case notes on this one answer, and remember who asked."""
    person = _person(request.user, pk)
    form = OpeningForm(request.POST or None)
    opened = None
    if form.is_bound and form.is_valid():
        opened = open_personal_data(person=person, by=request.user, why=form.cleaned_data["why"])
    context = {"person": person, "form": form, "opened": opened}
    status = 422 if form.errors else 200
    response = render(request, "beneficiaries/open.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


@needs(Permission.MANAGE_BENEFICIARIES)
@_FORM
def take_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that a person is served no more, or again: whichever the state allows."""
    person = _person(request.user, pk)
    ends = person.state == "active"
    return form_page(
        request,
        ReasonForm(request.POST or None, initial={"version": person.version}),
        deactivate_person if ends else reactivate_person,
        {"person": person},
        title="Nyatakan tidak dilayani lagi" if ends else "Layani lagi",
        back=person,
        said="Status penerima diubah.",
        person=person,
    )


@needs(Permission.MANAGE_BENEFICIARIES)
@_FORM
def new_check(request: SignedInRequest, pk: int) -> HttpResponse:
    person = _person(request.user, pk)
    return form_page(
        request,
        CheckForm(request.POST or None),
        record_check,
        {"person": person},
        title="Catat pengecekan program",
        back=person,
        said="Pengecekan dicatat.",
        person=person,
    )


def _person(user: User, pk: int) -> Person:
    return get_object_or_404(Person.objects.visible_to(user).select_related("office"), pk=pk)


def _age(person: Person, *, dead: bool) -> str:
    """The age in words; of who died only the year of birth."""
    years = person.age_on(timezone.localdate())
    if person.born_on is None or years is None:
        return "–"
    return f"Lahir tahun {person.born_on.year}" if dead else f"{years} tahun"


def _taken_over(user: User, person: Person) -> Service | None:
    """For people of an LKS: the last service whose person was handed over to them, and whom they do not serve yet."""
    if not user.is_of_partner:
        return None
    handed = Service.objects.filter(person=person, handed_to__in=Partner.objects.visible_to(user))
    return handed.handed_over_in_vain().select_related("partner", "office").last()
