"""Several people at the same moment, each in a thread of their own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections

from trail.refusal import Refusal


@pytest.fixture
def many_hands(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database that several threads may write to at once.

    PostgreSQL is one. SQLite's database in memory is not: threads that share it are refused instead of queued, as they
    never are in a file. So the tables go into a file for this test, and back to memory after it.
    """
    if connection.vendor != "sqlite":
        yield
        return
    memory = dict(connection.settings_dict)
    in_memory: sqlite3.Connection = connection.connection
    file = tmp_path / "many-hands.sqlite3"
    with sqlite3.connect(file) as target:
        in_memory.backup(target)
    settings: dict[str, Any] = connections.settings["default"]
    kept = settings["NAME"]
    connection.connection = None
    settings["NAME"] = connection.settings_dict["NAME"] = str(file)
    yield
    connection.connection.close()
    connection.connection = in_memory
    settings["NAME"], connection.settings_dict["NAME"] = kept, memory["NAME"]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run all acts, each in a thread that waits for the others before it begins; what each gave or raised."""
    together = Barrier(len(acts), timeout=20)

    def run(act: Callable[[], Any]) -> Any:
        try:
            together.wait()
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(run, act) for act in acts]]


def effects_and_refusals(results: list[Any]) -> tuple[list[Any], list[Refusal]]:
    refused = [result for result in results if isinstance(result, Refusal)]
    return [result for result in results if not isinstance(result, Refusal)], refused
