"""Work on untrusted files in a process of its own: whatever befalls it, nobody else is harmed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.vault import misbehaving
from tests.vault.misbehaving import task
from vault import apart
from vault.apart import Answer, Busy, Fell, work_apart

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 10.0


def works() -> bool:
    return work_apart(task(misbehaving.echo), b"isi", {"a": [1, None, "é"]}) == Answer({"a": [1, None, "é"]}, b"isi")


def test_it_answers_with_plain_values_and_bytes() -> None:
    assert works()


@pytest.mark.parametrize(
    "order",
    [
        task(misbehaving.eat_memory),
        task(misbehaving.eat_time, processor=1),
        task(misbehaving.eat_time, clock=1),
        task(misbehaving.hang, clock=0.5),
        task(misbehaving.die),
        task(misbehaving.crash),
        task(misbehaving.talk_nonsense),
    ],
    ids=["memory", "processor", "clock", "hanging", "killed", "crash", "nonsense"],
)
def test_what_falls_over_is_told_in_time_and_the_next_file_is_worked_on(order: apart.Task) -> None:
    began = time.monotonic()
    with pytest.raises(Fell):
        work_apart(order, b"rahasia", {})
    assert time.monotonic() - began < PATIENCE
    assert works()


def test_an_answer_without_end_is_not_listened_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MAX_ANSWER", 1024)
    with pytest.raises(Fell):
        work_apart(task(misbehaving.talk_too_much), b"", {})
    assert works()


@pytest.mark.parametrize(
    "received",
    [b"", b"x", apart.LENGTHS.pack(2, 0) + b"[", apart.LENGTHS.pack(2**60, 0), apart.LENGTHS.pack(1, 0) + b"["],
)
def test_half_a_message_is_no_message(received: bytes) -> None:
    with pytest.raises(ValueError, match="message|Expecting"):
        apart.understood(received)


def test_the_child_knows_no_secret_and_no_settings() -> None:
    told = work_apart(task(misbehaving.tell_of_itself), b"", {}).value
    assert set(told["environment"]) <= {"LC_CTYPE", "MALLOC_ARENA_MAX"}
    assert not [name for name in told["modules"] if name.partition(".")[0] in {"django", "config"}]


def test_the_child_writes_no_file(tmp_path: Path) -> None:
    place = tmp_path / "kept"
    with pytest.raises(Fell):
        work_apart(task(misbehaving.write_a_file), b"", {"path": str(place)})
    assert not place.exists() or not place.stat().st_size


def test_a_failing_child_tells_the_log_what_but_nothing_of_the_file() -> None:
    script = (
        "from tests.vault import misbehaving\n"
        "from vault.apart import Fell, work_apart\n"
        "try:\n    work_apart(misbehaving.task(misbehaving.crash), b'NIK 3271065708900001', {})\nexcept Fell:\n    pass"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "RuntimeError in crash" in run.stderr
    assert "3271065708900001" not in run.stderr + run.stdout


def test_files_at_the_same_moment_do_not_meet() -> None:
    def one(number: int) -> bool:
        content = bytes([number]) * 100_000
        return work_apart(task(misbehaving.echo), content, {"n": number}) == Answer({"n": number}, content)

    def spoil(number: int) -> bool:
        with pytest.raises(Fell):
            work_apart(task(misbehaving.die if number % 2 else misbehaving.eat_memory), b"", {})
        return True

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda number: (spoil if number % 3 == 0 else one)(number), range(16)))


def test_more_files_than_can_be_worked_on_wait_for_their_turn_but_not_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(apart, "_WAIT_FOR_TURN", 0.05)
    while apart._turns.acquire(blocking=False):
        pass
    try:
        with pytest.raises(Busy):
            works()
    finally:
        for _ in range(apart._MOST_AT_ONCE):
            apart._turns.release()
    assert works()


def server() -> int:
    return int(work_apart(task(misbehaving.tell_of_itself), b"", {}).value["server"])


def ends(process: int, *, within: float = PATIENCE) -> bool:
    """Whether a process that is not our child is gone soon."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            if Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except OSError:
            return True
        os.sched_yield()
    return False


def test_one_server_serves_all_files_and_is_replaced_when_it_dies() -> None:
    first = server()
    assert server() == first
    os.kill(first, signal.SIGKILL)
    assert ends(first)
    assert works()
    assert server() != first


def test_a_terminal_that_interrupts_the_group_cuts_no_file_off() -> None:
    first = server()
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        os.kill(first, each)
    assert server() == first


def test_stopping_leaves_no_process_behind() -> None:
    first = server()
    apart.stop()
    assert ends(first, within=0.1)
    assert works()


LONG_WORK = """
import sys, threading
from tests.vault import misbehaving
from vault.apart import work_apart
print(work_apart(misbehaving.task(misbehaving.tell_of_itself), b"", {}).value["server"], flush=True)
threading.Thread(target=work_apart, args=(misbehaving.task(misbehaving.hang), b"", {})).start()
work_apart(misbehaving.task(misbehaving.echo), b"", {})  # ordered after the one that hangs, so that one runs by now
print("busy", flush=True)
sys.stdin.read()
"""


def children_of(process: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_no_process_outlives_the_one_that_asked(end: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", LONG_WORK], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as asking:
        assert asking.stdout
        its_server = int(asking.stdout.readline())
        assert asking.stdout.readline() == "busy\n"
        its_children = children_of(its_server)
        assert its_children
        asking.send_signal(end)
        asking.wait(PATIENCE)
    assert all(ends(each) for each in (its_server, *its_children))


def in_a_fork(act: Callable[[], bool]) -> bool:
    child = os.fork()
    if not child:
        os._exit(0 if act() else 1)
    return os.waitpid(child, 0)[1] == 0


def test_a_forked_process_has_a_server_of_its_own() -> None:
    ours = server()
    assert in_a_fork(lambda: server() != ours)
    assert server() == ours
