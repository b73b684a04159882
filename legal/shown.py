"""Rules and figures as the pages show them: plain records, for a template would call a rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from legal.models import Decision
from legal.subjects import Source, Standing, by_subject
from regulations.catalogue import Examples, Rule, Subject, all_rules
from regulations.findings import Severity
from regulations.parameters import Dated, Parameter


@dataclass(frozen=True, slots=True)
class Figure:
    """A value of a parameter between two days."""

    value: str
    since: date | None
    until: date | None
    source: Source
    decision: Decision | None  #: that set it; None: the code's own
    holds_now: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """A parameter with all its values, newest first."""

    id: str
    title: str
    all: tuple[Figure, ...]
    rules: tuple[str, ...]  #: ids of the rules that judge by it

    @property
    def now(self) -> Figure | None:
        return next((figure for figure in self.all if figure.holds_now), None)


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which a rule is retired, both inclusive; None is open-ended."""

    since: date
    until: date | None
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Obligation:
    """One version of a rule as it stands."""

    id: str
    version: int
    title: str
    obligation: str
    remedy: str
    severity: Severity
    subject: Subject
    stage: str
    examples: Examples
    since: date | None
    until: date | None
    retirable: bool
    source: Source
    parameters: tuple[Figures, ...]
    absences: tuple[Absence, ...]  #: newest first

    @property
    def is_retired(self) -> bool:
        """Whether reports of a day to come are judged by it no longer."""
        return bool(self.absences) and self.absences[0].until is None


def shown_rules(standing: Standing, today: date) -> list[Obligation]:
    """Every version of every rule as it stands: by subject, then by id."""
    return [shown_rule(rule, standing, today) for rule in by_subject(all_rules())]


def shown_rule(rule: Rule, standing: Standing, today: date) -> Obligation:
    return Obligation(
        id=rule.id,
        version=rule.version,
        title=rule.title,
        obligation=rule.told(standing.law, today),
        remedy=rule.remedy,
        severity=rule.severity,
        subject=rule.subject,
        stage=rule.stage.label,
        examples=rule.examples,
        since=rule.since,
        until=rule.until,
        retirable=rule.retirable,
        source=standing.source(rule.edition, rule.amended(standing.law).citation),
        parameters=tuple(shown_figures(parameter, standing, today) for parameter in rule.parameters),
        absences=tuple(
            Absence(each.since, each.until, standing.decisions.get(each.decision))
            for each in standing.law.absences(rule.id)
        ),
    )


def shown_figures(
    parameter: Parameter[Any], standing: Standing, today: date, history: Iterable[Dated[Any]] | None = None
) -> Figures:
    """A parameter as it stands, or with the ``history`` that it would have."""
    return Figures(
        parameter.id,
        parameter.title,
        tuple(
            Figure(
                parameter.written.show(dated.value),
                dated.since,
                dated.until,
                standing.source(parameter.key_of(dated), dated.citation),
                standing.decisions.get(dated.decision or 0),
                dated.holds_on(today),
            )
            for dated in history or standing.law.history(parameter)
        ),
        tuple(dict.fromkeys(rule.id for rule in all_rules() if parameter in rule.parameters)),
    )
