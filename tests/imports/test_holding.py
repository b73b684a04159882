"""A worker in the middle of one long transaction holds its run: whoever asks is told so at once, and does not wait."""

from __future__ import annotations

import threading
from time import monotonic

from django.db import connection, transaction

from imports.actions.work import _hold
from imports.holding import is_held
from tests.at_once import many_hands
from tests.cast import Cast
from tests.imports.sending import death_list, sent

__all__ = ["many_hands"]


def test_a_run_is_held_while_somebody_writes_it_and_no_longer(many_hands: None, cast: Cast) -> None:
    run = sent("kematian", death_list("3271061708900001"), by=cast.person("finance"))
    begun, asked = threading.Event(), threading.Event()

    def work() -> None:
        try:
            with transaction.atomic():
                _hold(run)
                type(run).objects.filter(pk=run.pk).update(done=run.done)
                begun.set()
                asked.wait(10)
        finally:
            connection.close()

    assert not is_held(run)
    worker = threading.Thread(target=work)
    worker.start()
    assert begun.wait(10)
    start = monotonic()
    held = is_held(run)
    took = monotonic() - start
    asked.set()
    worker.join()
    assert held
    assert took < 1
    assert not is_held(run)
