"""What a finding may point at, and how that is called: lines of the cash book, evidence, reports, payments, PKS."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from accounts.models import User
from audits.models import Finding, FindingPlace
from grants.models import Disbursement
from partners.models import Agreement, Instalment, Partner
from regulations.cashbook import evidence_key
from regulations.sheets import CASH_BOOK
from reports.models import Entry, Evidence, JudgedFinding, Report
from trail.refusal import Refusal

Thing = Entry | Evidence | Report | Disbursement | Agreement

#: So many lines one finding points at; what is about more is about the whole report.
MOST_LINES = 200
#: From a place to the record that names its LKS.
_WHOSE = ("entry__revision__report", "evidence__report", "report", "payment", "agreement")


def place_of(finding: Finding, thing: Thing) -> FindingPlace:
    """The place that a finding points at when it points at this, not saved yet."""
    place = FindingPlace(finding=finding)
    match thing:
        case Entry():
            number = f" {thing.evidence_number}" if thing.evidence_number else ""
            place.entry = thing
            place.label = f"BKU baris {thing.row}{number}: {thing.description}"
            place.amount = thing.paid or thing.received
        case Evidence():
            place.evidence, place.label = thing, f"Bukti {thing.evidence_number}: {thing.file.original_name}"
        case Report():
            place.report, place.label, place.amount = thing, str(thing), thing.spent
        case Disbursement():
            place.payment, place.label, place.amount = thing, f"Penyaluran {thing.instalment}", thing.amount
        case Agreement():
            place.agreement, place.label, place.amount = thing, f"Perjanjian {thing.number}", thing.value
    place.label = place.label[:300]
    return place


def point_at(finding: Finding, things: Iterable[Thing]) -> int:
    """Have the finding point at these; what it points at already is left as it is. How many came in."""
    before = finding.places.count()
    wanted = [place_of(finding, thing) for thing in things]
    if before + len(wanted) > MOST_LINES:
        raise Refusal(f"Satu temuan menunjuk paling banyak {MOST_LINES} baris dan bukti. Tunjuk laporannya saja.")
    FindingPlace.objects.bulk_create(wanted, ignore_conflicts=True)
    return finding.places.count() - before


def require_theirs(finding: Finding) -> None:
    """Refuse a finding that points at what belongs to others than it concerns: the audited read it there."""
    rows = finding.places.values_list(*(f"{way}__partner" for way in _WHOSE))
    for partner in Partner.objects.filter(pk__in={pk for row in rows for pk in row if pk}):
        if finding.partner_id not in (None, partner.pk) or partner.office_id != finding.office_id:
            raise Refusal(
                f"Yang ditunjuk temuan ini milik {partner}, bukan {finding.whom}.",
                "Tunjuk hanya milik yang bersangkutan, dan lepas dahulu yang lain bila LKS atau balainya diganti.",
            )


def like(origin: JudgedFinding) -> QuerySet[JudgedFinding]:
    """All findings of the same rule in the same column of the same revision: one cause, as the report's page has it."""
    return JudgedFinding.objects.filter(
        revision=origin.revision_id, rule=origin.rule, sheet=origin.sheet, field=origin.field
    )


def lines_of(origin: JudgedFinding) -> QuerySet[Entry]:
    """The lines of the cash book that a finding of a rule is about; none where it is about the report as a whole."""
    if origin.sheet != CASH_BOOK:
        return Entry.objects.none()
    rows = like(origin).filter(row__isnull=False).values("row")
    return Entry.objects.filter(revision=origin.revision_id, row__in=rows)


def evidence_of(report: Report, numbers: Iterable[str]) -> list[Evidence]:
    """The evidence of a report that bears one of these numbers, however they are written."""
    keys = {evidence_key(number) for number in numbers} - {""}
    kept = Evidence.objects.filter(report=report, removed_at__isnull=True).select_related("file")
    return [one for one in kept if evidence_key(one.evidence_number) in keys] if keys else []


def point_at_origin(finding: Finding) -> int:
    """Point at what the finding of a rule is about: its lines and their evidence.

    At the report itself where it is about no line, or about more than one finding points at.
    """
    origin = finding.origin
    if origin is None:
        return 0
    lines, report = list(lines_of(origin)[: MOST_LINES + 1]), origin.revision.report
    things: list[Thing] = [*lines, *evidence_of(report, [line.evidence_number for line in lines])]
    return point_at(finding, things if 0 < len(things) <= MOST_LINES else [report])


def lines_named(report: Report, numbers: list[str]) -> list[Entry]:
    """The lines of a report's last revision with one of these numbers of evidence; Refusal for one that is nowhere."""
    revision = report.latest
    lines = list(revision.entries.all()) if revision else []
    by_key: dict[str, list[Entry]] = {}
    for line in lines:
        by_key.setdefault(evidence_key(line.evidence_number), []).append(line)
    unknown = [number for number in numbers if not by_key.get(evidence_key(number))]
    if unknown:
        raise Refusal(f"Tidak ada baris bernomor bukti {', '.join(unknown)} dalam {report}.")
    return [line for number in numbers for line in by_key[evidence_key(number)]]


def readable(places: Iterable[FindingPlace], user: User) -> dict[int, bool]:
    """Which of these places the reader may open, by their ids: what a finding points at is judged by its own room."""
    kept = list(places)
    found: dict[int, bool] = {}
    for name, model in (
        ("entry", Entry),
        ("evidence", Evidence),
        ("report", Report),
        ("payment", Disbursement),
        ("agreement", Agreement),
    ):
        keys = {getattr(place, f"{name}_id"): place.pk for place in kept if getattr(place, f"{name}_id")}
        if keys:
            seen = set(model.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
            found |= {place: key in seen for key, place in keys.items()}
    return found


def instalments_of(finding: Finding) -> QuerySet[Instalment]:
    """All whose money the finding points at, or of which something goes back because of it."""
    ways = ("payment", "report", "evidence__report", "entry__revision__report")
    pointed = finding.places.values_list(*(f"{way}__instalment" for way in ways), "agreement")
    rows = Q(pk__in={pk for place in pointed for pk in place[:-1] if pk})
    rows |= Q(agreement__in={place[-1] for place in pointed if place[-1]})
    rows |= Q(pk__in=finding.returns.values("treasury_return__instalment"))
    return Instalment.objects.filter(rows)


def instalment_of(finding: Finding) -> Instalment | None:
    """The first instalment whose money the finding points at; None where it points at none."""
    for place in finding.places.select_related("payment", "report", "evidence__report", "entry__revision__report"):
        if place.payment:
            return place.payment.instalment
        report = place.report
        if place.evidence:
            report = place.evidence.report
        elif place.entry:
            report = place.entry.revision.report
        if report:
            return report.instalment
    return None
