"""Writes about many persons at once: the register grows by what rooms above have accepted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from accounts.models import Office, User
from beneficiaries.choices import Cluster
from beneficiaries.identity import birth_of, sex_of
from beneficiaries.locks import lock_everywhere
from beneficiaries.models import Aid, Person, Service
from beneficiaries.repeated import keep_repeats
from partners.choices import AssistanceForm, AtensiComponent
from partners.models import Agreement
from regulations.nik import nik_fault
from trail.parts import AT_ONCE, in_parts
from trail.record import record_event
from vault.private import keyed_index


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody for the register of an office; the NIK is sound."""

    nik: str
    name: str
    cluster: str = ""
    category: str = ""
    regency_code: str = ""
    regency: str = ""
    province: str = ""
    born_on: date | None = None


@dataclass(frozen=True, slots=True)
class GivenAid:
    """A row of an upper room that says that somebody was given something; ``value`` in rupiah."""

    row: int
    nik: str
    name: str
    cluster: str
    component: str
    form: str
    value: int | None
    given_on: date | None
    item: str = ""
    assessed_on: date | None = None
    conferred_on: date | None = None
    handover_number: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether the register can hold it: a sound NIK, a day, a value, a component and a form that there are."""
        return (
            nik_fault(self.nik) is None
            and self.given_on is not None
            and bool(self.value and self.value > 0)
            and self.component in AtensiComponent.values
            and self.form in AssistanceForm.values
        )


@dataclass(frozen=True, slots=True)
class WrittenDown:
    """What became of the rows: written, standing there already, and not fit for the register."""

    written: int
    known: int
    unfit: int
    repeats: int


@transaction.atomic
def record_people(*, people: Sequence[NewPerson], office: Office, by: User) -> dict[str, int]:
    """Put these into the register of an office; who stands there is left as they are. Keys by keyed index.

    Whoever calls has judged each NIK, and records one event for all of them.
    """
    by_index = {keyed_index(person.nik): person for person in people}
    known = _people_of(office, by_index)
    today = timezone.localdate()
    new = [
        Person(
            office=office,
            nik=person.nik,
            nik_index=index,
            name=" ".join(person.name.split()) or "–",
            sex=sex_of(person.nik),
            born_on=birth_of(person.nik, on=today, told=person.born_on),
            cluster=person.cluster if person.cluster in Cluster.values else "",
            category=person.category,
            regency_code=person.regency_code,
            regency=person.regency,
            province=person.province,
        )
        for index, person in by_index.items()
        if index not in known
    ]
    if new:
        # Another list of the same people may be written down at this moment; theirs count as well as ours.
        Person.objects.bulk_create(new, AT_ONCE, ignore_conflicts=True)
        known |= _people_of(office, [person.nik_index for person in new])
    return known


@transaction.atomic
def write_down_aid(
    *, agreement: Agreement, source: Aid.Source, record: int, rows: Sequence[GivenAid], by: User
) -> WrittenDown:
    """Write the rows of an upper room's record down as aid of the office, with persons and services that they tell of.

    May be called again for the same record: a row is written once. Aid that the office entered itself for the same
    agreement and day is not written twice. The number of queries grows by hundreds of rows only.
    """
    office, partner = agreement.partner.office, agreement.partner
    fit = [row for row in rows if row.is_whole]
    people = record_people(people=[NewPerson(row.nik, row.name, row.cluster) for row in fit], office=office, by=by)
    # As in give_aid: another office that gives to the same people waits, or is waited for.
    lock_everywhere([keyed_index(row.nik) for row in fit])
    placed = [(row, people[keyed_index(row.nik)], keyed_index(row.nik)) for row in fit]
    there = _standing(agreement, source, record, [person for _, person, _ in placed])
    fresh = [
        (row, person, index)
        for row, person, index in placed
        if (source, record, row.row) not in there and (person, row.component, row.form, row.given_on) not in there
    ]
    services = _services(agreement, fresh, by=by)
    aid = Aid.objects.bulk_create(
        [
            Aid(  # type: ignore[misc]  # whole rows have a value and a day
                office=office,
                person_id=person,
                nik_index=index,
                partner=partner,
                agreement=agreement,
                service_id=services[person],
                component=row.component,
                form=row.form,
                item=row.item,
                value=row.value,
                given_on=row.given_on,
                bast_number=row.handover_number,
                source=source,
                source_record=record,
                source_row=row.row,
                recorded_by=by,
            )
            for row, person, index in fresh
        ],
        AT_ONCE,
    )
    done = WrittenDown(len(aid), len(fit) - len(aid), len(rows) - len(fit), keep_repeats(aid))
    if rows:
        data = {"source": source.value, "record": record, "written": done.written, "known": done.known}
        record_event(
            verb="aid.write_down", obj=agreement, by=by, data={**data, "unfit": done.unfit, "repeats": done.repeats}
        )
    return done


T = TypeVar("T")
Placed = tuple[GivenAid, int, str]


def _people_of(office: Office, indexes: Collection[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in in_parts(sorted(indexes)):
        found.update(Person.objects.filter(office=office, nik_index__in=some).values_list("nik_index", "pk"))
    return found


def _standing(agreement: Agreement, source: str, record: int, people: Iterable[int]) -> set[tuple[object, ...]]:
    """What must not be written again: rows of this record, and what the office entered for this agreement itself."""
    rows = Aid.objects.filter(source=source, source_record=record).values_list("source", "source_record", "source_row")
    there: set[tuple[object, ...]] = set(rows)
    for some in in_parts(sorted(set(people))):
        own = Aid.objects.standing().filter(agreement=agreement, person__in=some, source=Aid.Source.OFFICE)
        there.update(own.values_list("person_id", "component", "form", "given_on"))
    return there


def _services(agreement: Agreement, fresh: Sequence[Placed], *, by: User) -> dict[int, int]:
    """The running service of each person under this agreement; one is begun where there is none."""
    wanted: dict[int, list[GivenAid]] = {}
    for row, person, _ in fresh:
        wanted.setdefault(person, []).append(row)
    found: dict[int, int] = {}
    for some in in_parts(sorted(wanted)):
        running = Service.objects.running().filter(agreement=agreement, person__in=some).order_by("pk")
        found.update(running.values_list("person_id", "pk"))
    begun = Service.objects.bulk_create(
        [_service(agreement, person, rows, by=by) for person, rows in wanted.items() if person not in found], AT_ONCE
    )
    return found | {service.person_id: service.pk for service in begun}


def _service(agreement: Agreement, person: int, rows: Sequence[GivenAid], *, by: User) -> Service:
    assessed = min((row.assessed_on for row in rows if row.assessed_on), default=None)
    conferred = min((row.conferred_on for row in rows if row.conferred_on), default=None)
    given = min(row.given_on for row in rows if row.given_on)
    if assessed is None or (conferred is not None and conferred < assessed):
        conferred = None  # a day out of order says nothing; the report keeps what was written there
    components = {row.component for row in rows}
    return Service(
        office=agreement.partner.office,
        person_id=person,
        partner=agreement.partner,
        agreement=agreement,
        approach=agreement.approach,
        components=[value for value in AtensiComponent.values if value in components],
        started_on=min(day for day in (assessed, given) if day),
        assessed_on=assessed,
        conferred_on=conferred,
        recorded_by=by,
    )
