"""Which LKS and reports are worth testing first: the facts of a year's reports, judged by ``audits.signals``.

A fixed number of queries, however many reports there are, but for receipts that stand elsewhere, which are asked for by
hundreds. Only the last revision of each report is read. Payees of other LKS are those of the reports that the reader
may see; of evidence elsewhere, in whichever office and year, only that it is there is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Sum
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audits.duplicates.letters import letters
from audits.duplicates.receipts import receipts_elsewhere
from audits.models import Finding, FindingReturn, FollowUp
from audits.models.finding import FINAL_STATES
from audits.signals import Facts, Limit, Line, Risk, counted, judge, together
from grants.models import Disbursement, TreasuryReturn
from legal.law import current_law
from regulations.law import Law
from regulations.parameters import SPLIT_SHARE, STAMP_DUTY, NoValue
from reports.models import Entry, Evidence, Report, ReportQuerySet, Revision, Waiver
from reports.workflow import OPEN_STATES
from trail.models import Event

_SENT_BACK = ("report.send_back", "report.decline")


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A report, or an LKS with all its reports of the year: what the list shows of it, and its risk."""

    name: str
    partner: str
    partner_id: int
    office: str
    office_id: int
    url: str
    follow_url: str
    spent: int
    reports: int
    risk: Risk


@dataclass(frozen=True, slots=True)
class Lists:
    """Both lists, the greatest risk first."""

    partners: list[AtRisk]
    reports: list[AtRisk]


def reports_of_year(user: User, year: int) -> ReportQuerySet:
    """The reports that the reader may see on payments from that year's budget lines."""
    paid = Disbursement.objects.living().filter(allocation__year=year)
    return Report.objects.visible_to(user).filter(instalment__in=paid.values("instalment"))


def years_of(user: User) -> list[int]:
    """The years of which the reader may see a payment, the newest first."""
    payments = Disbursement.objects.visible_to(user).living().order_by("-allocation__year")
    return list(payments.values_list("allocation__year", flat=True).distinct())


def lists_of(user: User, year: int, weights: Mapping[str, int] | None = None) -> Lists:
    """Both lists of a year; ``weights`` by the signals' keys stand instead of the table's."""
    reports = reports_of_year(user, year)
    rows = _reports(reports)
    books = _books(reports)
    shared = _shared_payees(rows, books)
    receipts = receipts_elsewhere(reports)
    files = _files_elsewhere(reports)
    sent_back = _sent_back(user, reports)
    waivers = _by_report(Waiver.objects.filter(report__in=reports, state="granted"))
    last = Revision.objects.filter(report__in=reports, replaced_by__isnull=True)
    warnings = dict(last.values_list("report", "warning_count"))
    findings = _findings(user)
    overdue = set(reports.overdue().values_list("pk", flat=True))
    limits = _limits(current_law())
    judged: list[tuple[dict[str, Any], Facts]] = []
    for row in rows:
        pk = row["pk"]
        past, amount = findings.get(row["partner"], (0, 0))
        known = Facts(
            days_late=_days_late(row, pk in overdue),
            sent_back=sent_back.get(str(pk), 0),
            waivers=waivers.get(pk, 0),
            warnings=warnings.get(pk, 0),
            shared_evidence=files.get(pk, 0) + receipts[pk],
            findings=past,
            findings_amount=amount,
        )
        ends_on = min(row["due_on"], row["instalment__agreement__ends_on"], date(year, 12, 31))
        lines = books.get(pk, ())
        judged.append((row, counted(known, lines, limit_on=limits, ends_on=ends_on, shared_payees=shared)))
    by_reports = (_report(row, facts, weights) for row, facts in judged)
    return Lists(_sorted(_partners(judged, year, weights)), _sorted(by_reports))


def _reports(reports: ReportQuerySet) -> list[dict[str, Any]]:
    return list(
        reports.order_by("pk").values(
            "pk",
            "partner",
            "partner__name",
            "office",
            "office__name",
            "state",
            "due_on",
            "submitted_at",
            "instalment",
            "instalment__number",
            "instalment__agreement__number",
            "instalment__agreement__ends_on",
        )
    )


def _books(reports: ReportQuerySet) -> dict[int, list[Line]]:
    """The expenses of each report's last revision."""
    entries = (
        Entry.objects.filter(revision__report__in=reports, revision__replaced_by__isnull=True, paid__gt=0)
        .order_by()
        .values_list("revision__report", "date", "paid", "payee")
    )
    key_of = cache(letters)
    books: dict[int, list[Line]] = defaultdict(list)
    for report, day, paid, payee in entries.iterator(chunk_size=5_000):
        books[report].append(Line(paid, day, key_of(payee)))
    return books


def _shared_payees(rows: Iterable[Mapping[str, Any]], books: Mapping[int, list[Line]]) -> set[str]:
    paid_by: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        for line in books.get(row["pk"], ()):
            paid_by[line.payee].add(row["partner"])
    return {payee for payee, partners in paid_by.items() if payee and len(partners) > 1}


