"""What a finding of a rule already says of the five parts of a finding of an audit."""

from __future__ import annotations

from typing import Any

from audits.pointing import like, lines_of
from regulations import catalogue
from reports.models import JudgedFinding

#: So many places are written out; the finding points at all of them besides.
_TOLD = 10


def prefilled(origin: JudgedFinding) -> dict[str, Any]:
    """What the form of a finding begins with: kondisi, kriteria, amount and recommendation; the rest is the auditor's.

    The amount is what the lines of the cash book have paid, in rupiah, where it is about lines.
    """
    report = origin.revision.report
    alike = list(like(origin)[: _TOLD + 1])
    lines = lines_of(origin)
    try:
        rule = catalogue.get(origin.rule)
        known, title = rule.id, rule.fault
    except KeyError:
        known, title = "", origin.message
    said = [f"{one.place}: {one.message}{f' Tertulis: {one.found}.' if one.found else ''}" for one in alike[:_TOLD]]
    if len(alike) > _TOLD:
        said.append(f"dan {like(origin).count() - _TOLD} tempat lain.")
    criteria = [origin.expected] if origin.expected else []
    if not known:
        criteria.append(origin.citation)
    return {
        "title": title[:200],
        "partner": report.partner,
        "asks_partner": True,
        "condition": "\n".join([f"{report}, revisi {origin.revision.number}:", *said])[:4000],
        "rule": known,
        "criteria": "\n".join(criteria),
        "amount": sum(line.paid or 0 for line in lines),
        "recommendations": " ".join(origin.remedy.split()),
    }
