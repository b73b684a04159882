"""What is already accounted for elsewhere: aid, receipts, files, payments of tax in other submitted reports, and aid
that offices entered into their registers.

Only the last revision of a report that was sent counts, and never the report at hand. The number of queries does not
depend on how long a book is, but for people and tax payments, which are asked for by hundreds. What another LKS
reported is told by its office and day alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Max, Q, QuerySet

from accounts.models import Office
from beneficiaries.models import Aid
from beneficiaries.repeated import AidKind, aid_before
from grants.deaths import recorded_here_and_elsewhere
from partners.models import Instalment
from regulations.cashbook import evidence_key
from regulations.facts import BeneficiaryFacts, ElsewhereFacts, EntryFacts, SeenFacts, TaxFacts
from reports.models import BeneficiaryRow, Entry, Evidence, Report, TaxRow
from reports.workflow import OPEN_STATES
from trail.parts import in_parts
from vault.private import keyed_index

#: What tells of a row where it stands, from the revision on.
_PLACE = (
    "revision__report__instalment__agreement__partner",
    "revision__report__instalment__agreement",
    "revision__report__instalment__agreement__number",
    "revision__report__instalment__number",
    "revision__report__office__name",
)


def elsewhere_facts(
    instalment: Instalment,
    *,
    entries: Sequence[EntryFacts] = (),
    beneficiaries: Sequence[BeneficiaryFacts] = (),
    taxes: Sequence[TaxFacts] = (),
) -> ElsewhereFacts:
    """What stands in other reports of the rows that the report of ``instalment`` holds."""
    people = {
        person.row: keyed_index(person.nik) for person in beneficiaries if person.nik and not person.nik_was_number
    }
    deaths, deaths_elsewhere = recorded_here_and_elsewhere(instalment.agreement.partner.office_id, people.values())
    return ElsewhereFacts(
        evidence=_evidence(instalment, entries),
        tax_payments=_tax_payments(instalment, taxes),
        aid=_aid(instalment, beneficiaries, people),
        deaths={row: deaths[index] for row, index in people.items() if index in deaths},
        deaths_elsewhere={
            row: SeenFacts(f"catatan kematian {known.office}", known.died_on)
            for row, index in people.items()
            if (known := deaths_elsewhere.get(index))
        },
        before=_before(instalment),
    )


def files_elsewhere(report: Report) -> Mapping[str, SeenFacts]:
    """Evidence numbers of the report whose file, byte for byte, is evidence in another report that was sent."""
    own = dict(
        report.evidence.filter(removed_at__isnull=True).values_list("file__sha256", "evidence_number").order_by("-pk")
    )
    partner = report.instalment.agreement.partner_id
    seen: dict[str, SeenFacts] = {}
    for some in in_parts(sorted(own)):
        others = (
            Evidence.objects.filter(file__sha256__in=some, removed_at__isnull=True)
            .exclude(report=report)
            .exclude(report__state__in=OPEN_STATES)
            .order_by("pk")
            .values_list("file__sha256", "evidence_number", *(field.removeprefix("revision__") for field in _PLACE))
        )
        for sha256, number, owner, _, agreement, place, office in others:
            where = _where(partner, owner, agreement, place, office)
            # The number belongs to the other LKS, whose papers nobody else reads.
            seen.setdefault(own[sha256], SeenFacts(f"bukti {number} dalam {where}" if owner == partner else where))
    return seen


def _counting(rows: QuerySet[Any], instalment: Instalment) -> QuerySet[Any]:
    """Rows of the last revision of reports that were sent, but for this instalment's own."""
    return rows.filter(
        ~Q(revision__report__state__in=OPEN_STATES),
        ~Q(revision__report__instalment=instalment),
        revision__replaced_by__isnull=True,
    )


def _evidence(instalment: Instalment, entries: Sequence[EntryFacts]) -> dict[int, SeenFacts]:
    """A receipt names its buyer, so it is looked for in the books of the same LKS; across LKS, its file tells."""
    asked: dict[tuple[str, date, int], int] = {}
    for entry in entries:
        if entry.paid and entry.date is not None and entry.evidence_number:
            asked.setdefault((evidence_key(entry.evidence_number), entry.date, entry.paid), entry.row)
    if not asked:
        return {}
    days = [day for _, day, _ in asked]
    partner = instalment.agreement.partner_id
    others = (
        _counting(Entry.objects.all(), instalment)
        .filter(revision__report__partner=partner, paid__gt=0, date__range=(min(days), max(days)))
        .order_by("revision__report__instalment__agreement", "revision__report__instalment__number", "row")
        .values_list("evidence_number", "date", "paid", *_PLACE)
    )
    found: dict[int, SeenFacts] = {}
    for number, day, paid, owner, _, agreement, place, office in others.iterator(chunk_size=5_000):
        row = asked.get((evidence_key(number), day, paid))
        if row is not None:
            found.setdefault(row, SeenFacts(_where(partner, owner, agreement, place, office), day))
    return found