def _files_elsewhere(reports: ReportQuerySet) -> dict[int, int]:
    """How many evidence files of each report are, byte for byte, evidence in another report as well."""
    standing = Evidence.objects.filter(removed_at__isnull=True)
    again = standing.filter(file__sha256=OuterRef("file__sha256")).exclude(report=OuterRef("report"))
    return _by_report(standing.filter(Exists(again), report__in=reports))


def _by_report(rows: Any) -> dict[int, int]:
    return dict(rows.order_by().values_list("report").annotate(count=Count("pk")))


def _sent_back(user: User, reports: ReportQuerySet) -> dict[str, int]:
    keys = reports.order_by().values_list(Cast("pk", CharField()))
    told = Event.objects.visible_to(user).filter(object_type=Report._meta.label_lower, object_id__in=keys)
    events = told.filter(verb__in=_SENT_BACK)
    return dict(events.order_by().values_list("object_id").annotate(count=Count("pk")))


def _findings(user: User) -> dict[int, tuple[int, int]]:
    """What audits have found at each LKS so far: how many, and rupiah.

    Findings that are final here, and what goes back because of others, which only the balai's return tells of.
    """
    opened = FindingReturn.objects.values("treasury_return")
    named = FollowUp.objects.filter(treasury_return__isnull=False).values("treasury_return")
    others = TreasuryReturn.objects.visible_to(user).standing().filter(kind=TreasuryReturn.Kind.AUDIT, part_of=None)
    told = (
        Finding.objects.visible_to(user).filter(state__in=FINAL_STATES, partner__isnull=False).values("partner"),
        others.exclude(pk__in=opened).exclude(pk__in=named).values("partner"),
    )
    amounts = (Sum("amount"), Sum(F("amount") + F("parted")))
    sums: dict[int, tuple[int, int]] = {}
    for records, amount in zip(told, amounts, strict=True):
        for row in records.order_by().annotate(found=Count("pk"), rupiah=amount):
            count, rupiah = sums.get(row["partner"], (0, 0))
            sums[row["partner"]] = (count + row["found"], rupiah + row["rupiah"])
    return sums


def _days_late(row: Mapping[str, Any], overdue: bool) -> int:
    """Days after the last day: of a report that was sent the day of sending, of one that is awaited today."""
    if row["state"] in OPEN_STATES:
        return (timezone.localdate() - row["due_on"]).days if overdue else 0
    sent = row["submitted_at"]
    return max((timezone.localdate(sent) - row["due_on"]).days, 0) if sent else 0


def _limits(law: Law) -> Any:
    """The lowest amount that bears a stamp on a day, and from where on a receipt is near it by the rules' own share."""

    @cache
    def limit_on(day: date) -> Limit | None:
        try:
            tiers, share = law.on(STAMP_DUTY, day).tiers, law.on(SPLIT_SHARE, day)
        except NoValue:
            return None
        at = min((tier.at_least for tier in tiers), default=0)
        return Limit(at * share // 100, at) if at else None

    return limit_on


def _report(row: Mapping[str, Any], facts: Facts, weights: Mapping[str, int] | None) -> AtRisk:
    return AtRisk(
        name=f"{row['instalment__agreement__number']}, termin {row['instalment__number']}",
        partner=row["partner__name"],
        partner_id=row["partner"],
        office=row["office__name"],
        office_id=row["office"],
        url=reverse("reports:report", args=[row["pk"]]),
        follow_url=reverse("audits:follow", args=[row["instalment"]]),
        spent=facts.spent,
        reports=1,
        risk=judge(facts, weights),
    )


def _partners(
    judged: Iterable[tuple[Mapping[str, Any], Facts]], year: int, weights: Mapping[str, int] | None
) -> Iterator[AtRisk]:
    by_partner: dict[int, list[tuple[Mapping[str, Any], Facts]]] = defaultdict(list)
    for row, facts in judged:
        by_partner[row["partner"]].append((row, facts))
    for partner, parts in by_partner.items():
        row, first = parts[0]
        facts = together((each for _, each in parts), findings=first.findings, findings_amount=first.findings_amount)
        yield AtRisk(
            name=row["partner__name"],
            partner=row["partner__name"],
            partner_id=partner,
            office=row["office__name"],
            office_id=row["office"],
            url=reverse("partners:partner", args=[partner]),
            follow_url=f"{reverse('audits:risks')}?menurut=laporan&year={year}&partner={partner}",
            spent=facts.spent,
            reports=facts.reports,
            risk=judge(facts, weights),
        )


def _sorted(found: Iterable[AtRisk]) -> list[AtRisk]:
    return sorted(found, key=lambda one: (-one.risk.score, one.partner, one.name))


def by_signal(found: Iterable[AtRisk], key: str) -> list[AtRisk]:
    """Those of whom this signal says something, the strongest first."""
    said = [one for one in found if one.risk.of(key).points > 0]
    return sorted(said, key=lambda one: (-one.risk.of(key).points, -one.risk.score, one.partner, one.name))


def in_office(found: Iterable[AtRisk], office_id: int | None) -> list[AtRisk]:
    return [one for one in found if office_id is None or one.office_id == office_id]
