"""The same person as a beneficiary under two LKS or in two offices, in years that overlap; known by the keyed index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import Office, User
from audits.duplicates.places import Pair, Place
from beneficiaries.models import Aid
from grants.models import DecreeRecipient
from legal.law import current_law
from partners.models import Partner
from regulations.dates import month_of
from regulations.law import Law
from regulations.parameters import REPEATED_AID_DAYS
from reports.models import BeneficiaryRow
from trail.parts import in_parts

#: Looked for among so many of the newest records of each kind that the reader may see: the rest costs nothing.
AMONG = 50_000
#: So many people are told; whoever wants others narrows what is asked elsewhere, by NIK.
MOST_PEOPLE = 1_000
_MOST_PLACES = 20


@dataclass(frozen=True, slots=True)
class _Source:
    """One way to stand as a beneficiary: what holds, where its columns are, and how one is told to who may see it."""

    model: Any
    holds: Q
    office: str
    partner: str
    day: str  #: of the aid; a row of a report may lack it
    first: Any  #: since when, and until when, the person stands there
    last: Any
    with_it: tuple[str, ...]
    tell: Callable[[Any], tuple[str, str, str]]  #: name and masked NIK, what it is, address

    def elsewhere(self, own: _Source) -> Exists:
        """Whether a row of ``own`` has the same person here, at another office or under another LKS.

        Less or greater, not unequal: what has no LKS is then neither.
        """
        other = Q()
        for here, there in ((self.office, own.office), (self.partner, own.partner)):
            other |= Q(**{f"{here}__lt": OuterRef(there)}) | Q(**{f"{here}__gt": OuterRef(there)})
        return Exists(self.model.objects.filter(self.holds, other, nik_index=OuterRef("nik_index")).order_by())


def _address(kind: str, one: Model) -> str:
    return reverse("audits:start", args=[kind, one.pk])


def _told_aid(aid: Aid) -> tuple[str, str, str]:
    what = f"bantuan {aid.get_component_display().lower()} ({aid.get_form_display().lower()})"
    return f"{aid.person.name}, {aid.person.masked_nik}", what, aid.get_absolute_url()


def _told_row(row: BeneficiaryRow) -> tuple[str, str, str]:
    instalment = row.revision.report.instalment
    what = f"baris {row.row} LPJ termin {instalment.number} PKS {instalment.agreement.number}"
    return f"{row.name or 'tanpa nama'}, {row.masked_nik}", what, _address("pm", row)


def _told_recipient(one: DecreeRecipient) -> tuple[str, str, str]:
    return f"{one.name}, {one.masked_nik}", f"SK {one.decree.number}", _address("penerima-sk", one)


_REPORT, _AGREEMENT = "revision__report", "decree__agreement"
_RECEIVED = Coalesce("received_on", f"{_REPORT}__due_on")
_SOURCES = (
    _Source(
        Aid,
        Q(state="recorded"),
        office="office",
        partner="partner",
        day="given_on",
        first=F("given_on"),
        last=F("given_on"),
        with_it=("person",),
        tell=_told_aid,
    ),
    _Source(
        BeneficiaryRow,
        Q(revision__replaced_by__isnull=True) & ~Q(nik_index=""),
        office=f"{_REPORT}__office",
        partner=f"{_REPORT}__partner",
        day="received_on",
        first=_RECEIVED,
        last=_RECEIVED,
        with_it=(f"{_REPORT}__instalment__agreement",),
        tell=_told_row,
    ),
    _Source(
        DecreeRecipient,
        Q(decree__state="approved"),
        office=f"{_AGREEMENT}__partner__office",
        partner=f"{_AGREEMENT}__partner",
        day="decree__decided_on",
        first=F(f"{_AGREEMENT}__starts_on"),
        last=Coalesce(f"{_AGREEMENT}__terminated_on", f"{_AGREEMENT}__ends_on"),
        with_it=("decree",),
        tell=_told_recipient,
    ),
)


@dataclass(frozen=True, slots=True)
class _Standing:
    """A person as beneficiary at one place; ``told`` where the reader may see it."""

    day: date | None
    first: date
    last: date
    component: str
    form: str
    told: tuple[str, str, str] | None

    @property
    def since(self) -> date:
        return self.day or self.first

    def same_kind(self, other: _Standing, law: Law) -> bool:
        """As ``beneficiaries.repeated`` has it: by the form alone where one of them names no component."""
        if not (self.day and other.day and self.form == other.form):
            return False
        if self.component and other.component and self.component != other.component:
            return False
        return abs((self.day - other.day).days) <= law.on(REPEATED_AID_DAYS, max(self.day, other.day))


#: Office, and LKS where there is one.
_Where = tuple[int, int | None]


def same_people(user: User) -> list[Pair]:
    """People who stand as beneficiaries under two LKS or in two offices in overlapping years, as far as may be seen."""
    people = _people(user)
    found: list[tuple[_Where, list[_Standing], _Where, list[_Standing], set[int]]] = []
    for some in in_parts(people):
        for places in _standings(user, some).values():
            ordered = sorted(places.items(), key=lambda item: min(one.since for one in item[1]))[:_MOST_PLACES]
            for (here, one), (there, other) in combinations(ordered, 2):
                apart = here[0] != there[0] or None not in (here[1], there[1])
                if apart and (years := _years(one) & _years(other)) and any(each.told for each in (*one, *other)):
                    found.append((here, one, there, other, years))
    offices = Office.objects.in_bulk({where[0] for here, _, there, *_ in found for where in (here, there)})
    partners = Partner.objects.in_bulk(
        {where[1] for here, _, there, *_ in found for where in (here, there) if where[1] is not None}
    )
    law = current_law()

    def place(where: _Where, standings: list[_Standing]) -> Place:
        partner = partners[where[1]].name if where[1] is not None else ""
        return _place(standings, offices[where[0]], partner)

    return [
        _pair(place(here, one), place(there, other), years, same=_same_kind(one, other, law))
        for here, one, there, other, years in found
    ]


def _people(user: User) -> list[str]:
    """Keyed indexes of who stands in one record that the reader may see, and in another elsewhere; the newest first."""
    found: dict[str, None] = {}
    for own in _SOURCES:
        newest = own.model.objects.visible_to(user).filter(own.holds).order_by("-pk").values("pk")[:AMONG]
        anywhere = Q()
        for source in _SOURCES:
            anywhere |= Q(source.elsewhere(own))
        rows = own.model.objects.filter(anywhere, pk__in=newest).order_by("-pk")
        found |= dict.fromkeys(rows.values_list("nik_index", flat=True)[:MOST_PEOPLE])
    return list(found)[:MOST_PEOPLE]


def _standings(user: User, people: Sequence[str]) -> dict[str, dict[_Where, list[_Standing]]]:
    """Where each of these people stands, in any office; two questions for each way to stand."""
    found: dict[str, dict[_Where, list[_Standing]]] = defaultdict(lambda: defaultdict(list))
    for source in _SOURCES:
        rows = source.model.objects.filter(source.holds, nik_index__in=people).order_by("pk")
        may_see = source.model.objects.visible_to(user).filter(source.holds, nik_index__in=people)
        told = {one.pk: source.tell(one) for one in may_see.select_related(*source.with_it).order_by()}
        columns = ("pk", "nik_index", source.office, source.partner, source.day, "first", "last", "component", "form")
        rows = rows.annotate(first=source.first, last=source.last).values_list(*columns)
        for pk, index, office, partner, day, first, last, component, form in rows:
            standing = _Standing(day, first, last, component, form, told.get(pk))
            found[index][office, partner].append(standing)
    return found


def _years(standings: list[_Standing]) -> set[int]:
    return {year for one in standings for year in range(one.first.year, one.last.year + 1)}


def _same_kind(one: list[_Standing], other: list[_Standing], law: Law) -> bool:
    return any(first.same_kind(second, law) for first, second in product(one, other))


def _place(standings: list[_Standing], office: Office, partner: str) -> Place:
    """All that the person stands for there; where nothing may be seen, the office and the month."""
    seen = sorted((one for one in standings if one.told), key=lambda one: one.since)
    if not seen:
        return Place(f"penerima, {month_of(max(one.since for one in standings))}", "", office.name, office.pk)
    who, _, url = seen[-1].told or ("", "", "")
    return Place(f"{who}: {', '.join(_roles(seen))}", partner, office.name, office.pk, seen[-1].since, url)


def _roles(seen: list[_Standing]) -> Iterator[str]:
    """What they stand for, each once; no more than three."""
    roles = list(dict.fromkeys(one.told[1] for one in seen if one.told))
    yield from roles[:3]
    if len(roles) > 3:
        yield f"dan {len(roles) - 3} lagi"


def _pair(first: Place, second: Place, years: set[int], *, same: bool) -> Pair:
    where = "dua kantor" if first.office_id != second.office_id else "dua LKS"
    when = str(min(years)) if len(years) == 1 else f"{min(years)}–{max(years)}"
    if same:
        reason = f"Penerima yang sama di {where}, {when}; bantuan sejenis dalam jangka aturan"
        return Pair(reason, first, second, group="sejenis")
    reason = f"Penerima yang sama di {where}, {when}; bukan bantuan sejenis dalam jangka aturan"
    return Pair(reason, first, second, group="orang", rank=1)
