"""Pages of training (bimtek): the list, one training with who was there, and the office's condition."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.permissions import SignedInRequest, needs
from accounts.requests import posted_version
from accounts.roles import Permission
from partners.actions import (
    record_participant,
    record_training,
    remove_participant,
    revise_training,
    set_training_condition,
)
from partners.filters import TrainingFilter
from partners.forms import ConditionForm, ParticipantForm, TrainingForm
from partners.models import Training, TrainingCondition, TrainingParticipant
from partners.paging import paged
from partners.spreadsheets import TrainingsExport
from trail.forms import done
from trail.models import Event
from vault.leaving import leaving


@needs(Permission.SEE_PARTNERS)
@require_safe
def list_trainings(request: SignedInRequest) -> HttpResponse:
    user = request.user
    shown = Training.objects.visible_to(user)
    chosen = TrainingFilter(request.GET, queryset=shown, user=user)
    came = Q(participants__presence__in=TrainingParticipant.TOOK_PART)
    counted = shown.select_related("office").annotate(
        came=Count("participants", filter=came), lks=Count("participants__partner", filter=came, distinct=True)
    )
    context = {
        "filter": chosen,
        **paged(request, chosen.qs, counted),
        "may_manage": user.may(Permission.MANAGE_PARTNERS),
        "may_set": user.may(Permission.SET_TRAINING_CONDITION),
        "condition": TrainingCondition.objects.filter(office=user.office_id).first() if user.office_id else None,
        "of_office": not user.is_of_partner,
        "many_offices": user.sees_several_offices,
        "narrowed": any(request.GET.get(name) for name in chosen.filters),
    }
    return render(request, "partners/trainings.html", context)


@needs(Permission.SEE_PARTNERS)
@require_safe
def export_trainings(request: SignedInRequest) -> HttpResponse:
    """Who took part, for the trainings that the page shows, filters included, as a workbook."""
    user = request.user
    chosen = TrainingFilter(request.GET, queryset=Training.objects.visible_to(user), user=user)
    rows = TrainingParticipant.objects.visible_to(user).filter(training__in=chosen.qs)
    ordered = rows.select_related("training", "partner").order_by("-training__starts_on", "training", "partner__name")
    return leaving(TrainingsExport().workbook(ordered), f"Bimtek-{timezone.localdate():%Y-%m-%d}.xlsx")


@needs(Permission.MANAGE_PARTNERS)
def new_training(request: SignedInRequest) -> HttpResponse:
    form = TrainingForm(request.POST or None)
    if request.method == "POST" and done(form, record_training, by=request.user):
        messages.success(request, "Bimtek dicatat. Tambahkan pesertanya di bawah ini.")
        found = Training.objects.visible_to(request.user).filter(recorded_by=request.user).order_by("-pk").first()
        return redirect(found) if found else redirect("partners:trainings")
    return _form_page(request, form, title="Catat bimtek")


@needs(Permission.MANAGE_PARTNERS)
def edit_training(request: SignedInRequest, pk: int) -> HttpResponse:
    training = _training(request.user, pk)
    form = TrainingForm(request.POST or None, initial=model_to_dict(training, fields=TrainingForm.Meta.fields))
    version = posted_version(request) if request.method == "POST" else training.version
    given: dict[str, Any] = {"training": training, "by": request.user, "version": version}
    if request.method == "POST" and done(form, revise_training, **given):
        messages.success(request, "Data bimtek disimpan.")
        return redirect(training)
    return _form_page(request, form, title="Ubah bimtek", training=training, version=version)


@needs(Permission.SEE_PARTNERS)
@require_safe
def show_training(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _training(request.user, pk))


@needs(Permission.MANAGE_PARTNERS)
@require_POST
def add_participant(request: SignedInRequest, pk: int) -> HttpResponse:
    training = _training(request.user, pk)
    form = ParticipantForm(request.POST, user=request.user)
    if done(form, record_participant, training=training, by=request.user):
        messages.success(request, f"{form.cleaned_data['name']} dicatat.")
        return redirect(training)
    return _page(request, training, form)


@needs(Permission.MANAGE_PARTNERS)
@require_POST
def drop_participant(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = TrainingParticipant.objects.visible_to(request.user).select_related("training", "partner")
    participant = get_object_or_404(shown, pk=pk)
    remove_participant(participant=participant, by=request.user)
    messages.success(request, f"{participant} dihapus dari daftar peserta.")
    return redirect(participant.training)


@needs(Permission.SET_TRAINING_CONDITION)
def set_condition(request: SignedInRequest) -> HttpResponse:
    now = TrainingCondition.objects.filter(office=request.user.office_id).first()
    form = ConditionForm(request.POST or None, initial={"within_years": now.within_years if now else None})
    if request.method == "POST" and done(form, set_training_condition, by=request.user):
        messages.success(request, "Syarat bimtek disimpan. Berlaku untuk perjanjian yang diajukan mulai sekarang.")
        return redirect("partners:trainings")
    lead = (
        "LKS yang tidak mengikuti bimtek dalam tahun-tahun itu tidak mendapat perjanjian baru, kecuali PPK dan KPA "
        "mencabut sanksinya untuk sementara. Perjanjian yang sudah berlaku tidak terpengaruh."
    )
    return _form_page(request, form, title="Syarat bimtek", lead=lead)


def _page(request: SignedInRequest, training: Training, form: ParticipantForm | None = None) -> HttpResponse:
    user = request.user
    may_manage = user.may(Permission.MANAGE_PARTNERS)
    rows = TrainingParticipant.objects.visible_to(user).filter(training=training).select_related("partner")
    people = list(rows)
    context = {
        "training": training,
        "participants": people,
        "counts": [
            (presence.label, sum(row.presence == presence for row in people))
            for presence in TrainingParticipant.Presence
        ],
        "may_manage": may_manage,
        "form": (form or ParticipantForm(user=user)) if may_manage else None,
        "events": Event.objects.visible_to(user).about(training).reverse() if user.may(Permission.SEE_TRAIL) else None,
    }
    return render(request, "partners/training.html", context, status=422 if form else 200)


def _form_page(request: SignedInRequest, form: Any, **context: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "partners/training_form.html", {"form": form, **context}, status=status)


def _training(user: User, pk: int) -> Training:
    return get_object_or_404(Training.objects.visible_to(user).select_related("office"), pk=pk)
