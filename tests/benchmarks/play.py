"""`bin/bench play`: a year with 200 LKS, 1,000 instalments and 40,000 beneficiaries through the actions, on SQLite and
on PostgreSQL, every total held beside a ledger of plain Python.

After each step what it touched is compared, after every fiftieth what lies around that, after every thousandth and at
the end everything. Bar: not one comparison differs. How long it took is told beside.
"""

from __future__ import annotations

import argparse
import sys
import time
from typing import Any

from tests.benchmarks.harness import Result, fresh_instance, report
from tests.benchmarks.postgres import postgres

STAGE = "tests.benchmarks.play:played"
SEED, STEPS = 2026, 11_000
PARTNERS, PARTS, PEOPLE, BY_POST = 200, 5, 270, 8
AROUND, EVERY = 50, 1_000
SHOWN = 5


def played(*, seed: int, steps: int, partners: int) -> dict[str, Any]:
    """Runs as a stage: what came of the play."""
    from django.conf import settings
    from django.test import override_settings
    from django.test.utils import setup_test_environment

    from grants.models import DecreeRecipient
    from tests.play.script import play
    from tests.play.world import Size

    # So that pages give what they were made of.
    setup_test_environment()
    began = time.monotonic()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    cheap = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Passwords of four hundred officers and fingerprints of style sheets are no part of the play.
    with override_settings(PASSWORD_HASHERS=cheap, STORAGES={**settings.STORAGES, "staticfiles": plain}):
        size = Size(partners, PARTS, PEOPLE, BY_POST)
        done = play(seed=seed, steps=steps, size=size, around=AROUND, every=EVERY)
    ledger = done.world.ledger
    return {
        "steps": sum(done.steps.values()) - done.steps["nothing"],
        "comparisons": done.comparison.made,
        "mismatches": len(done.comparison.mismatches),
        "first_mismatches": done.comparison.mismatches[:SHOWN],
        "partners": len(ledger.partners),
        "instalments": len(ledger.instalments),
        "beneficiaries": DecreeRecipient.objects.values("nik_index").distinct().count(),
        "payments": len(ledger.payments),
        "accounted": sum(one.state == "accounted" for one in ledger.payments.values()),
        "returns": len(ledger.returns),
        "sanctions": done.world.sanctions,
        "seconds": round(time.monotonic() - began),
        "taken": dict(done.steps.most_common()),
    }


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
