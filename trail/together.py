"""The same step for many records at once: what ``transition()`` asks and writes, asked and written for all of them.

Two thousand recipients that cannot be given their money, or the services of an agreement that is over, are one press
of one person. Each record keeps its own event, so that its history is whole; only the round trips are saved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.db import models, transaction

from trail.parts import in_parts
from trail.reasons import sentence_in
from trail.record import Actor, record_events
from trail.refusal import StalePage
from trail.state import StatefulModel
from trail.transition import require_step, stamp_of, told_of

M = TypeVar("M", bound=StatefulModel)


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
        seen = _seen(found, by) if by.may(step.permission) else set()
        for row in found:
            version = row.version if versions is None else versions[row.pk]
            require_step(row, step, by=by, version=version, may=row.pk in seen)
        if step.needs_reason:
            reason = sentence_in(reason, example=step.example)
        written = {**stamp_of(step, by), **(changes or {})}
        alike: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        for row in found:
            alike[row.state, row.version].append(row.pk)
        updated = sum(
            manager.filter(pk__in=part, state=state, version=version).update(
                state=step.target, version=version + 1, **written
            )
            for (state, version), ids in alike.items()
            for part in in_parts(ids)
        )
        if updated != len(found):
            raise StalePage("Sebagian baru saja diubah orang lain. Muat ulang halaman, lalu putuskan lagi.")
        about = [
            (row, told_of(row, step, reason=reason, changes=changes or {}, data=data(row) if data else {}))
            for row in found
        ]
        record_events(verb=f"{rows.model._meta.model_name}.{name}", about=about, by=by)
    return len(found)


def _seen(found: list[M], by: Actor) -> set[int]:
    shown = type(found[0])._default_manager.visible_to(by)  # type: ignore[attr-defined]
    return {
        pk
        for part in in_parts([row.pk for row in found])
        for pk in shown.filter(pk__in=part).values_list("pk", flat=True)
    }
