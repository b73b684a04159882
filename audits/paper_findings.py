"""What a working paper already says of a finding: the item that it tested, what was found there, and the amount."""

from __future__ import annotations

from typing import Any

from audits.models import Finding, SampleItem, WorkingPaper
from audits.models.paper import Answer, Result
from audits.pointing import Thing, evidence_of, point_at
from grants.models import Disbursement
from partners.models import Partner
from reports.models import Entry, Report
from rupiah.format import format_rupiah


def thing_of(item: SampleItem) -> Entry | Report | Disbursement | None:
    """The record that an item of a sample is; None where there is no such any more."""
    kind, _, pk = item.key.partition(":")
    if kind == "bku":
        return Entry.objects.filter(pk=pk).select_related("revision__report__partner").first()
    if kind == "laporan":
        return Report.objects.filter(pk=pk).select_related("partner").first()
    return Disbursement.objects.filter(pk=pk).select_related("partner").first()


def things_of(item: SampleItem) -> list[Thing]:
    """The same with the evidence of its line, for a finding to point at."""
    thing = thing_of(item)
    if isinstance(thing, Entry):
        return [thing, *evidence_of(thing.revision.report, [thing.evidence_number])]
    return [thing] if thing else []


def prefilled_by_paper(paper: WorkingPaper) -> dict[str, Any]:
    """What the form of a finding begins with; sebab, akibat and recommendation are the auditor's."""
    told = [f"{paper.item.label} ({paper.number})."]
    if paper.result == Result.UNTESTABLE:
        told.append(f"Tercatat {format_rupiah(paper.recorded)}; tidak dapat diuji.")
    elif paper.error and paper.audited is not None:
        recorded, audited = format_rupiah(paper.recorded), format_rupiah(paper.audited)
        told.append(f"Tercatat {recorded}, seharusnya {audited}; selisih {format_rupiah(abs(paper.error))}.")
    told += [paper.note] if paper.note else []
    told += [f"{one.question} Tidak: {one.note}" for one in paper.answers.filter(answer=Answer.NO)]
    return {
        "engagement": paper.engagement_id,
        "title": f"{paper.get_result_display()}: {paper.item.label}"[:200],
        "partner": _partner(paper.item),
        "asks_partner": True,
        "condition": "\n".join(told)[:4000],
        "amount": max(paper.error or 0, 0),
    }


def point_at_tested(finding: Finding, paper: WorkingPaper) -> int:
    """Point at what the paper tested; how many places came in."""
    return point_at(finding, things_of(paper.item))


def findings_about(item: SampleItem) -> list[Finding]:
    """The engagement's findings that point at this item."""
    thing = thing_of(item)
    if thing is None:
        return []
    field = {Entry: "entry", Report: "report", Disbursement: "payment"}[type(thing)]
    found = Finding.objects.filter(engagement=item.sample.engagement, **{f"places__{field}": thing})
    return list(found.distinct().order_by("number"))


def _partner(item: SampleItem) -> Partner | None:
    thing = thing_of(item)
    if isinstance(thing, Entry):
        return thing.revision.report.partner
    return thing.partner if thing else None
