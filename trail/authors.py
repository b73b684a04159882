"""Who wrote a record, for the rules of two persons: who drafted it, and whoever wrote in it, as the trail tells.

By which verbs a record is written says its workflow.
"""

from __future__ import annotations

from typing import Any

from trail.models import Event


def authors_of(obj: Any) -> set[str]:
    """Ids of all who wrote any of it, as events keep them."""
    written = Event.objects.about(obj).filter(verb__in=obj.workflow.writing)
    return {str(getattr(obj, "drafted_by_id", "")), *written.order_by().values_list("actor_id", flat=True).distinct()}


def has_written(obj: Any, user: Any) -> bool:
    """Whether the user wrote any of it: such a person must not be the one to decide on it."""
    return str(user.pk) in authors_of(obj)
