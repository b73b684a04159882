"""bin/run as a newcomer meets it: a second start does nothing twice, a busy port is said plainly, Ctrl-C stops all."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from tests.browser.conftest import ROOT, Server, serve


def processes_of_session(session: int) -> list[str]:
    """Command lines of the processes that belong to the session with this id, zombies apart."""
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session and fields[0] != "Z":
                found.append((folder / "cmdline").read_text().replace("\0", " "))
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has just ended
    return found


def test_a_second_start_repeats_no_work_and_ctrl_c_stops_everything(server: Server) -> None:
    def stamps() -> dict[str, int]:
        return {
            path.name: path.stat().st_mtime_ns for path in [*server.var.glob(".done-*"), server.var / "secrets.env"]
        }

    before = stamps()
    assert {".done-migrate", ".done-demo", ".done-collectstatic", "secrets.env"} <= set(before)
    with serve(server.var) as (second, process):
        assert second.address != server.address
        assert stamps() == before
        assert len(processes_of_session(process.pid)) >= 3  # the script, the web server, the worker
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=30)
        assert processes_of_session(process.pid) == []
        assert process.returncode == 0


def test_the_secrets_are_for_their_owner_only(server: Server) -> None:
    assert stat.S_IMODE((server.var / "secrets.env").stat().st_mode) == 0o600


def test_a_busy_port_is_said_plainly(server: Server) -> None:
    port = str(urlsplit(server.address).port)
    refused = subprocess.run([ROOT / "bin" / "run", "--port", port], capture_output=True, text=True, timeout=60)
    assert refused.returncode == 1
    assert f"port {port} is busy" in refused.stderr
