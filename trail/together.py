"""The same step for many records at once: what ``transition()`` asks and writes, asked and written for all of them.

Two thousand recipients that cannot be given their money, or the services of an agreement that is over, are one press
of one person. Each record keeps its own event, so that its history is whole; only the round trips are saved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils import timezone

from trail.reasons import sentence_in
from trail.record import Actor, record_events
from trail.refusal import NotAllowed, StalePage
from trail.state import StatefulModel, barred_by
from trail.transition import told_of

M = TypeVar("M", bound=StatefulModel)

#: Records that one statement names; SQLite takes no more than so many values.
_EACH = 500


def transition_all(
    rows: models.QuerySet[M],
    name: str,
    *,
    by: Actor,
    versions: Mapping[int, int] | None = None,
    reason: str = "",
    changes: dict[str, Any] | None = None,
    data: Callable[[M], dict[str, Any]] | None = None,
) -> int:
    """Take step ``name`` with all these records of one office, or refuse and leave all as they were; how many.

    ``rows`` join what the records' names and chain are made of. ``versions`` are those that the page showed, by id;
    without them each is taken as it is now, by who holds a lock that its writers queue for. ``changes`` and ``reason``
    are the same for all, ``data`` says what each event tells besides.
    """
    step = rows.model.workflow.step(name)
    manager = rows.model._base_manager
    with transaction.atomic():
        found = list(rows.select_for_update(of=("self",)))
        if not found:
            return 0
        for row in found:
            if row.state not in step.sources or (versions is not None and row.version != versions[row.pk]):
                raise StalePage(
                    f"{row} sudah berubah sejak Anda membuka halaman ini: kini berstatus “{row.state_label}”.",
                    "Tidak ada yang diubah. Muat ulang halaman, periksa, lalu putuskan lagi.",
                )
            if barred_by(row, step, by):
                raise NotAllowed(
                    f"“{step.label}” harus dilakukan orang lain: Anda sendiri yang menyusun atau mengusulkannya.",
                    "Mintalah pejabat lain yang berwenang.",
                )
        if not by.may(step.permission) or not _all_seen(found, by):
            raise NotAllowed(f"Anda tidak berwenang untuk “{step.label}” pada {found[0]}.")
        if step.needs_reason:
            reason = sentence_in(reason, example=step.example)
        written: dict[str, Any] = dict(changes or {})
        if step.stamp:
            written |= {f"{step.stamp}_by_id": by.pk, f"{step.stamp}_at": timezone.now()}
        alike: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        for row in found:
            alike[row.state, row.version].append(row.pk)
        updated = sum(
            manager.filter(pk__in=part, state=state, version=version).update(
                state=step.target, version=version + 1, **written
            )
            for (state, version), ids in alike.items()
            for part in _parts(ids)
        )
        if updated != len(found):
            raise StalePage("Sebagian baru saja diubah orang lain. Muat ulang halaman, lalu putuskan lagi.")
        about = [
            (row, told_of(row, step, reason=reason, changes=changes or {}, data=data(row) if data else {}))
            for row in found
        ]
        record_events(verb=f"{rows.model._meta.model_name}.{name}", about=about, by=by)
    return len(found)


def _all_seen(found: list[M], by: Actor) -> bool:
    shown = type(found[0])._default_manager.visible_to(by)  # type: ignore[attr-defined]
    return sum(shown.filter(pk__in=part).count() for part in _parts([row.pk for row in found])) == len(found)


def _parts(ids: list[int]) -> list[list[int]]:
    return [ids[start : start + _EACH] for start in range(0, len(ids), _EACH)]
