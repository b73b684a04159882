"""A PostgreSQL of the bench's own: in a folder of its own, on a socket there, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

#: As a server of some memory whose disk turns no plates; and a bench must not wait for the disk's promise to keep.
_SETTINGS = (
    "listen_addresses=",
    "shared_buffers=1GB",
    "random_page_cost=1.1",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_wal_size=4GB",
)


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; ``tools`` is where its programs lie, ``folder`` where its socket is."""

    tools: Path
    folder: Path

    def database(self, name: str) -> str:
        """Make a database; its address, as Amanah's DATABASE_URL has it."""
        _as_postgres(self.tools / "createdb", "-h", str(self.folder), "-U", "amanah", name)
        return f"postgres://amanah@{str(self.folder).replace('/', '%2F')}/{name}"


@contextmanager
def postgres() -> Iterator[Server]:
    """A server with the newest PostgreSQL that is installed (Debian's package does)."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not installed:
        sys.exit("no PostgreSQL found in /usr/lib/postgresql")
    server = Server(installed[-1], Path(tempfile.mkdtemp(prefix="amanah-bench-pg-")))
    data = str(server.folder / "data")
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(server.folder, "postgres")
    initdb = ("-D", data, "-U", "amanah", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    _as_postgres(server.tools / "initdb", *initdb)
    options = " ".join([f"-k {server.folder}", *(f"-c {setting}" for setting in _SETTINGS)])
    log = str(server.folder / "server.log")
    _as_postgres(server.tools / "pg_ctl", "-D", data, "-w", "-s", "-l", log, "-o", options, "start")
    try:
        yield server
    finally:
        _as_postgres(server.tools / "pg_ctl", "-D", data, "-m", "immediate", "-s", "stop")
        shutil.rmtree(server.folder, ignore_errors=True)


def _as_postgres(program: Path, *arguments: str) -> None:
    """Run one of its programs, as the user that came with the package where we are root."""
    command = [str(program), *arguments]
    if os.geteuid() == 0:
        command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
    subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=True)
