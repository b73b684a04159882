"""What answering one file costs: seconds, and memory of this process and of those that it starts."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

_PROCESSES, _SELF = Path("/proc"), Path("/proc/self")
_LOOK_AFTER = 0.02  #: seconds between two looks at the processes below


class Measured:
    """A block: ``seconds`` on the clock, ``megabytes`` at the peak.

    Memory is what this process grew by, together with the whole of the largest process below it in that time.
    """

    seconds = megabytes = 0.0

    def __enter__(self) -> Measured:
        (_SELF / "clear_refs").write_text("5")  # the peak of before is forgotten
        self._before = _megabytes(_SELF, "VmRSS")
        self._largest = 0.0
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._began = time.monotonic()
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.monotonic() - self._began
        self._over.set()
        self._watch.join()
        self.megabytes = _megabytes(_SELF, "VmHWM") - self._before + self._largest

    def _look(self) -> None:
        while not self._over.wait(_LOOK_AFTER):
            for process in _below(_SELF):
                self._largest = max(self._largest, _megabytes(process, "VmHWM"))


def _below(process: Path) -> Iterator[Path]:
    """Children, their children, and so on; those that have gone meanwhile are left out."""
    try:
        children = [number for file in process.glob("task/*/children") for number in file.read_text().split()]
    except OSError:
        return
    for number in children:
        yield _PROCESSES / number
        yield from _below(_PROCESSES / number)


def _megabytes(process: Path, name: str) -> float:
    try:
        found = re.search(rf"{name}:\s+(\d+) kB", (process / "status").read_text())
    except OSError:
        found = None
    return int(found[1]) / 1024 if found else 0.0
