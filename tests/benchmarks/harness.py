"""Measuring: an instance of its own, work in a process of its own, pairs of runs, medians, one JSON line.

The work is done in *stages*: functions that run in a fresh Python process with Django ready, take keyword arguments
and return what JSON can carry. `Instance.stage` runs one and adds the peak memory of its process. The process that
prints the result never loads Django.
"""

from __future__ import annotations

import base64
import importlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1024 * 1024
ANSWER = "answer: "  #: begins the line by which a process answers; a stage may print lines of its own


@dataclass(frozen=True, slots=True)
class Result:
    """One figure against its bar; `holds` when the figure is not above it."""

    name: str
    figure: float
    bar: float
    unit: str

    @property
    def holds(self) -> bool:
        return self.figure <= self.bar


def report(subject: str, results: list[Result], **details: Any) -> int:
    """Print the one JSON line; return the exit code: 0 when every bar holds, otherwise 1."""
    holds = all(result.holds for result in results)
    figures = [{**asdict(result), "holds": result.holds} for result in results]
    line = {"bench": subject, "holds": holds, "figures": figures, **details}
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 0 if holds else 1


@dataclass(frozen=True, slots=True)
class Instance:
    """A fresh Amanah in a folder of its own: files, no worker, no demonstration; SQLite, or the database named."""

    var: Path
    database: str = ""  #: as DATABASE_URL has it; "" for SQLite in the folder

    def environment(self) -> dict[str, str]:
        """The environment of its processes: nothing of the caller's own instance reaches them."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "SECRET_KEY", "VAULT_KEY", "STATIC_ROOT", "CLAMD_SOCKET", "DEBUG"}
            and not name.startswith("VAULT_S3_")
        }
        secrets = {
            "SECRET_KEY": "of-the-bench-only-" + "0" * 40,
            "VAULT_KEY": base64.urlsafe_b64encode(bytes(32)).decode(),
        }
        if self.database:
            secrets["DATABASE_URL"] = self.database
        return kept | secrets | {"AMANAH_VAR": str(self.var), "DJANGO_SETTINGS_MODULE": "config.settings"}

    def manage(self, *arguments: str) -> None:
        """Run a management command; its output goes to standard error, which is not the JSON line's."""
        command = [sys.executable, "manage.py", *arguments]
        if subprocess.run(command, cwd=ROOT, env=self.environment(), stdout=sys.stderr).returncode:
            sys.exit(f"failed: manage.py {' '.join(arguments)}")

    def stage(self, function: str, **arguments: Any) -> tuple[Any, float]:
        """Run `function` ("module:name") in a process of its own: what it returned, and that process's peak in MB."""
        with self.process() as process:
            return process.call(function, **arguments), process.peak

    @contextmanager
    def process(self) -> Iterator[Process]:
        """A process of this instance that stays up and runs one stage after another, as they are asked for."""
        with subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.harness"],
            cwd=ROOT,
            env=self.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as started:
            yield Process(started)
            assert started.stdin
            started.stdin.close()  # the end of its work: it leaves by itself


@dataclass(slots=True)
class Process:
    """A running process that is given stages; `peak` is the most memory it held so far, in MB."""

    started: subprocess.Popen[str]
    peak: float = 0.0

    def call(self, function: str, **arguments: Any) -> Any:
        """What the stage `function` ("module:name") returned."""
        assert self.started.stdin and self.started.stdout
        self.started.stdin.write(json.dumps([function, arguments]) + "\n")
        self.started.stdin.flush()
        for line in self.started.stdout:
            if line.startswith(ANSWER):
                answer = json.loads(line.removeprefix(ANSWER))
                self.peak = answer["peak"]
                return answer["value"]
        sys.exit(f"failed: {function}")


@contextmanager
def fresh_instance(database: str = "") -> Iterator[Instance]:
    """An instance with an empty, migrated database, gone afterwards; ``database`` names another than its own SQLite."""
    with tempfile.TemporaryDirectory(prefix="amanah-bench-") as folder:
        instance = Instance(Path(folder), database)
        instance.manage("migrate", "--verbosity", "0")
        yield instance


def seconds(work: Callable[[], object]) -> float:
    """How long one run of `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def processor_seconds(work: Callable[[], object]) -> float:
    """How long `work` keeps the processor busy. SQLite works inside the process, so its share is counted, while what
    other programs do at the same time is not."""
    began = time.process_time()
    work()
    return time.process_time() - began


def paired(base: Callable[[], object], whole: Callable[[], object], *, rounds: int) -> dict[str, float]:
    """Run both in turn, `rounds` times after one to warm up: median seconds of each and the median of their ratios.

    Each ratio is of two neighbouring runs, so that a machine that slows down for a while slows both.
    """
    base()
    whole()
    pairs = [(seconds(base), seconds(whole)) for _ in range(rounds)]
    return {
        "base": statistics.median(first for first, _ in pairs),
        "whole": statistics.median(second for _, second in pairs),
        "ratio": statistics.median(second / first for first, second in pairs),
    }


def _run_stages() -> None:
    """The inner process: one line in, `[function, arguments]`; one line out that begins with `ANSWER`."""
    import django

    django.setup()
    for line in sys.stdin:
        function, arguments = json.loads(line)
        module, _, name = function.partition(":")
        value = getattr(importlib.import_module(module), name)(**arguments)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE
        sys.stdout.write("\n" + ANSWER + json.dumps({"value": value, "peak": round(peak, 1)}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _run_stages()
