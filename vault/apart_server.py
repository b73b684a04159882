"""The process behind ``vault.apart``: forks a child for each untrusted file, and ends the child that takes too long.

Started as ``python -m vault.apart_server`` with a socket for its standard input. It reads nothing of strangers itself:
each order comes from its own parent, with the connection on which the child talks to whoever asked. It ends, and its
children with it, when that socket closes; signals that a terminal or a service manager sends to a whole group do not
cut off a file that is being read.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import signal
import socket
import sys
import time
import traceback
from contextlib import suppress
from typing import Any

from vault import confinement
from vault.apart import message, understood

_CONTROL = 0
_LONGEST_ORDER = 4096
_LOOK_AFTER = 0.25  #: seconds between two looks at children that work
_EXIT_FAILED = 70
#: Its connection, its log, and the modules that are imported late.
_OPEN_FILES = 32


def main() -> None:
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    if lacking := confinement.not_offered():
        _note(f"this kernel does not offer {' or '.join(lacking)}: what opens untrusted files is held by limits alone")
    with socket.socket(fileno=_CONTROL) as control:
        children: dict[int, float] = {}  # when their time is up, by process id
        try:
            while _serve_next(control, children):
                pass
        finally:
            for child in children:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)


def _serve_next(control: socket.socket, children: dict[int, float]) -> bool:
    """Carry out the next order, if one comes soon, and look after the children. False at the end of all work."""
    control.settimeout(_LOOK_AFTER if children else None)
    with suppress(TimeoutError):
        order, connections, _, _ = socket.recv_fds(control, _LONGEST_ORDER, 1)
        if not order:
            return False
        with socket.socket(fileno=connections[0]) as connection:
            _fork(control, connection, json.loads(order), children)
    now = time.monotonic()
    for child, ends_at in list(children.items()):
        if now > ends_at:
            os.kill(child, signal.SIGKILL)
        gone, status = os.waitpid(child, os.WNOHANG)
        if gone:
            del children[child]
            if status:
                _note(f"work apart ended with {os.waitstatus_to_exitcode(status)}")
    return True


def _fork(control: socket.socket, connection: socket.socket, order: dict[str, Any], children: dict[int, float]) -> None:
    module, _, name = order["function"].partition(":")
    work = getattr(importlib.import_module(module), name)
    gc.collect()
    gc.freeze()  # what is here now is shared by all children: collecting must not copy it
    child = os.fork()
    if child:
        children[child] = time.monotonic() + order["limits"]["clock"]
        return
    failed = True
    try:
        control.close()
        confinement.confine()
        _limit(**order["limits"])
        _answer(connection, work)
        failed = False
    except BaseException as problem:  # whatever it is, this process ends here
        # No message and no values: they may be of the file.
        place = traceback.extract_tb(problem.__traceback__)[-1]
        _note(f"work apart failed with {type(problem).__name__} in {place.name}, line {place.lineno}")
    finally:
        os._exit(_EXIT_FAILED if failed else 0)


def _limit(*, memory: int, processor: int, clock: float, threads: bool) -> None:
    if not threads:
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    for limit, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, processor),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
    ):
        resource.setrlimit(limit, (most, most))
    gc.disable()  # a process this short has no time to tidy up


def _answer(connection: socket.socket, work: Any) -> None:
    with connection.makefile("rb") as incoming:
        asked = understood(incoming.read())
    for part in message(*work(asked.content, asked.value)):
        connection.sendall(part)


def _note(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    main()
