"""A real clamd, started for the tests: own folder, own configuration, one signature of our own, no network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: The harmless text by which every virus scanner can be tried. In two halves, so that no scanner takes this file.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
SIGNATURE = "Amanah.Percobaan"
_MARK = EICAR[28:62]
_STARTS_WITHIN = 30.0


class Clamd:
    """The daemon. ``socket`` is the place where it listens while it runs."""

    def __init__(self, folder: Path, *, most_scanned: str) -> None:
        self.socket = folder / "clamd.ctl"
        database = folder / "database"
        database.mkdir()
        (database / "amanah.ndb").write_text(f"{SIGNATURE}:0:*:{_MARK.hex()}\n")
        self.configuration = folder / "clamd.conf"
        # No User: it stays whoever runs the tests. The limits are those that docs/operations.md asks for.
        self.configuration.write_text(
            f"Foreground yes\nLocalSocket {self.socket}\nDatabaseDirectory {database}\nTemporaryDirectory {folder}\n"
            f"StreamMaxLength 30M\nMaxFileSize 160M\nMaxScanSize {most_scanned}\nAlertExceedsMax yes\n"
        )
        self.log = folder / "log"
        self.start()

    def start(self) -> None:
        with self.log.open("ab") as log:
            command = [_program(), "--config-file", str(self.configuration)]
            self.process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        began = time.monotonic()
        while not self.socket.exists():
            if self.process.poll() is not None or time.monotonic() - began > _STARTS_WITHIN:
                self.stop()
                raise RuntimeError(f"clamd did not start:\n{self.log.read_text()}")
            time.sleep(0.02)

    def hang(self) -> None:
        """It lives, and its socket takes what is sent, but it answers no more."""
        os.kill(self.process.pid, signal.SIGSTOP)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def clamd_running(*, most_scanned: str = "400M") -> Iterator[Clamd]:
    """A clamd for as long as the block lasts; ``most_scanned`` of one file with all that is packed in it."""
    # Not pytest's folder: the path of a socket may have a hundred characters at most.
    folder = Path(tempfile.mkdtemp(prefix="clamd-"))
    try:
        daemon = Clamd(folder, most_scanned=most_scanned)
        try:
            yield daemon
        finally:
            daemon.stop()
    finally:
        shutil.rmtree(folder)


def _program() -> str:
    found = shutil.which("clamd", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
    if found is None:
        raise RuntimeError("clamd is not installed. bin/test installs it (Debian: clamav-daemon).")
    return found
