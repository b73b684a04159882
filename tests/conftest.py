"""What every test stands on: settings of their own, the cast, and a database that can be emptied between tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase
from hypothesis import settings as hypothesis
from pytest_django import DjangoDbBlocker

from tests.beforehand import Shelf, build_for, name_of_world, private, writes_for_real
from tests.cast import Cast, sign_in
from tests.database_only import needs_database

__all__ = ["sign_in"]

# The same examples on every machine however busy it is, and a failing one as it is found: to shrink a workbook would
# take minutes. `--hypothesis-profile=default` looks for others, and shrinks them.
hypothesis.register_profile("amanah", hypothesis.get_profile("ci"), phases=[Phase.explicit, Phase.generate])
hypothesis.load_profile("amanah")


@pytest.fixture(autouse=True)
def quick_and_private(settings: object, tmp_path: Path) -> None:
    """Settings of this test's own."""
    for name, value in private(tmp_path / "vault").items():
        setattr(settings, name, value)


def append_only_tables() -> list[str]:
    """The tables of every model that is only ever added to."""
    from django.apps import apps

    return [model._meta.db_table for model in apps.get_models() if getattr(model, "append_only", False)]


@pytest.fixture(autouse=True)
def triggers_step_aside_at_the_end(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where a test writes for real, the tables are emptied after it: for that moment the trail's triggers are gone."""
    if not writes_for_real(request.node):
        yield
        return
    request.getfixturevalue("transactional_db")
    from django.db import connection

    from trail import triggers

    tables = append_only_tables()
    triggers.guard(connection, *tables)
    yield
    triggers.unguard(connection, *tables)


@pytest.fixture(scope="session")
def shelf(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shelf]:
    """Where the world that the next tests begin with stands ready."""
    shelf = Shelf(tmp_path_factory.mktemp("worlds"))
    yield shelf
    with django_db_blocker.unblock():
        shelf.clear()


@pytest.fixture
def beforehand(request: pytest.FixtureRequest, shelf: Shelf, django_db_blocker: DjangoDbBlocker) -> None:
    """Of every test with a database, before it opens one: the world that it is marked with, or none."""
    with django_db_blocker.unblock():
        shelf.prepare(build_for(request.node))


@pytest.fixture
def cast(db: None, shelf: Shelf, tmp_path: Path) -> Cast:
    return shelf.cast(tmp_path / "vault")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put ``beforehand`` first, and tests that begin with the same world beside each other."""
    for item in items:
        if needs_database(item):
            item.fixturenames.insert(0, "beforehand")  # type: ignore[attr-defined]
    # Those that write for real stay last, where pytest-django has put them.
    items.sort(key=lambda item: (writes_for_real(item), name_of_world(item)))
