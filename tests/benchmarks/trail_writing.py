"""An action with its events and without, each undone after it. Runs as a stage of the bench."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

from django.db import transaction

from grants.actions import propose_disbursement
from tests.benchmarks.harness import paired
from tests.cast import Cast
from trail import record
from trail.models import Event


def compare(*, rounds: int) -> dict[str, float]:
    """Seconds of a proposal without its event and with it, and the median of their ratios."""
    cast = Cast()
    instalment = cast.agreement().instalments.get(number=1)
    given: dict[str, Any] = {
        "allocation": cast.allocation(),
        "decree": cast.decree(instalment.agreement),
        "spp_number": "0001/SPP/2021",
        "spp_date": date(2021, 4, 8),
        "by": cast.person("finance"),
    }
    real = record.record_event
    rooms = [module for module in sys.modules.values() if getattr(module, "record_event", None) is real]
    before = Event.objects.count()

    def act() -> int:
        with transaction.atomic():
            propose_disbursement(instalment=type(instalment).objects.get(pk=instalment.pk), **given)
            told = Event.objects.count() - before
            transaction.set_rollback(True)
        return told

    def silent() -> int:
        for module in rooms:
            module.record_event = _nothing  # type: ignore[attr-defined]
        try:
            return act()
        finally:
            for module in rooms:
                module.record_event = real  # type: ignore[attr-defined]

    assert (silent(), act()) == (0, 1), "the action must tell one event, and none when it is silenced"
    return paired(silent, act, rounds=rounds)


def _nothing(**told: Any) -> None:
    """Where no trail is kept."""
