"""Work on untrusted files in processes of their own, which may fall over without harm to anybody else.

One *server* (``vault.apart_server``) is started by the first file and forks a child for each: the child has little
memory and little time, knows no secret, works on that one file, and ends. What it answers is JSON and bytes, never
objects: whoever asked builds these anew, and checks the values. Nothing here knows Django, nor what the work is.

Safe with threads and with processes that fork: each process has a server of its own, which leaves when its process
does, however that ends.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

MEGABYTE = 1024 * 1024
#: Before each message either way: the bytes of its JSON, and of what follows that.
LENGTHS = struct.Struct(">QQ")
#: More than what a cash book of 60,000 lines comes to; a child that says more is not believed.
MAX_ANSWER = 48 * MEGABYTE
#: Files under way at once; others wait. Each may take all the memory that its limits give it.
_MOST_AT_ONCE = 2
_WAIT_FOR_TURN = 30.0
_CHUNK = 256 * 1024
_CODE = Path(__file__).resolve().parents[1]
#: Threads share one store of memory: each of its own would set aside 64 MB of the address space of a child.
_ENVIRONMENT = {"MALLOC_ARENA_MAX": "1"}
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may use."""

    memory: int  #: bytes of address space, its code included
    processor: int  #: seconds of the processor
    clock: float  #: seconds on the clock, from the moment that it is asked
    threads: bool = False  #: whether it may start threads; processes it may not


#: What reading one uploaded workbook may use, whatever stands in it.
READING = Limits(memory=280 * MEGABYTE, processor=8, clock=30)


@dataclass(frozen=True, slots=True)
class Task:
    """Some work on a file: a function "module:name" of ours that takes bytes and options, and returns an Answer.

    Its module is imported by the server, once; it may import nothing that reads settings or knows secrets.
    """

    function: str
    limits: Limits


class Answer(NamedTuple):
    """What the work came to: a value that JSON can carry, and bytes."""

    value: Any
    content: bytes = b""


class Fell(Exception):
    """The child ended without an answer, ran out of time, or said what nobody understands."""


class Busy(Exception):
    """Other files took all the time there was to wait."""


def work_apart(task: Task, content: bytes, options: Mapping[str, Any]) -> Answer:
    """Have ``task`` done on ``content`` in a child of its own. Raises Fell or Busy; the answer's values are not
    checked yet."""
    if not _turns.acquire(timeout=_WAIT_FOR_TURN):
        raise Busy
    try:
        ends_at = time.monotonic() + task.limits.clock
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                _order(task, theirs)
            return _converse(ours, content, options, ends_at)
    finally:
        _turns.release()


def stop() -> None:
    """Let the server go, and wait for it. The next file starts another."""
    with _lock:
        _let_go()


def message(value: Any, content: bytes) -> tuple[bytes, bytes]:
    """A message's head, which says its lengths and its JSON, and the bytes that follow."""
    told = json.dumps(value, separators=(",", ":")).encode()
    return LENGTHS.pack(len(told), len(content)) + told, content


def understood(received: bytes | bytearray) -> Answer:
    """The message again. Raises ValueError for anything but one whole message."""
    if len(received) < LENGTHS.size:
        raise ValueError("no message")
    told, follows = LENGTHS.unpack_from(received)
    if LENGTHS.size + told + follows != len(received):
        raise ValueError("not one whole message")
    middle = LENGTHS.size + told
    return Answer(json.loads(received[LENGTHS.size : middle]), bytes(received[middle:]))


def _converse(ours: socket.socket, content: bytes, options: Mapping[str, Any], ends_at: float) -> Answer:
    received = bytearray()
    try:
        for part in message(options, content):
            ours.settimeout(_left(ends_at))
            ours.sendall(part)
        ours.shutdown(socket.SHUT_WR)
        while True:
            ours.settimeout(_left(ends_at))
            chunk = ours.recv(_CHUNK)
            if not chunk:
                break
            received += chunk
            if len(received) > MAX_ANSWER:
                raise Fell("it says too much")
        return understood(received)
    except (OSError, ValueError, RecursionError) as problem:  # a timeout is an OSError, bad JSON a ValueError
        _log.warning("work apart gave no answer: %s", type(problem).__name__)
        raise Fell from problem


def _left(ends_at: float) -> float:
    left = ends_at - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


@dataclass(slots=True)
class _Server:
    process: subprocess.Popen[bytes]
    control: socket.socket


_lock = threading.Lock()
_turns = threading.BoundedSemaphore(_MOST_AT_ONCE)
_server: _Server | None = None


def _order(task: Task, connection: socket.socket) -> None:
    """Tell the server to fork a child that talks on ``connection``; a server that has gone is replaced once."""
    order = json.dumps({"function": task.function, "limits": asdict(task.limits)}).encode()
    with _lock:
        try:
            socket.send_fds(_running().control, [order], [connection.fileno()])
        except OSError:
            _let_go()
            socket.send_fds(_running().control, [order], [connection.fileno()])


def _running() -> _Server:
    global _server
    if _server is None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            command = [sys.executable, "-m", "vault.apart_server"]
            # Nothing of the sender is in the command; no environment of ours, so it knows no secret.
            process = subprocess.Popen(  # noqa: S603
                command, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, cwd=_CODE, env=_ENVIRONMENT
            )
        _server = _Server(process, ours)
    return _server


def _let_go() -> None:
    global _server
    if _server is not None:
        _server.control.close()  # which it takes for the end of its work
        _server.process.wait()
        _server = None


def _forget() -> None:
    """In a process that was just forked: the server is its parent's."""
    global _server, _lock, _turns
    if _server is not None:
        _server.control.close()
        _server.process.returncode = 0  # not ours to wait for
    _server, _lock, _turns = None, threading.Lock(), threading.BoundedSemaphore(_MOST_AT_ONCE)


os.register_at_fork(after_in_child=_forget)
atexit.register(stop)
