"""What can be imported. Rooms above register their tables when the application starts; this room knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.models import User
from accounts.roles import Permission
from imports.columns import FlatTable

if TYPE_CHECKING:
    from django.db.models import Model

    from imports.models import ImportRun
    from imports.resources import FlatResource


@dataclass(frozen=True, slots=True)
class Importer:
    """One table that people import, and all that the pages of this room must know of it."""

    kind: str  #: stands in addresses and in the database; never used for another table
    table: FlatTable
    #: The django-import-export resource that judges and writes, for who imports and what the rows belong to.
    resource: Callable[[User, Model | None], FlatResource]
    permission: Permission
    title: str  #: "Impor LKS"
    list_title: str  #: "LKS": the list that the rows go into
    row_title: str  #: what names a row: "NIK"
    how: tuple[str, ...]  #: sentences that explain, before anything is uploaded
    template: Callable[[], bytes]
    verb: str  #: of the event that tells what was taken in: "partner.import"
    done: Callable[[ImportRun], str]  #: a sentence for when all is saved
    #: Address of the list that one came from and goes back to.
    back: Callable[[Model | None], str]
    #: Where the rows are part of a record: that with this id, if this person may add to it. Raises Http404.
    context: Callable[[User, int], Model] | None = None
    #: Whether the history of the record that the rows belong to tells of the import too.
    told_of_context: bool = False
    #: More rows than these are judged and saved by the worker: a person should not wait for them.
    rows_at_once: int = 2_000


_importers: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    """Make a table importable. Raises ValueError where its kind is taken by another."""
    if _importers.get(importer.kind, importer) is not importer:
        raise ValueError(f"{importer.kind} is imported already")
    _importers[importer.kind] = importer


def importer_of(kind: str) -> Importer:
    """Raises KeyError where nothing of this kind is imported."""
    return _importers[kind]


def kinds_for(user: User) -> list[str]:
    """The kinds that this person may import."""
    return [kind for kind, importer in _importers.items() if user.may(importer.permission)]