def _tax_payments(instalment: Instalment, taxes: Sequence[TaxFacts]) -> dict[int, SeenFacts]:
    rows: dict[str, list[int]] = {}
    for tax in taxes:
        if tax.ntpn:
            rows.setdefault(tax.ntpn.strip().upper(), []).append(tax.row)
    found: dict[int, SeenFacts] = {}
    partner = instalment.agreement.partner_id
    for some in in_parts(sorted(rows)):
        # As bank and treasury write it, and in small letters, as people sometimes do.
        others = (
            _counting(TaxRow.objects.all(), instalment)
            .filter(ntpn__in=[*some, *(ntpn.lower() for ntpn in some)])
            .order_by("pk")
            .values_list("ntpn", "paid_on", *_PLACE)
        )
        for ntpn, paid_on, owner, _, agreement, place, office in others:
            for row in rows[ntpn.upper()]:
                found.setdefault(row, SeenFacts(_where(partner, owner, agreement, place, office), paid_on))
    return found


def _aid(
    instalment: Instalment, beneficiaries: Sequence[BeneficiaryFacts], people: Mapping[int, str]
) -> dict[int, SeenFacts]:
    """Aid of the same kind to the same person: on the same day in any report, else the nearest day in another
    agreement. What one agreement gives again in its next instalment, it was made for."""
    rows: dict[tuple[str, str, str], list[tuple[int, date]]] = {}
    for person in beneficiaries:
        index = people.get(person.row)
        if index and person.component and person.form and person.received_on is not None:
            rows.setdefault((index, person.component, person.form), []).append((person.row, person.received_on))
    partner = instalment.agreement.partner_id
    found: dict[int, tuple[int, SeenFacts]] = {}
    for some in in_parts(sorted({index for index, _, _ in rows})):
        others = (
            _counting(BeneficiaryRow.objects.all(), instalment)
            .filter(nik_index__in=some, received_on__isnull=False)
            .order_by("received_on", "pk")
            .values_list("nik_index", "component", "form", "received_on", *_PLACE)
        )
        for index, component, form, on, owner, agreement_id, agreement, place, office in others:
            for row, day in rows.get((index, component, form), ()):
                apart = abs((day - on).days)
                if apart and agreement_id == instalment.agreement_id:
                    continue
                if row not in found or apart < found[row][0]:
                    found[row] = apart, SeenFacts(_where(partner, owner, agreement, place, office), on)
    for row, apart, seen in _registered(instalment, rows):
        if row not in found or apart < found[row][0]:
            found[row] = apart, seen
    return {row: seen for row, (_, seen) in found.items()}


def _registered(
    instalment: Instalment, rows: Mapping[tuple[str, str, str], Sequence[tuple[int, date]]]
) -> Iterator[tuple[int, int, SeenFacts]]:
    """Aid that an office entered itself; what it entered for this very agreement is the aid that is reported now."""
    past = aid_before((AidKind(*key) for key in rows), sources={Aid.Source.OFFICE})
    if not past:
        return
    offices = dict(Office.objects.filter(kind=Office.Kind.BALAI).values_list("pk", "name"))
    for kind, same in past.items():
        for row, day in rows[kind.person, kind.component, kind.form]:
            for aid in same:
                if aid.agreement_id != instalment.agreement_id:
                    where = f"catatan bantuan {offices.get(aid.office_id, 'kantor lain')}"
                    yield row, abs((day - aid.given_on).days), SeenFacts(where, aid.given_on)


def _before(instalment: Instalment) -> SeenFacts | None:
    """The last day of the cash book of this agreement's report before."""
    last = (
        _counting(Entry.objects.all(), instalment)
        .filter(
            revision__report__instalment__agreement=instalment.agreement_id,
            revision__report__instalment__number__lt=instalment.number,
        )
        .values("revision__report__instalment__number")
        .annotate(last=Max("date"))
        .order_by("-revision__report__instalment__number")
        .first()
    )
    if last is None:
        return None
    return SeenFacts(f"LPJ termin {last['revision__report__instalment__number']}", last["last"])


def _where(reader: int, owner: int, agreement: str, instalment: int, office: str) -> str:
    """A report as the reader may know it: the own one by its name, that of another LKS by its office."""
    return f"LPJ termin {instalment} PKS {agreement}" if owner == reader else f"laporan lain di {office}"
