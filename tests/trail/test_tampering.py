"""Who owns the database and takes its triggers away is found all the same, and the first broken event is named."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection, models, transaction
from hypothesis import given
from hypothesis import strategies as st

from accounts import actions
from accounts.models import Office
from tests.at_once import at_once, many_hands
from trail import triggers
from trail.chain import GENESIS, canonical, moment_of, plain, text_of
from trail.export import SCRIPT, export_chain
from trail.models import Chain, Event
from trail.nightly import remember_heads, send_heads
from trail.printed import Mark, digits_of, read_marks
from trail.record import record_event
from trail.verify import Verdict, verify_all, verify_chain

__all__ = ["many_hands"]

ONE, OTHER, AUDITING = "450101", "450202", "027020"


def write(key: str, count: int) -> None:
    for number in range(count):
        record_event(verb="partner.revise", obj=Chain(key=key), by=None, data={"ke": number})


def sql(text: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def rewrite(key: str, start: int, stop: int | None = None) -> None:
    """Change an event, and make every hash after it fit again, that of the head too."""
    head = Event.objects.get(chain=key, number=start).previous
    for event in Event.objects.filter(chain=key, number__gte=start).order_by("number"):
        event.previous = head
        if event.number == start:
            event.actor_name = "Orang lain"
        head = event.computed_hash()
        sql(
            "UPDATE trail_event SET actor_name = %s, previous = %s, hash = %s WHERE id = %s",
            event.actor_name, event.previous, head, event.pk,
        )  # fmt: skip
    sql("UPDATE trail_chain SET head = %s WHERE key = %s", head, key)


def swap() -> None:
    """The fourth event of two offices change places, content and hashes."""
    theirs = {key: Event.objects.get(chain=key, number=4) for key in (ONE, OTHER)}
    sql("UPDATE trail_event SET chain_id = %s, number = 99 WHERE id = %s", OTHER, theirs[ONE].pk)
    sql("UPDATE trail_event SET chain_id = %s WHERE id = %s", ONE, theirs[OTHER].pk)
    sql("UPDATE trail_event SET number = 4 WHERE id = %s", theirs[ONE].pk)


def insert(number: int) -> None:
    copied = "at, actor_id, actor_name, verb, object_type, object_id, object_label, data, previous"
    sql(
        f"INSERT INTO trail_event (chain_id, number, hash, {copied}) "
        f"SELECT chain_id, %s, %s, {copied} FROM trail_event WHERE chain_id = %s AND number = 5",
        number, "f" * 64, ONE,
    )  # fmt: skip


def insert_in_between() -> None:
    """Another fifth event, whose own hash fits; what followed moves on."""
    forged = Event.objects.get(chain=ONE, number=5)
    forged.actor_name = "Orang lain"
    insert(100)
    for number in range(10, 4, -1):
        sql("UPDATE trail_event SET number = number + 1 WHERE chain_id = %s AND number = %s", ONE, number)
    sql(
        "UPDATE trail_event SET number = 5, actor_name = 'Orang lain', hash = %s WHERE chain_id = %s AND number = 100",
        forged.computed_hash(), ONE,
    )  # fmt: skip
    sql("UPDATE trail_chain SET length = 11 WHERE key = %s", ONE)


def reorder() -> None:
    for old, new in ((3, 99), (4, 3), (99, 4)):
        sql("UPDATE trail_event SET number = %s WHERE chain_id = %s AND number = %s", new, ONE, old)


def truncate(*, fitting_head: bool) -> None:
    sql("DELETE FROM trail_event WHERE chain_id = %s AND number > 8", ONE)
    if fitting_head:
        head = Event.objects.get(chain=ONE, number=8).hash
        sql("UPDATE trail_chain SET length = 8, head = %s WHERE key = %s", head, ONE)


def remove_chain() -> None:
    sql("DELETE FROM trail_event WHERE chain_id = %s", ONE)
    sql("DELETE FROM trail_chain WHERE key = %s", ONE)


def change(column: str, value: object) -> Callable[[], None]:
    return lambda: sql(f"UPDATE trail_event SET {column} = %s WHERE chain_id = %s AND number = 5", value, ONE)


#: What was done; which event is the first broken; whether only a remembered head can tell.
TAMPERED: dict[str, tuple[Callable[[], None], int, bool]] = {
    "who": (change("actor_name", "Orang lain"), 5, False),
    "what": (change("verb", "partner.delete"), 5, False),
    "when": (change("at", datetime(2020, 1, 1, tzinfo=UTC)), 5, False),
    "a detail": (change("data", '{"ke": 99}'), 5, False),
    "no JSON": (change("data", "{"), 5, False),
    "its hash": (change("hash", "e" * 64), 5, False),
    "its link": (change("previous", "e" * 64), 5, False),
    "deleted": (lambda: sql("DELETE FROM trail_event WHERE chain_id = %s AND number = 5", ONE), 5, False),
    "the first deleted": (lambda: sql("DELETE FROM trail_event WHERE chain_id = %s AND number = 1", ONE), 1, False),
    "inserted in between": (insert_in_between, 6, False),
    "put after the end": (lambda: insert(11), 11, False),
    "put before the beginning": (lambda: insert(0), 1, False),
    "re-ordered": (reorder, 3, False),
    "truncated": (lambda: truncate(fitting_head=False), 9, False),
    "swapped between offices": (swap, 4, False),
    "the head's row": (lambda: sql("UPDATE trail_chain SET head = %s WHERE key = %s", "a" * 64, ONE), 11, False),
    "the head's length": (lambda: sql("UPDATE trail_chain SET length = 9 WHERE key = %s", ONE), 10, False),
    "without a head": (lambda: sql("DELETE FROM trail_chain WHERE key = %s", ONE), 1, False),
    "truncated with its head": (lambda: truncate(fitting_head=True), 9, True),
    "rewritten to its end": (lambda: rewrite(ONE, 5), 10, True),
    "removed whole": (remove_chain, 1, True),
}


@pytest.fixture
def two_chains(db: None) -> None:
    write(ONE, 10)
    write(OTHER, 10)


@pytest.fixture
def no_triggers(db: None) -> None:
    """As the owner of the database: nothing refuses, and foreign keys wait for an end that never comes."""
    triggers.unguard(connection, triggers.EVENTS, triggers.CHAINS)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA defer_foreign_keys = ON")


def broken(key: str) -> Verdict | None:
    return next((found for found in verify_all() if found.chain == key and not found.whole), None)


@pytest.mark.parametrize("name", TAMPERED)
def test_what_was_tampered_with_is_found_and_the_first_broken_event_named(
    two_chains: None, no_triggers: None, name: str
) -> None:
    tamper, first, needs_memory = TAMPERED[name]
    if needs_memory:
        remember_heads()
    assert all(verdict.whole for verdict in verify_all())
    tamper()
    found = broken(ONE)
    assert found is not None and found.broken_at == first, found
    assert (broken(OTHER) is not None) is (name == "swapped between offices")
    transaction.set_rollback(True)  # what stands now is no state that may be committed


def test_a_chain_rewritten_whole_no_longer_fits_what_was_sent(two_chains: None, no_triggers: None) -> None:
    remember_heads()
    write(ONE, 5)
    send_heads(*remember_heads(), ["penjaga@contoh.id"])
    rewrite(ONE, 12)
    found = broken(ONE)
    assert found is not None and found.broken_at == 15
    assert "sidik pada nomor 15 bukan yang dikirim tanggal" in found.reason
    assert "ditulis ulang sesudah nomor 10" in found.reason


def test_a_memory_made_unreadable_breaks_the_ministrys_chain_and_stops_nothing(
    two_chains: None, no_triggers: None
) -> None:
    event, _ = remember_heads()
    for unreadable in ("{", "[]", '{"heads": 1}', '{"heads": {"450101": [9]}}'):
        sql("UPDATE trail_event SET data = %s WHERE id = %s", unreadable, event.pk)
        assert {found.chain for found in verify_all() if not found.whole} == {"pusat"}, unreadable


@pytest.mark.django_db
def test_the_nightly_mail_has_a_line_for_each_chain_that_the_page_takes(
    settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    write(ONE, 3)
    settings.TRAIL_MAILBOX = ["penjaga@contoh.id"]
    call_command("remember_heads")
    (sent,) = mail.outbox
    assert sent.to == ["penjaga@contoh.id"] and "Semua rantai utuh." in sent.body
    marks = {mark.chain: mark for mark in read_marks(sent.body)}
    assert set(marks) == {ONE, "pusat"}
    for mark in marks.values():
        assert Event.objects.get(chain=mark.chain, number=mark.number).hash == mark.hash
    assert Event.objects.get(verb="chain.send").data["to"] == "penjaga@contoh.id"
    settings.TRAIL_MAILBOX = []
    call_command("remember_heads")
    assert len(mail.outbox) == 1


def test_a_place_is_read_however_it_was_typed() -> None:
    hashed = "0123456789abcdef" * 4
    typed = f"LPJ 1/PKS, termin 1\nJejak 450101 nomor 1.204 · sidik {hashed.upper()[:32]}-{hashed.upper()[32:]}\n"
    assert list(read_marks(typed)) == [Mark("450101", 1204, hashed)]
    assert digits_of(" 01-23 AB ") == "0123ab"
    # Words that follow are no part of it, whatever letters they have.
    noted = f"450101 nomor 7 sidik {hashed[:16]} (cetak cadangan)\n450101 nomor 8 sidik {hashed[:16]} dicetak\n"
    assert [mark.hash for mark in read_marks(noted)] == [hashed[:16]] * 2


@pytest.mark.django_db
def test_an_export_is_verified_without_amanah_and_names_the_first_broken_line(tmp_path: Path) -> None:
    write(ONE, 6)
    chain = Chain.objects.get(pk=ONE)
    event, parts = export_chain(chain, by=None)  # type: ignore[arg-type]
    lines = b"".join(parts).decode().splitlines(keepends=True)
    assert len(lines) == 8 and event.verb in json.loads(lines[-1])["record"]
    assert len([line for line in SCRIPT.read_text(encoding="utf-8").splitlines() if line]) <= 20

    def run(told: list[str], *printed: str) -> tuple[int, str]:
        file = tmp_path / "jejak.jsonl"
        file.write_text("".join(told), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(SCRIPT), str(file), *printed], capture_output=True, text=True
        )
        return done.returncode, done.stdout + done.stderr

    code, told = run(lines, "4", json.loads(lines[4])["hash"][:16].upper())
    assert code == 0 and f"UTUH: rantai {ONE}, 7 peristiwa, ujung {event.hash}" in told
    changed = [*lines[:3], lines[3].replace("Sistem", "Orang lain"), *lines[4:]]
    head = json.loads(lines[0])
    shorter = json.dumps(head | {"length": 6, "head": json.loads(lines[6])["hash"]}) + "\n"
    for tampered, printed, line in (
        (changed, (), 4),
        ([*lines[:3], *lines[4:]], (), 4),
        ([*lines[:3], lines[4], lines[3], *lines[5:]], (), 4),
        ([*lines[:4], lines[2], *lines[4:]], (), 5),
        ([*lines[:3], "bukan JSON\n", *lines[4:]], (), 4),
        (lines[:-1], (), 8),
        ([shorter, *lines[1:-1]], ("7", event.hash), 8),
        # What another reader of the file would see first, or beside what is hashed.
        ([*lines[:3], lines[3].replace('"record": ', '"record": "[palsu]", "record": '), *lines[4:]], (), 4),
        ([*lines[:3], lines[3].replace('"record": ', '"catatan": "palsu", "record": '), *lines[4:]], (), 4),
        ([lines[0].replace('"head"', '"catatan": "palsu", "head"'), *lines[1:]], (), 9),
        (lines, ("4", "f" * 16), 5),
        (lines, ("04", "f" * 16), 5),
        ([*lines[:3], json.dumps(json.loads(lines[3]) | {"record": "{}"}) + "\n", *lines[4:]], (), 4),
    ):
        code, told = run(tampered, *printed)
        assert code == 1 and f"RUSAK pada baris {line}:" in told, (line, told)
    # What names no place, or not enough of its hash, proves nothing: it is not answered with UTUH.
    for printed in (("4",), ("4", ""), ("4", "f" * 15), ("0", event.hash), ("-4", event.hash), ("empat", event.hash)):
        code, told = run(lines, *printed)
        assert code == 1 and told.startswith("BELUM DIPERIKSA: tulis nomor"), (printed, told)


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
DETAILS = st.dictionaries(
    TEXTS,
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
        max_leaves=5,
    ),
    max_size=4,
)
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.timezones())  # noqa: DTZ001
_EDGES = ({"é": "e\u0301"}, {"float": 1e16, "nought": -0.0, "half": 0.5}, {"whole": 10**30}, {"ctrl": "\x1f\x7f\u2028"})


@given(at=MOMENTS, name=TEXTS, data=DETAILS)
def test_the_form_is_json_with_sorted_keys_whatever_is_in_it(at: datetime, name: str, data: dict[str, Any]) -> None:
    form = canonical(ONE, 1, moment_of(at), "7", name, "a.b", "room.model", "1", name, text_of(data))
    told = json.loads(form)
    assert told["data"] == data and told["actor_name"] == name
    assert json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False) == form
    # A moment of an hour that comes twice equals nothing of another zone; in UTC there is one of it.
    assert datetime.fromisoformat(told["at"]) == at.astimezone(UTC)


@pytest.mark.django_db
def test_what_is_read_back_has_the_hash_of_what_was_written() -> None:
    """Details, letters and moments at their edges, once through the database."""
    moments = (0, 1, 120_000, 999_999)
    previous = GENESIS
    for number, data in enumerate((*_EDGES, plain({10: "a", 9: ("b",)})), 1):
        at = datetime(2021, 3, 28, 2, 30, 0, moments[number % 4], tzinfo=UTC)
        event = Event(
            chain_id=ONE, number=number, at=at, actor_name="e\u0301\u00e9", verb="a.b", object_type="r.m",
            object_id="1", object_label="“é”", data=data, previous=previous,
        )  # fmt: skip
        event.hash = previous = event.computed_hash()
        if number == 1:
            Chain.objects.create(key=ONE, head=GENESIS)
        event.save()
        assert Event.objects.get(pk=event.pk).computed_hash() == event.hash
    Chain.objects.filter(pk=ONE).update(length=number, head=previous)
    assert verify_chain(Chain.objects.get(pk=ONE)).whole


@pytest.mark.django_db
def test_details_that_lie_there_in_another_form_are_hashed_as_they_would_be_written(no_triggers: None) -> None:
    write(ONE, 3)
    sql("UPDATE trail_event SET data = %s WHERE number = 2", '{ "ke" : 1 }')
    assert verify_chain(Chain.objects.get(pk=ONE)).whole


def test_twenty_writers_at_once_lose_no_event_and_hold_nobody_up_for_good(
    many_hands: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of them look at two offices, as auditors do, in this order and in the other: one transaction, the chains of
    both offices, and that of the auditors once for each look."""
    writers, each = 20, 5
    reading = SimpleNamespace(under=lambda chain, partner: {"1": "ST-1"})
    auditor: Any = SimpleNamespace(pk=1, chain=AUDITING, reads_by_grants=True, reading=reading, get_full_name=str)
    monkeypatch.setattr(actions, "tell_of", lambda event, by: write(AUDITING, 1))
    offices = [Office(code=ONE), Office(code=OTHER)]

    def look(n: int) -> None:
        actions.note_list_taken(offices=offices[:: (1, -1)[n % 4 == 1]], what="Daftar", by=auditor)

    def work(n: int) -> Callable[[], None]:
        return lambda: [look(n) if n % 2 else write(ONE, 1) for _ in range(each)] and None

    at_once(*(work(n) for n in range(writers)))
    looks = writers // 2 * each
    for key, written in ((ONE, writers * each), (OTHER, looks), (AUDITING, looks * 2)):
        verdict = verify_chain(Chain.objects.get(pk=key))
        assert verdict.whole and verdict.length == written
        assert Event.objects.filter(chain=key).aggregate(last=models.Max("number")) == {"last": written}


def test_what_is_written_while_a_chain_is_walked_breaks_nothing(two_chains: None) -> None:
    chain = Chain.objects.get(pk=ONE)
    write(ONE, 2)
    assert verify_chain(chain) == replace(verify_chain(Chain.objects.get(pk=ONE)), length=10, head=chain.head)
