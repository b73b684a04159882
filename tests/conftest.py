"""What every test stands on: settings of their own, the cast, and a database that can be emptied between tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase
from hypothesis import settings as hypothesis

# The same examples on every machine however busy it is, and a failing one as it is found: to shrink a workbook would
# take minutes. `--hypothesis-profile=default` looks for others, and shrinks them.
hypothesis.register_profile("amanah", hypothesis.get_profile("ci"), phases=[Phase.explicit, Phase.generate])
hypothesis.load_profile("amanah")


@pytest.fixture(autouse=True)
def quick_and_private(settings: object, tmp_path: Path) -> None:
    """A cheap password hash, plain static files, and a vault of this test's own."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    settings.VAULT_ROOT = tmp_path / "vault"  # type: ignore[attr-defined]
    storages = dict(settings.STORAGES)  # type: ignore[attr-defined]
    storages["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages["vault"] = {**storages["vault"], "OPTIONS": {"location": tmp_path / "vault", "base_url": None}}
    settings.STORAGES = storages  # type: ignore[attr-defined]


def append_only_tables() -> list[str]:
    """The tables of every model that is only ever added to."""
    from django.apps import apps

    return [model._meta.db_table for model in apps.get_models() if getattr(model, "append_only", False)]


@pytest.fixture(autouse=True)
def triggers_step_aside_at_the_end(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where a test writes for real, the tables are emptied after it: for that moment the trail's triggers are gone."""
    mark = request.node.get_closest_marker("django_db")
    if not ("transactional_db" in request.fixturenames or (mark and mark.kwargs.get("transaction"))):
        yield
        return
    request.getfixturevalue("transactional_db")
    from django.db import connection

    from trail import triggers

    tables = append_only_tables()
    triggers.guard(connection, *tables)
    yield
    triggers.unguard(connection, *tables)


pytest_plugins = ["tests.cast"]
