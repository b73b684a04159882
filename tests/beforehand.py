"""What many tests begin with is made once, by the users' own actions, in a transaction around theirs.

A test marked ``begins_with(build)`` finds the world that ``build`` makes of a new cast; what it adds is undone
after it, and the world stands for the next test. It gets copies of the records, as ``setUpTestData`` of Django's own
test cases gives them.
Tests that write for real, and tests without the mark, begin with an empty database.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.conf import settings
from django.test import TestCase, override_settings

from tests.cast import Cast

Build = Callable[[Cast], object]


def private(vault: Path) -> dict[str, Any]:
    """Settings of a test: a cheap password hash, plain static files, and a vault of its own."""
    storages = dict(settings.STORAGES)
    storages["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages["vault"] = {**storages["vault"], "OPTIONS": {"location": vault, "base_url": None}}
    return {
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "VAULT_ROOT": vault,
        "STORAGES": storages,
    }


class World(TestCase):
    """The transaction that a world lives in; ``ready_for`` derives one for each."""

    build: ClassVar[Build]
    cast: Cast

    @classmethod
    def setUpTestData(cls) -> None:
        cls.cast = Cast()
        cls.cast.beforehand = cls.build(cls.cast)


class Shelf:
    """Holds at most one world ready."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._world: type[World] | None = None
        self._count = 0

    @property
    def _vault(self) -> Path:
        return self._folder / str(self._count)

    def prepare(self, build: Build | None) -> None:
        """Have the world of ``build`` ready, or an empty database."""
        if build is None:
            self.clear()
        elif self._world is None or self._world.build is not build:
            self.clear()
            self._count += 1
            world = type("ReadyWorld", (World,), {"build": staticmethod(build)})
            with override_settings(**private(self._vault)):
                world.setUpClass()
            self._world = world

    def clear(self) -> None:
        if self._world is not None:
            world, self._world = self._world, None
            world.tearDownClass()
            world.doClassCleanups()

    def cast(self, vault: Path) -> Cast:
        """A cast of the test's own, with the files of the world in its own vault."""
        if self._world is None:
            return Cast()
        if self._vault.exists():
            shutil.copytree(self._vault, vault)
        return self._world().cast


def begins_with(build: Build) -> pytest.MarkDecorator:
    """The mark of tests that begin with the world of ``build``: ``pytestmark = begins_with(submitted)``."""
    return pytest.mark.beforehand.with_args(build)


def build_for(item: pytest.Item) -> Build | None:
    mark = item.get_closest_marker("beforehand")
    return mark.args[0] if mark and not writes_for_real(item) else None


def name_of_world(item: pytest.Item) -> str:
    """What tests that begin with the same world have in common; the same in every process."""
    build = build_for(item)
    return f"{build.__module__}.{build.__qualname__}" if build else ""


def writes_for_real(item: pytest.Item) -> bool:
    """Whether the test commits, so that its tables are emptied after it."""
    names = getattr(item, "fixturenames", ())
    mark = item.get_closest_marker("django_db")
    return bool({"transactional_db", "live_server"}.intersection(names) or (mark and mark.kwargs.get("transaction")))


def mark_all(items: list[pytest.Item], folder: Path, fixture: str, build: Build) -> None:
    """For a conftest: whoever asks for ``fixture`` below ``folder`` finds the world of ``build``."""
    for item in items:
        if item.path.is_relative_to(folder) and fixture in getattr(item, "fixturenames", ()):
            item.add_marker(begins_with(build))
