"""What has happened cannot be rewritten: not through the ORM, not by SQL; and who does it all the same is found."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from reports.models import Revision
from tests.cast import Cast
from tests.conftest import append_only_tables
from tests.reports.stage import Stage, stage
from trail import triggers
from trail.models import AppendOnly, Chain, Event
from trail.record import record_event
from trail.verify import Verdict, verify_all, verify_chain

__all__ = ["stage"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(cast: Cast) -> Chain:
    """The balai's chain with a dozen events."""
    finance = cast.person("finance")
    partner = cast.partner()
    for number in range(5):
        record_event(verb="partner.revise", obj=partner, by=finance, data={"number": number})
    return Chain.objects.get(key=finance.chain)


def run_sql(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def tamper(sql: str, *values: object) -> None:
    """As the owner of the database would, with the triggers out of the way."""
    tables = append_only_tables()
    triggers.unguard(connection, *tables)
    run_sql(sql, *values)
    triggers.guard(connection, *tables)


def verdict(chain: Chain) -> Verdict:
    chain.refresh_from_db()
    return verify_chain(chain)


def test_an_untouched_chain_is_whole(chain: Chain) -> None:
    found = verdict(chain)
    assert found.whole
    assert found.length == Event.objects.filter(chain=chain).count() > 5


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE trail_event SET actor_name = 'Orang lain'",
        "DELETE FROM trail_event",
        "UPDATE trail_event SET number = number + 1000",
        "DELETE FROM trail_chain",
        "UPDATE trail_chain SET length = length - 1",
        "UPDATE trail_chain SET head = hash FROM trail_event WHERE chain_id = key AND number = 2",
    ],
)
def test_the_database_refuses_to_rewrite(chain: Chain, sql: str) -> None:
    before = list(Event.objects.order_by("pk").values()), list(Chain.objects.order_by("pk").values())
    with pytest.raises(DatabaseError, match=r"append-only|only grows"), transaction.atomic():
        run_sql(sql)
    assert (list(Event.objects.order_by("pk").values()), list(Chain.objects.order_by("pk").values())) == before


def test_the_orm_refuses_to_rewrite(chain: Chain) -> None:
    event = Event.objects.filter(chain=chain).first()
    assert event is not None
    with pytest.raises(AppendOnly):
        event.save()
    with pytest.raises(AppendOnly):
        event.delete()
    with pytest.raises(AppendOnly):
        Event.objects.update(actor_name="Orang lain")
    with pytest.raises(AppendOnly):
        Event.objects.all().delete()


def test_a_changed_event_is_named(chain: Chain) -> None:
    tamper("UPDATE trail_event SET actor_name = 'Orang lain' WHERE chain_id = %s AND number = 3", chain.pk)
    assert verdict(chain).broken_at == 3


def test_a_changed_detail_is_named(chain: Chain) -> None:
    event = Event.objects.filter(chain=chain, verb="partner.revise").first()
    assert event is not None
    tamper("UPDATE trail_event SET data = %s WHERE id = %s", '{"number": 99}', event.pk)
    assert verdict(chain).broken_at == event.number


def test_an_event_forged_with_a_fitting_hash_of_its_own_breaks_the_next_link(chain: Chain) -> None:
    event = Event.objects.get(chain=chain, number=3)
    event.actor_name = "Orang lain"
    forged = event.computed_hash()
    tamper("UPDATE trail_event SET actor_name = 'Orang lain', hash = %s WHERE id = %s", forged, event.pk)
    assert verdict(chain).broken_at == 4


def test_an_event_moved_to_another_offices_chain_is_found_in_both(cast: Cast, chain: Chain) -> None:
    cast.partner("LKS Lain", finance="other_finance", registration_number="TD/009/2020")
    other = Chain.objects.get(key=cast.person("other_finance").chain)
    free = other.length + 1
    tamper(
        "UPDATE trail_event SET chain_id = %s, number = %s WHERE chain_id = %s AND number = 2", other.pk, free, chain.pk
    )
    assert {found.chain for found in verify_all() if not found.whole} == {chain.key, other.key}


def test_every_table_that_is_kept_is_guarded_also_where_an_older_guard_stood(db: None) -> None:
    """The migrations have guarded them; the one that does it anew finds the tables by their guards."""
    kept = sorted(append_only_tables())
    assert triggers.guarded(connection) == kept and len(kept) > 20
    if connection.vendor == "sqlite":
        for table in kept:
            run_sql(f"DROP TRIGGER {table}_no_replace")
        run_sql("DROP TRIGGER trail_chain_only_grows")
        run_sql("CREATE TRIGGER trail_chain_only_grows BEFORE UPDATE ON trail_chain WHEN 0 BEGIN SELECT 1; END")
    anew = import_module("trail.migrations.0004_nothing_is_pushed_out").Migration.operations[0]
    for _ in range(2):
        anew.code(None, SimpleNamespace(connection=connection))
    assert triggers.guarded(connection) == kept
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT tbl_name FROM sqlite_master WHERE name = tbl_name || '_no_replace' ORDER BY 1")
            assert [table for (table,) in cursor.fetchall()] == kept
    Chain.objects.create(key="450101", head="0" * 64)
    with pytest.raises(DatabaseError, match=r"append-only|only grows"), transaction.atomic():
        Chain.objects.update(head="f" * 64)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no INSERT OR REPLACE")
