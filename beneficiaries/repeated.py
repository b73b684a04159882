"""Aid of the same kind to the same person, in whichever office: found in one index, without touching the people.

The same kind is the same component in the same form; a recipient of a decree that names no component is asked for by
the form alone. What a decree in force gives counts as aid from the day of the decree: rooms above tell of it. Within
one agreement it is repeated only on the same day, for what an agreement gives again in its next instalment is meant so.
Elsewhere it is repeated within the days that the law counts (``REPEATED_AID_DAYS``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import QuerySet

from accounts.models import Office, User
from beneficiaries.models import Aid, Repeat
from legal.law import current_law
from partners.models import Agreement
from regulations.dates import month_of, tanggal
from regulations.parameters import REPEATED_AID_DAYS
from trail.parts import in_parts


@dataclass(frozen=True, slots=True)
class AidKind:
    """What makes aid the same: the person (keyed index of the NIK), the component, the form.

    Without a component it is the same as any other in that form.
    """

    person: str
    component: str
    form: str


@dataclass(frozen=True, slots=True)
class PlannedAid:
    """Aid that is to be given, or was written down just now under ``pk``."""

    kind: AidKind
    given_on: date
    agreement_id: int | None = None
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class PastAid:
    """Aid that stands in the register of some office, or by a decree in force, whose ``pk`` is no ``Aid``'s."""

    pk: int
    given_on: date
    office_id: int
    agreement_id: int | None
    source: str


#: Rooms above know of decrees: of some people (keyed indexes) they tell the same columns as ``standing_aid_of``.
_decreed: list[Callable[[Collection[str]], Iterable[tuple[Any, ...]]]] = []


def ask_for_decreed(find: Callable[[Collection[str]], Iterable[tuple[Any, ...]]]) -> None:
    """Have ``find`` asked for what decrees in force give."""
    if find not in _decreed:
        _decreed.append(find)


def aid_before(
    kinds: Iterable[AidKind], *, sources: Collection[str] = Aid.Source.values
) -> dict[AidKind, list[PastAid]]:
    """Standing aid of these kinds in every office, and what decrees in force give, by kind, the oldest first.

    Asked by hundreds of people, each time from the index ``aid_same_kind`` alone: what it costs grows with those who
    are asked for, not with those who were ever given aid. What a reader may be told of it, ``told_to`` says.
    """
    wanted: dict[tuple[str, str], set[AidKind]] = {}
    for kind in kinds:
        wanted.setdefault((kind.person, kind.form), set()).add(kind)
    found: dict[AidKind, list[PastAid]] = {}
    for some in in_parts(sorted({person for person, _ in wanted if person})):
        decreed = (row for find in _decreed for row in find(some)) if Aid.Source.DECREE in sources else ()
        for person, component, form, given_on, office, agreement, source, pk in chain(standing_aid_of(some), decreed):
            if source in sources:
                for kind in wanted.get((person, form), ()):
                    if component == kind.component or not component or not kind.component:
                        found.setdefault(kind, []).append(PastAid(pk, given_on, office, agreement, source))
    for same in found.values():
        same.sort(key=lambda one: (one.given_on, one.pk))
    return found


def standing_aid_of(people: Collection[str]) -> QuerySet[Aid, tuple[Any, ...]]:
    """What stands in any register of some people (keyed indexes), with no column that the index does not hold."""
    columns = ("nik_index", "component", "form", "given_on", "office_id", "agreement_id", "source", "pk")
    return Aid.objects.standing().filter(nik_index__in=people).order_by().values_list(*columns)


def repeats_of(planned: Sequence[PlannedAid], *, sources: Collection[str] = Aid.Source.values) -> list[list[PastAid]]:
    """For each planned aid, in their order, what of the same kind it would repeat."""
    before = aid_before((aid.kind for aid in planned), sources=sources)
    if not before:
        return [[] for _ in planned]
    law = current_law()
    return [
        [past for past in before.get(aid.kind, ()) if _repeats(aid, past, law.on(REPEATED_AID_DAYS, aid.given_on))]
        for aid in planned
    ]


def _repeats(aid: PlannedAid, past: PastAid, span: int) -> bool:
    if past.source == Aid.Source.DECREE:
        # What the same agreement's decree gives is this very aid.
        same = aid.agreement_id is not None and aid.agreement_id == past.agreement_id
        return not same and abs((aid.given_on - past.given_on).days) <= span
    if aid.pk == past.pk:
        return False
    apart = abs((aid.given_on - past.given_on).days)
    if aid.agreement_id is not None and aid.agreement_id == past.agreement_id:
        return apart == 0
    return apart <= span


#: Aid that is written down, so that a pair of it can be kept.
_WRITTEN = (Aid.Source.OFFICE, Aid.Source.REPORT)


def keep_repeats(aid: Sequence[Aid]) -> int:
    """Keep which of these, written down just now, repeat what stands in some register; how many pairs that makes."""
    planned = [
        PlannedAid(AidKind(one.nik_index, one.component, one.form), one.given_on, one.agreement_id, one.pk)
        for one in aid
    ]
    pairs: dict[tuple[int, int], Repeat] = {}
    for one, others in zip(aid, repeats_of(planned, sources=_WRITTEN), strict=True):
        for past in others:
            (day, first, office), (later, again, later_office) = sorted(
                ((past.given_on, past.pk, past.office_id), (one.given_on, one.pk, one.office_id))
            )
            pairs[first, again] = Repeat(
                first_id=first,
                again_id=again,
                first_office_id=office,
                again_office_id=later_office,
                component=one.component,
                form=one.form,
                given_on=later,
                days=(later - day).days,
            )
    Repeat.objects.bulk_create(pairs.values())  # each with aid written down just now, so none stands there already
    return len(pairs)


@dataclass(frozen=True, slots=True)
class ToldAid:
    """Past aid as a reader may know it: ``aid`` where it may be seen, else the office and the month alone.

    ``decree``: it is what a decree gives; then ``near`` says whether its day may be known as well.
    """

    office: str
    given_on: date
    aid: Aid | None
    decree: bool = False
    near: bool = False

    @property
    def when(self) -> str:
        return tanggal(self.given_on) if self.aid or self.near else month_of(self.given_on)

    @property
    def sentence(self) -> str:
        what = self.aid.item or self.aid.get_component_display() if self.aid else "SK penerima" if self.decree else ""
        return f"{self.when}, {self.office}" + (f": {what}" if what else "")


def told_to(user: User, past: Sequence[PastAid]) -> list[ToldAid]:
    """Past aid as this reader may know it, in at most three queries."""
    if not past:
        return []
    decree = Aid.Source.DECREE
    written = [one.pk for one in past if one.source != decree]
    shown = Aid.objects.visible_to(user).select_related("person", "partner").in_bulk(written)
    offices = Office.objects.in_bulk({one.office_id for one in past})
    decreed = {one.agreement_id for one in past if one.source == decree}
    near = set(Agreement.objects.visible_to(user).filter(pk__in=decreed).values_list("pk", flat=True))
    return [
        ToldAid(offices[one.office_id].name, one.given_on, None, decree=True, near=one.agreement_id in near)
        if one.source == decree
        else ToldAid(offices[one.office_id].name, one.given_on, shown.get(one.pk))
        for one in past
    ]
