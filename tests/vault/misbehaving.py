"""Work that goes wrong in every way a hostile file could make it, for the process that does it apart."""

from __future__ import annotations

import os
import resource
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from vault.apart import MEGABYTE, Answer, Limits, Task

LIMITS = Limits(memory=200 * MEGABYTE, processor=10, clock=20)


def task(work: Any, **limits: Any) -> Task:
    """The function of this module as a task, with other limits than usual where the test says so."""
    usual = {name: getattr(LIMITS, name) for name in ("memory", "processor", "clock")}
    return Task(f"{__name__}:{work.__name__}", Limits(**{**usual, **limits}))


def echo(content: bytes, options: dict[str, Any]) -> Answer:
    return Answer(options, content)


def eat_memory(content: bytes, options: dict[str, Any]) -> Answer:
    return Answer(len(bytearray(1024 * MEGABYTE)))


def eat_time(content: bytes, options: dict[str, Any]) -> Answer:
    while True:
        pass


def hang(content: bytes, options: dict[str, Any]) -> Answer:
    time.sleep(600)
    return Answer(None)


def die(content: bytes, options: dict[str, Any]) -> Answer:
    os.kill(os.getpid(), signal.SIGKILL)
    return Answer(None)


def crash(content: bytes, options: dict[str, Any]) -> Answer:
    raise RuntimeError(content.decode())


def talk_nonsense(content: bytes, options: dict[str, Any]) -> Answer:
    """Bytes of no message, on whatever connection there is."""
    for number in range(3, 32):
        with suppress(OSError):
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                os.write(number, b"\x80\x04\x95 not what you asked for")
    os._exit(0)


def talk_too_much(content: bytes, options: dict[str, Any]) -> Answer:
    return Answer(None, bytes(MEGABYTE))


def lie(content: bytes, options: dict[str, Any]) -> Answer:
    """Well-formed, but no intake."""
    return Answer({"identity": {}, "entries": "none", "findings": [["X"] * 9]})


def tell_of_itself(content: bytes, options: dict[str, Any]) -> Answer:
    """What a child knows and has."""
    return Answer({"environment": sorted(os.environ), "modules": sorted(sys.modules), "server": os.getppid()})


def write_a_file(content: bytes, options: dict[str, Any]) -> Answer:
    with open(options["path"], "wb") as file:
        file.write(b"kept")
    return Answer(None)


def reach_out(content: bytes, options: dict[str, Any]) -> Answer:
    """What comes of everything that code in a child could try against others: the name of the error, or "done"."""
    attempts = {
        "read a file of others": lambda: open("/etc/passwd").close(),
        "read what others know": lambda: open(f"/proc/{os.getppid()}/environ").close(),
        "look into a folder": lambda: os.listdir("/tmp"),
        "make a file": lambda: open("/tmp/amanah-left-behind", "w").close(),
        "take a file away": lambda: os.unlink(options["path"]),
        "open a file to all": lambda: os.chmod(options["path"], 0o777),
        "reach the network": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
        "reach a neighbour": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
        "run a program": lambda: subprocess.run([sys.executable, "-V"], check=True),
        "become two": lambda: os.fork() or os._exit(0),
        "end another": lambda: os.kill(os.getppid(), signal.SIGTERM),
        "limit another": lambda: resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (4, 4)),
        "start a thread": lambda: threading.Thread(target=int).start(),
        "import a module late": lambda: __import__("colorsys"),
    }
    return Answer({what: _comes_of(attempt) for what, attempt in attempts.items()})


def _comes_of(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except (OSError, RuntimeError) as problem:
        return type(problem).__name__
    return "done"
