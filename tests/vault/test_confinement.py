"""What reads an untrusted file can do nothing else: whatever code a hostile file may bring along, it reaches nobody."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.vault import misbehaving
from tests.vault.misbehaving import task
from tests.vault.test_apart import in_a_fork
from vault import confinement
from vault.apart import work_apart
from vault.confinement import not_offered

HARMLESS = {"start a thread", "import a module late"}


@pytest.mark.skipif(bool(not_offered()), reason=f"this kernel does not offer {not_offered()}")
def test_a_child_reaches_no_file_no_network_and_no_other_process(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.touch(mode=0o600)
    came = work_apart(task(misbehaving.reach_out, threads=True), b"", {"path": str(kept)}).value
    assert {what for what, result in came.items() if result == "done"} == HARMLESS
    assert set(came.values()) == {"done", "PermissionError"}
    assert kept.stat().st_mode & 0o777 == 0o600


def test_a_kernel_that_offers_nothing_is_no_reason_to_read_no_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confinement, "not_offered", lambda: [confinement.FILES, confinement.CALLS])
    assert in_a_fork(confined_and_free)


def confined_and_free() -> bool:
    confinement.confine()
    with open("/etc/passwd"), socket.socket():
        return True
