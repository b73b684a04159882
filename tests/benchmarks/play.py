"""`bin/bench play`: a year with 200 LKS, 1,000 instalments and 40,000 beneficiaries through the actions, on SQLite and
on PostgreSQL, every total held beside a ledger of plain Python.

After each step what it touched is compared, and every sum above that: of the LKS, of its office, on both desks and in
the year's end; after every so many everything. Bar: not one comparison differs. How long it took is told beside.
"""

from __future__ import annotations

import argparse
import sys
import time
from typing import Any

from tests.benchmarks.harness import Result, fresh_instance, report
from tests.benchmarks.postgres import postgres

STAGE = "tests.benchmarks.play:played"
SEED, STEPS = 2026, 14_000
PARTNERS, PARTS, PEOPLE, BY_POST = 200, 5, 270, 8
ABOVE, PAGES, EVERYTHING = 1, 50, 200
SHOWN = 5


def played(*, seed: int, steps: int, partners: int) -> dict[str, Any]:
    """Runs as a stage: what came of the play."""
    from django.conf import settings
    from django.test import override_settings
    from django.test.utils import setup_test_environment

    from grants.models import DecreeRecipient
    from tests.play.script import Cadence, play
    from tests.play.world import Size

    # So that pages give what they were made of.
    setup_test_environment()
    began = time.monotonic()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    cheap = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Passwords of four hundred officers and fingerprints of style sheets are no part of the play.
    with override_settings(PASSWORD_HASHERS=cheap, STORAGES={**settings.STORAGES, "staticfiles": plain}):
        size = Size(partners, PARTS, PEOPLE, BY_POST)
        done = play(seed=seed, steps=steps, size=size, cadence=Cadence(ABOVE, PAGES, EVERYTHING), tell=_told)
    world, ledger = done.world, done.world.ledger
    return {
        "steps": sum(done.steps.values()) - done.steps["nothing"],
        "comparisons": done.sums.made,
        "mismatches": len(done.sums.mismatches),
        "first_mismatches": done.sums.mismatches[:SHOWN],
        "partners": len(ledger.partners),
        "instalments": len(ledger.instalments),
        "beneficiaries": DecreeRecipient.objects.values("nik_index").distinct().count(),
        "payments": len(ledger.payments),
        "accounted": sum(one.state == "accounted" for one in ledger.payments.values()),
        "returns": len(ledger.returns),
        "returs": sum(len(one.failed) for one in ledger.payments.values()),
        "bank_files": len(ledger.files),
        "bank_lines": sum(len(one.rows) for one in ledger.files.values()),
        "paired_lines": sum(len(one.rows) - len(one.open_rows) for one in ledger.files.values()),
        "batches": len(ledger.batches),
        "findings": sum(one.kind == "temuan" for one in ledger.returns.values()),
        "exceptions_used": world.leaves_used,
        "aid": len(ledger.aid),
        "aid_given_again": world.given_again,
        "sales_months": len(ledger.months),
        "sanctions": world.sanctions,
        "seconds": round(time.monotonic() - began),
        "taken": dict(done.steps.most_common()),
    }


def _told(sentence: str) -> None:
    """How far it is: to standard error, which is not the JSON line's."""
    print(sentence, file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench play", description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--partners", type=int, default=PARTNERS)
    parser.add_argument("--only", choices=("sqlite", "postgresql"), help="on one of the databases")
    wanted = parser.parse_args()
    asked = {"seed": wanted.seed, "steps": wanted.steps, "partners": wanted.partners}
    plays: dict[str, Any] = {}
    if wanted.only != "postgresql":
        plays["sqlite"] = on("", asked)
    if wanted.only != "sqlite":
        with postgres() as server:
            plays["postgresql"] = on(server.database("play"), asked)
    results = [
        Result(f"totals that differ on {name}", one["mismatches"], 0, "comparisons") for name, one in plays.items()
    ]
    return report("play", results, **plays)


def on(database: str, asked: dict[str, int]) -> dict[str, Any]:
    with fresh_instance(database) as instance:
        found, _ = instance.stage(STAGE, **asked)
    told: dict[str, Any] = found
    return told


if __name__ == "__main__":
    sys.exit(main())
