"""The law as it stands for one judgement: rules and figures of the code, as legal officers have amended them.

Pure: what a legal officer decided is kept by the room `legal`, which makes a Law of it and hands it in with the facts.
A rule asks ``facts.law.on(STAMP_DUTY, day)`` and never the parameter itself, so that an amended figure reaches it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any, TypeVar

from regulations.citation import Citation
from regulations.parameters import Dated, NoValue, Parameter

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Turn:
    """From the day ``since`` on a rule is retired, or holds again; ``decision`` is the number of who says so."""

    since: date
    retired: bool
    decision: int


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which a rule judges no report, both inclusive; ``until`` None is open-ended."""

    since: date
    until: date | None
    decision: int


@dataclass(frozen=True, slots=True)
class Law:
    """Amendments to the catalogue; without any, the code's own catalogue and figures.

    ``figures``: parameter id to its whole history as amended, newest first. ``citations``: key of a citation (a rule's
    edition, or ``Parameter.key_of`` a figure) to what a legal officer has made of it. ``turns``: rule id to the days
    from which it was retired or put in force again, newest first.
    """

    figures: Mapping[str, tuple[Dated[Any], ...]] = field(default_factory=dict)
    citations: Mapping[str, Citation] = field(default_factory=dict)
    turns: Mapping[str, tuple[Turn, ...]] = field(default_factory=dict)

    def dated(self, parameter: Parameter[Value], day: date) -> Dated[Value]:
        """The figure in force on ``day`` with its period and source; raises NoValue when there is none."""
        for dated in self.figures.get(parameter.id, parameter.history):
            if dated.holds_on(day):
                return self._cited(parameter, dated)
        raise NoValue(f"{parameter.title}: {day.isoformat()}")

    def on(self, parameter: Parameter[Value], day: date) -> Value:
        """The figure in force on ``day``; raises NoValue when there is none."""
        return self.dated(parameter, day).value

    def history(self, parameter: Parameter[Value]) -> tuple[Dated[Value], ...]:
        """All figures of a parameter with their periods and sources, newest first."""
        return tuple(self._cited(parameter, dated) for dated in self.figures.get(parameter.id, parameter.history))

    def retired_on(self, rule_id: str, day: date) -> bool:
        """Whether reports of that day are no longer judged by this rule."""
        return next((turn.retired for turn in self.turns.get(rule_id, ()) if turn.since <= day), False)

    def absences(self, rule_id: str) -> tuple[Absence, ...]:
        """The days on which a rule is retired, newest first."""
        found: list[Absence] = []
        began: Turn | None = None
        for turn in reversed(list(_one_a_day(self.turns.get(rule_id, ())))):
            if turn.retired and began is None:
                began = turn
            elif not turn.retired and began is not None:
                found.append(Absence(began.since, turn.since - timedelta(days=1), began.decision))
                began = None
        if began is not None:
            found.append(Absence(began.since, None, began.decision))
        return tuple(reversed(found))

    def _cited(self, parameter: Parameter[Value], dated: Dated[Value]) -> Dated[Value]:
        """The figure with its citation as it was last decided: with the figure itself, or on its own afterwards."""
        citation = self.citations.get(parameter.key_of(dated))
        if citation is None or (citation.decision or 0) < (dated.decision or 0):
            return dated
        return replace(dated, citation=citation)


def amended(history: Iterable[Dated[Value]], changes: Iterable[Dated[Value]]) -> tuple[Dated[Value], ...]:
    """A history with figures that begin on other days put into it, newest first.

    Each figure holds until the day before the next one begins. Of two that begin on one day the later decision holds.
    """
    began: dict[date, Dated[Value]] = {}
    for dated in [*history, *sorted(changes, key=lambda change: change.decision or 0)]:
        began[dated.since or date.min] = dated
    merged: list[Dated[Value]] = []
    ends = date.max
    for start in sorted(began, reverse=True):
        until = min(began[start].until or date.max, ends)
        merged.append(replace(began[start], until=None if until == date.max else until))
        ends = start - timedelta(days=1) if start > date.min else start
    return tuple(merged)


def in_turn(turns: Iterable[Turn]) -> tuple[Turn, ...]:
    """The turns of one rule, newest first; of two on one day the later decision comes first."""
    return tuple(sorted(turns, key=lambda turn: (turn.since, turn.decision), reverse=True))


def _one_a_day(turns: Iterable[Turn]) -> Iterator[Turn]:
    """Turns that hold at all, of those given newest first: the later decision of each day."""
    for _, of_day in groupby(turns, key=lambda turn: turn.since):
        yield next(of_day)
