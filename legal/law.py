"""Decisions of legal officers → the Law that rules judge by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from legal.models import Decision
from regulations.citation import Citation
from regulations.law import Law, Turn, amended, in_turn
from regulations.parameters import Dated, all_parameters


def current_law() -> Law:
    """The law by all decisions that stand now: one query. Ask once for each judgement; nothing is kept between."""
    return law_of(Decision.objects.standing())


def law_of(decisions: Iterable[Decision]) -> Law:
    """The law by these decisions, given in their order; those about what the code no longer knows concern nothing."""
    citations: dict[str, Citation] = {}
    changes: dict[str, list[Dated[Any]]] = defaultdict(list)
    turns: dict[str, list[Turn]] = defaultdict(list)
    parameters = {parameter.id: parameter for parameter in all_parameters()}
    for decision in decisions:
        if decision.kind == Decision.Kind.CITATION:
            citations[decision.key] = citation_of(decision)
        elif decision.kind == Decision.Kind.FIGURE and decision.about in parameters:
            value = parameters[decision.about].written.parse(decision.value)
            figure: Dated[Any] = Dated(value, citation_of(decision), since=decision.since, decision=decision.pk)
            changes[decision.about].append(figure)
        elif decision.kind in {Decision.Kind.RETIREMENT, Decision.Kind.REINSTATEMENT} and decision.since:
            retired = decision.kind == Decision.Kind.RETIREMENT
            turns[decision.about].append(Turn(decision.since, retired, decision.pk))
    return Law(
        figures={key: amended(parameters[key].history, figures) for key, figures in changes.items()},
        citations=citations,
        turns={rule_id: in_turn(of_rule) for rule_id, of_rule in turns.items()},
    )


def citation_of(decision: Decision) -> Citation:
    """What a decision says of where an obligation or a figure stands."""
    return Citation(
        decision.instrument,
        decision.subject,
        article=decision.article or None,
        confirmed=decision.confirmed,
        decision=decision.pk,
    )
