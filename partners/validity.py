"""What several actions ask of what was typed: the model's own validators, and dates that can be true."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission
from partners.saving import sentences_of
from regulations.dates import tanggal
from trail.refusal import NotAllowed, Refusal


def clean_fields(obj: models.Model, **values: Any) -> dict[str, Any]:
    """The values as the model's fields keep them, for a transition to write.

    Raises Refusal with a sentence for each that does not fit.
    """
    kept, wrong = {}, {}
    for name, value in values.items():
        try:
            kept[name] = obj._meta.get_field(name).clean(value, obj)  # type: ignore[union-attr]
        except ValidationError as problem:
            wrong[name] = problem.messages
    if wrong:
        raise Refusal(*sentences_of(obj, ValidationError(wrong)))
    return kept


def require_not_future(what: str, day: date) -> None:
    """Refuse a date that has not come yet in the office's time zone."""
    if day > timezone.localdate():
        raise Refusal(f"{what} {tanggal(day)} belum terjadi. Isi tanggal yang tertulis pada dokumennya.")


def require_order(earlier: str, first: date, later: str, second: date) -> None:
    """Refuse two dates in the wrong order; the same day is right."""
    if second < first:
        raise Refusal(
            f"{later} {tanggal(second)} mendahului {earlier} {tanggal(first)}. Periksa kedua tanggal pada dokumennya."
        )


def require_permission(by: User, permission: Permission, what: str, obj: models.Model | None = None) -> None:
    """Refuse who does not hold the permission, or may not see the record it is about."""
    if not by.may(permission, obj):
        raise NotAllowed(f"Anda tidak berwenang untuk {what}.")
