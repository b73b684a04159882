"""A pytest plugin for the second run, on PostgreSQL: keeps only the tests that are about the database.

Rules, money and workbooks are judged without one; what they say on SQLite they would say again.
Loaded by bin/test with `-p tests.database_only`.
"""

from __future__ import annotations

import pytest
from django.test import TransactionTestCase

#: What these try is paper, files, words on a page and what leaves the house; the database is only where they begin.
#: Every page is opened on PostgreSQL all the same, by tests/test_access.py.
NOT_ABOUT_DATABASES = (
    "tests/reports/test_official.py",
    "tests/reports/test_export.py",
    "tests/reports/test_public.py",
    "tests/reports/test_tryout.py",
    "tests/reports/test_bad_input.py",
    "tests/reports/planted/",
    "tests/reports/test_lines.py",
    "tests/reports/test_evidence_told.py",
    "tests/reports/test_slow_door.py",
    "tests/reports/test_reading_falls_over.py",
    "tests/reports/test_virus.py",
    "tests/reports/test_alone.py",
    "tests/test_exports.py",
    "tests/partners/test_letter.py",
    "tests/accounts/",
    "tests/activities/",
    "tests/audits/test_money.py",
    "tests/audits/test_searching.py",
    "tests/audits/test_risks.py",
    "tests/audits/test_weights.py",
    "tests/desk/",
    "tests/grants/test_facts.py",
    "tests/grants/test_progress.py",
    "tests/imports/test_clock.py",
    "tests/legal/",
    "tests/reports/test_case_files.py",
    "tests/reports/test_causes.py",
    "tests/reports/test_commands.py",
    "tests/reports/test_explanations.py",
    "tests/reports/test_money_gone.py",
    "tests/reports/test_nothing_unasked.py",
    "tests/reports/test_offices_held.py",
    "tests/reports/test_signature_rules.py",
    "tests/reports/workbooks/",
    "tests/vault/test_clamd.py",
    "tests/vault/test_door.py",
    "tests/vault/test_likeness.py",
    "tests/vault/test_scanner.py",
    # What an auditor may send is asked of views and actions; what they would write is watched in their SQL.
    "tests/audits/test_reads_only.py",
    "tests/audits/test_own_room.py",
)
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server", "admin_user", "admin_client"}


def needs_database(item: pytest.Item) -> bool:
    """Whether the test reads or writes a database: by mark, by fixture, or as a Django test case."""
    if item.get_closest_marker("django_db") or DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ())):
        return True
    case = getattr(item, "cls", None)
    return bool(case and issubclass(case, TransactionTestCase))


def is_about_databases(item: pytest.Item) -> bool:
    """Whether another database could answer otherwise."""
    file = item.nodeid.partition("::")[0]
    return not file.startswith(NOT_ABOUT_DATABASES) and not file.endswith(("_pages.py", "_page.py"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what has nothing to do with a database."""
    kept = [item for item in items if needs_database(item) and is_about_databases(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept
