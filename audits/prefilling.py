"""What a finding of a rule already says of the five parts of a finding of an audit."""

from __future__ import annotations

from typing import Any

from django.db.models import Sum

from audits.pointing import like, lines_of
from legal.law import current_law
from regulations import catalogue
from reports.models import JudgedFinding

#: So many places are written out; the finding points at all of them besides.
_TELL = 10


def prefilled(origin: JudgedFinding) -> dict[str, Any]:
    """What the form of a finding begins with: kondisi, kriteria, amount and recommendation; the rest is the auditor's.

    The amount is what the lines of the cash book have paid, in rupiah, where it is about lines.
    """
    report = origin.revision.report
    alike = list(like(origin)[: _TELL + 1])
    try:
        rule = catalogue.get(origin.rule)
        known, title, criteria = rule.id, rule.fault, rule.told(current_law(), report.office.today)
    except KeyError:
        known, title, criteria = "", origin.message, origin.citation
    said = [_told(one) for one in alike[:_TELL]]
    if len(alike) > _TELL:
        said.append(f"dan {like(origin).count() - _TELL} tempat lain.")
    return {
        "title": title[:200],
        "partner": report.partner,
        "asks_partner": True,
        "condition": "\n".join([f"{report}, revisi {origin.revision.number}:", *said])[:4000],
        "rule": known,
        "criteria": criteria,
        "amount": lines_of(origin).aggregate(paid=Sum("paid"))["paid"] or 0,
        "recommendations": " ".join(origin.remedy.split()),
    }


def _told(finding: JudgedFinding) -> str:
    """One place: what is wrong there, what it says, and what it should."""
    stands = f" Tertulis: {finding.found}." if finding.found else ""
    should = f" Seharusnya: {finding.expected.rstrip('.')}." if finding.expected else ""
    return f"{finding.place}: {finding.message}{stands}{should}"
