"""What every test stands on: settings of their own, the cast, and a database that can be emptied between tests."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# Before Django reads its settings: nothing of a test may touch the demonstration's files.
os.environ["AMANAH_VAR"] = tempfile.mkdtemp(prefix="amanah-test-")
os.environ["TASKS_IMMEDIATE"] = "1"
os.environ["DEBUG"] = "0"


@pytest.fixture(autouse=True)
def quick_and_private(settings: object, tmp_path: Path) -> None:
    """A cheap password hash, plain static files, and a vault of this test's own."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    settings.VAULT_ROOT = tmp_path / "vault"  # type: ignore[attr-defined]
    storages = dict(settings.STORAGES)  # type: ignore[attr-defined]
    storages["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages["vault"] = {**storages["vault"], "OPTIONS": {"location": tmp_path / "vault", "base_url": None}}
    settings.STORAGES = storages  # type: ignore[attr-defined]


@pytest.fixture
def transactional_db(transactional_db: None) -> Iterator[None]:
    """A real transaction for each write. The trail's triggers step aside only while the tables are emptied."""
    from django.db import connection

    from trail import triggers

    triggers.install(connection)
    yield
    triggers.remove(connection)


pytest_plugins = ["tests.cast"]