def test_no_row_is_pushed_out_by_another(db: None) -> None:
    """Of every kept table, by the row's own number and by each unique key, as a connection that is not ours would."""
    tried = 0
    with connection.cursor() as cursor:
        for pragma in ("recursive_triggers = OFF", "ignore_check_constraints = ON", "defer_foreign_keys = ON"):
            cursor.execute(f"PRAGMA {pragma}")
        for table in append_only_tables():
            cursor.execute(f"PRAGMA table_info({table})")
            columns = [name for _, name, *_ in cursor.fetchall()]
            cursor.execute(f"PRAGMA index_list({table})")
            unique = [index for _, index, is_unique, *_ in cursor.fetchall() if is_unique]
            keys = [["rowid"]]
            for index in unique:
                cursor.execute(f"PRAGMA index_info({index})")
                keys.append([name for _, _, name in cursor.fetchall()])
            row = {"rowid": 1} | {name: 1 if name == "id" else f"{place}" for place, name in enumerate(columns, 10)}
            put = f"INTO {table} ({', '.join(row)}) VALUES ({', '.join(['%s'] * len(row))})"
            cursor.execute(f"INSERT {put}", list(row.values()))
            for key in keys:
                other = {name: value if name in key else f"{value}9" for name, value in row.items()}
                if "rowid" in key and "id" in row:
                    other["id"] = 1
                with pytest.raises(DatabaseError, match=f"{table} is append-only"), transaction.atomic():
                    cursor.execute(f"INSERT OR REPLACE {put}", list(other.values()))
                tried += 1
            cursor.execute(f"SELECT COUNT(*) FROM {table}")
            assert cursor.fetchone() == (1,), table
        # A chain whose name is text has a row's number beside it, by which another would push it out.
        cursor.execute("INSERT INTO trail_chain (key, length, head) VALUES ('450101', 0, '')")
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            cursor.execute("UPDATE OR REPLACE trail_chain SET rowid = 1 WHERE key = '450101'")
        cursor.execute("PRAGMA recursive_triggers = ON")
        cursor.execute("PRAGMA ignore_check_constraints = OFF")
    assert tried > 40
    transaction.set_rollback(True)  # what stands now is no state that may be committed


@pytest.mark.parametrize("table", ["revision", "entry", "beneficiaryrow", "judgedfinding"])
@pytest.mark.parametrize("sql", ["DELETE FROM reports_{}", "UPDATE reports_{} SET id = id + 1000"])
def test_what_was_judged_is_kept_by_the_database(stage: Stage, table: str, sql: str) -> None:
    stage.upload(lambda book: book["BKU"].cell(9, 5).__setattr__("value", None))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run_sql(sql.format(table))


def test_what_was_judged_is_kept_by_the_orm(stage: Stage) -> None:
    revision = stage.upload()
    for rows in (Revision.objects.all(), revision.entries.all(), revision.beneficiaries.all()):
        with pytest.raises(AppendOnly):
            rows.update(row=1) if rows.model is not Revision else rows.update(number=9)
        with pytest.raises(AppendOnly):
            rows.delete()


def test_a_deleted_event_is_named(chain: Chain) -> None:
    tamper("DELETE FROM trail_event WHERE chain_id = %s AND number = 4", chain.pk)
    assert verdict(chain).broken_at == 4


def test_a_truncated_chain_is_found(chain: Chain) -> None:
    last = chain.length
    tamper("DELETE FROM trail_event WHERE chain_id = %s AND number >= %s", chain.pk, last)
    assert verdict(chain).broken_at == last


def test_events_that_changed_places_are_found(chain: Chain) -> None:
    for old, new in ((2, 9002), (3, 2), (9002, 3)):
        tamper("UPDATE trail_event SET number = %s WHERE chain_id = %s AND number = %s", new, chain.pk, old)
    assert verdict(chain).broken_at == 2


def test_a_head_moved_by_hand_is_found(chain: Chain) -> None:
    tamper("UPDATE trail_chain SET head = %s WHERE key = %s", "f" * 64, chain.pk)
    assert not verdict(chain).whole


def test_one_offices_chain_stands_apart_from_anothers(cast: Cast, chain: Chain) -> None:
    cast.partner("LKS Lain", finance="other_finance", registration_number="TD/009/2020")
    tamper("UPDATE trail_event SET actor_name = 'Orang lain' WHERE chain_id = %s AND number = 1", chain.pk)
    verdicts = {found.chain: found.whole for found in verify_all()}
    assert verdicts[chain.key] is False
    assert verdicts[cast.person("other_finance").chain] is True


def test_the_command_says_which_chain_is_broken_and_where(chain: Chain, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_trail")
    assert f"{chain.key}: utuh" in capsys.readouterr().out
    tamper("UPDATE trail_event SET verb = 'partner.register' WHERE chain_id = %s AND number = 8", chain.pk)
    with pytest.raises(SystemExit) as stopped:
        call_command("verify_trail")
    assert stopped.value.code == 1
    assert f"{chain.key}: RUSAK pada peristiwa nomor 8" in capsys.readouterr().out


def test_an_event_lives_and_dies_with_what_it_tells(cast: Cast) -> None:
    partner = cast.partner(complete=False)
    before = Event.objects.count()
    with transaction.atomic():
        record_event(verb="partner.revise", obj=partner, by=cast.person("finance"))
        transaction.set_rollback(True)
    assert Event.objects.count() == before
    assert all(found.whole for found in verify_all())
