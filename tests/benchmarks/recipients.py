"""Past recipients, as many as asked, written straight into the tables by the database itself; and looking up new ones
among them. Runs as stages of the bench, on PostgreSQL. Nobody in it exists."""

from __future__ import annotations

import hashlib
import random
from datetime import date, timedelta

from django.db import connection

from accounts.actions import open_account
from accounts.models import Office
from accounts.roles import Role
from beneficiaries.repeated import AidKind, PlannedAid, repeats_of, standing_aid_of
from tests.benchmarks.harness import seconds
from trail.parts import AT_ONCE
from vault.private import keyed_index

OFFICES = 40
#: Of those who are asked for, so many have been given the same before.
KNOWN = 100
TODAY = date(2026, 6, 1)

#: The keyed index of the n-th past recipient stands for a NIK that nobody needs to know.
_PEOPLE = """
INSERT INTO beneficiaries_person (id, state, version, office_id, nik, nik_index, name, sex, cluster, category,
    regency_code, regency, province, recorded_at)
SELECT n, 'active', 0, %(first)s + n %% %(offices)s, '', encode(sha256(n::text::bytea), 'hex'), 'Penerima ' || n, 'L',
    'lansia', '', '', '', '', now()
FROM generate_series(1, %(count)s) n
"""
_AID = """
INSERT INTO beneficiaries_aid (state, version, office_id, person_id, nik_index, component, form, item, value, given_on,
    bast_number, despite, source, recorded_by_id, recorded_at, withdrawn_because)
SELECT 'recorded', 0, office_id, id, nik_index, 'bantuan', 'uang', '', 600000,
    %(today)s::date - (id %% 300)::int, '', '', 'kantor', %(by)s, now(), ''
FROM beneficiaries_person ORDER BY md5(id::text)
"""


def fill(*, count: int) -> int:
    """Write ``count`` people and an aid for each, in no order, and let the database learn what it holds."""
    offices = [
        Office.objects.create(name=f"Balai Contoh {n}", code=f"{450000 + n}", kppn="139") for n in range(OFFICES)
    ]
    by = open_account(email="f@contoh.id", name="Sari", roles=[Role.FINANCE], office=offices[0], by=None)
    facts = {"first": offices[0].pk, "offices": OFFICES, "count": count, "today": TODAY, "by": by.pk}
    with connection.cursor() as cursor:
        # What refers to what is known to be right; to have it checked two million times is no part of the question.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(_PEOPLE, facts)
        cursor.execute(_AID, facts)
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM (ANALYZE) beneficiaries_aid")
        # A register in use is in the server's memory, the small one and the large one.
        cursor.execute("CREATE EXTENSION pg_prewarm")
        cursor.execute("SELECT pg_prewarm('aid_same_kind'), pg_prewarm('beneficiaries_aid')")
        cursor.execute("SELECT count(*) FROM beneficiaries_aid")
        return int(cursor.fetchone()[0])


def newcomers(*, count: int, of: int, turn: int) -> list[PlannedAid]:
    """Other ``count`` recipients in each turn, KNOWN of them among the ``of`` past ones, the rest never seen."""
    chosen = random.Random(turn)
    past = [hashlib.sha256(str(n).encode()).hexdigest() for n in chosen.sample(range(1, of + 1), KNOWN)]
    new = [keyed_index(f"{turn:04d}{n:012d}") for n in range(count - KNOWN)]
    planned = [PlannedAid(AidKind(index, "bantuan", "uang"), TODAY + timedelta(days=1)) for index in [*past, *new]]
    chosen.shuffle(planned)
    return planned


def look_up(*, count: int, of: int, turn: int) -> list[float]:
    """Seconds that the check of one list of recipients takes, and how many repeats it found."""
    planned = newcomers(count=count, of=of, turn=turn)
    found: list[int] = []
    took = seconds(lambda: found.append(sum(map(bool, repeats_of(planned)))))
    return [took, found[0]]


def plan(*, of: int) -> str:
    """How the database goes about it, each line without the people that it names."""
    people = sorted(aid.kind.person for aid in newcomers(count=AT_ONCE, of=of, turn=0))
    lines = str(standing_aid_of(people).explain(analyze=True)).split("\n")
    return "\n".join(line[:120] for line in lines)
