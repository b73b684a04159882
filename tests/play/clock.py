"""The play's own time: every action of the program asks the same clock, so that a year passes in a few seconds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

from django.apps import apps
from django.utils import timezone

#: What papers are dated by, wherever the office stands.
JAKARTA = ZoneInfo("Asia/Jakarta")


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self, begins: date) -> None:
        self.now = datetime(begins.year, begins.month, begins.day, 2, tzinfo=UTC)

    @property
    def today(self) -> date:
        return self.now.astimezone(JAKARTA).date()

    def day_in(self, zone: str) -> date:
        """The day by the clock of an office."""
        return self.now.astimezone(ZoneInfo(zone)).date()

    def pass_time(self, span: timedelta) -> None:
        self.now += span

    def read(self) -> datetime:
        return self.now

    @contextmanager
    def running(self) -> Iterator[None]:
        """Whoever asks what time it is gets this one's, also columns that begin with the moment of their record."""
        columns = [column for model in apps.get_models() for column in model._meta.concrete_fields]
        with ExitStack() as stack:
            for column in columns:
                if column.default is timezone.now:
                    stack.enter_context(mock.patch.object(column, "_get_default", self.read))
            stack.enter_context(mock.patch("django.utils.timezone.now", self.read))
            yield
