"""The one way to change a state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from trail.changed import filled_in
from trail.reasons import sentence_in
from trail.record import Actor, record_event
from trail.refusal import NotAllowed, StalePage
from trail.state import StatefulModel, barred_by
from trail.workflow import Step

M = TypeVar("M", bound=StatefulModel)


def transition(
    obj: M,
    name: str,
    *,
    by: Actor,
    version: int,
    reason: str = "",
    changes: dict[str, Any] | None = None,
    data: dict[str, Any] | None = None,
) -> M:
    """Take step ``name`` of the record's workflow, or refuse and leave everything as it was.

    ``version`` is what the page showed; another one means that somebody was faster (StalePage, 409).
    ``changes`` are further fields written in the same update, told in the trail as what they were and are; ``data``
    goes there beside the states and the reason, which has to be a sentence where the step needs one. The record given
    is refreshed. The version check holds by itself where the database has no row locks.
    """
    step = obj.workflow.step(name)
    manager = type(obj)._base_manager
    with transaction.atomic():
        row = manager.select_for_update().get(pk=obj.pk)
        require_step(row, step, by=by, version=version, may=by.may(step.permission, row))
        if step.needs_reason:
            reason = sentence_in(reason, example=step.example)
        updated = manager.filter(pk=row.pk, version=version, state=row.state).update(
            state=step.target, version=version + 1, **stamp_of(step, by), **(changes or {})
        )
        if updated != 1:
            raise StalePage(f"{obj} baru saja diubah orang lain. Muat ulang halaman, lalu putuskan lagi.")
        told = told_of(row, step, reason=reason, changes=changes or {}, data=data or {})
        record_event(verb=f"{obj._meta.model_name}.{name}", obj=row, by=by, data=told)
    obj.refresh_from_db()
    return obj


def require_step(row: StatefulModel, step: Step, *, by: Actor, version: int, may: bool) -> None:
    """Refuse a step that the record is past, that is not this person's, or that has to be another's; ``may`` is
    whether the person holds what the step needs, for this record."""
    if row.version != version or row.state not in step.sources:
        raise StalePage(
            f"{row} sudah berubah sejak Anda membuka halaman ini: kini berstatus “{row.state_label}”.",
            "Tidak ada yang diubah. Muat ulang halaman, periksa, lalu putuskan lagi.",
        )
    if not may:
        raise NotAllowed(f"Anda tidak berwenang untuk “{step.label}” pada {row}.")
    if barred_by(row, step, by):
        raise NotAllowed(
            f"“{step.label}” harus dilakukan orang lain: Anda sendiri yang menyusun atau mengusulkannya.",
            "Mintalah pejabat lain yang berwenang.",
        )


def stamp_of(step: Step, by: Actor) -> dict[str, Any]:
    """Who took the step and when, where the record keeps it beside the trail."""
    return {f"{step.stamp}_by_id": by.pk, f"{step.stamp}_at": timezone.now()} if step.stamp else {}


def told_of(
    row: StatefulModel, step: Step, *, reason: str, changes: Mapping[str, Any], data: Mapping[str, Any]
) -> dict[str, Any]:
    """What the trail is told of a step; ``row`` is the record as it was before."""
    told = {"from": row.state, "to": step.target, **data}
    if reason.strip():
        told["reason"] = reason.strip()
    # A reason that a column keeps too is told once.
    written = {name: change for name, change in filled_in(row, changes).items() if change["to"] != told.get("reason")}
    if written:
        told.setdefault("changes", written)
    return told
