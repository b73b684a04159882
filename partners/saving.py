"""Saving a record so that what is wrong comes back as Indonesian sentences."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction

from trail.refusal import Refusal


def save_checked(obj: models.Model, *, taken: str) -> None:
    """Validate the fields and save; raises Refusal with one sentence for each thing that is wrong.

    ``taken`` is the sentence for a unique key that another record has already: asked of the database itself, so that
    two people who save at once get the same answer.
    """
    try:
        obj.clean_fields()
        obj.clean()
    except ValidationError as problem:
        raise Refusal(*sentences_of(obj, problem)) from problem
    try:
        with transaction.atomic():
            obj.save()
    except IntegrityError as problem:
        raise Refusal(taken) from problem


def sentences_of(obj: models.Model, problem: ValidationError) -> list[str]:
    """A validation error in sentences that name the field as the screen does."""
    sentences = []
    for name, messages in problem.message_dict.items():
        field = "" if name == NON_FIELD_ERRORS else str(obj._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        sentences += [f"{field[:1].upper()}{field[1:]}: {message}" if field else message for message in messages]
    return sentences


def field_sentences(obj: models.Model, names: Collection[str]) -> dict[str, list[str]]:
    """What these fields of a record that is not saved say of their values, by their names."""
    try:
        obj.clean_fields(exclude=[one.name for one in obj._meta.fields if one.name not in names])
    except ValidationError as problem:
        return problem.message_dict
    return {}
