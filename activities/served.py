"""How many people were served in a span of time: counted from services and aid as they are recorded, never typed in.

Somebody is served who has a service that ran on a day of the span, or who was given aid in it. Each person counts once
at each office. As far as a reader may see: an LKS counts what it did itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import Office, User
from activities.months import Span
from beneficiaries.choices import CATEGORIES, Cluster, Sex
from beneficiaries.models import Aid, Person, Service
from partners.pictures import Group, Picture, draw
from rupiah.format import format_angka

UNTOLD = "Belum dicatat"
#: Between the parts of a group in an address; no choice and no region has it.
_BETWEEN = "~"


class Grouping(StrEnum):
    """By what the figures are told apart, and the fields of a person that say so."""

    CATEGORY = "kategori"
    CLUSTER = "klaster"
    PROVINCE = "provinsi"
    REGENCY = "kabupaten"

    @property
    def label(self) -> str:
        return _LABELS[self][0]

    @property
    def fields(self) -> tuple[str, ...]:
        """The last one names the group; one before it says within what."""
        return _LABELS[self][1]


_LABELS: dict[Grouping, tuple[str, tuple[str, ...]]] = {
    Grouping.CATEGORY: ("Kategori PPKS dan klaster", ("cluster", "category")),
    Grouping.CLUSTER: ("Klaster", ("cluster",)),
    Grouping.PROVINCE: ("Provinsi", ("province",)),
    Grouping.REGENCY: ("Kabupaten/kota", ("province", "regency")),
}
_NAMES: dict[str, dict[str, str]] = {"cluster": dict(Cluster.choices), "category": dict(CATEGORIES)}


@dataclass(frozen=True)
class Scope:
    """Whom is counted: as far as this reader may see, of one office or all, in a span, perhaps of one cluster only."""

    user: User
    span: Span
    office: Office | None = None
    cluster: str = ""
    province: str = ""

    def people(self) -> QuerySet[Any]:
        rows = Person.objects.visible_to(self.user)
        chosen = {"office": self.office, "cluster": self.cluster, "province": self.province}
        return rows.filter(**{name: value for name, value in chosen.items() if value})

    def services(self) -> QuerySet[Any]:
        return Service.objects.visible_to(self.user).filter(person=OuterRef("pk"))

    def aid(self) -> QuerySet[Any]:
        return Aid.objects.visible_to(self.user).standing().filter(person=OuterRef("pk"))


def served(scope: Scope) -> QuerySet[Any]:
    """Everybody served in the span."""
    begin, end = scope.span.begin, scope.span.end
    ran = Q(started_on__lt=end) & (Q(state="running") | Q(ended_on__gte=begin))
    aided = scope.aid().filter(given_on__gte=begin, given_on__lt=end)
    return scope.people().filter(Exists(scope.services().filter(ran)) | Exists(aided))


def _known_before(scope: Scope) -> Any:
    begin = scope.span.begin
    return Exists(scope.services().filter(started_on__lt=begin)) | Exists(scope.aid().filter(given_on__lt=begin))


def new(scope: Scope) -> QuerySet[Any]:
    return served(scope).exclude(_known_before(scope))


def continuing(scope: Scope) -> QuerySet[Any]:
    return served(scope).filter(_known_before(scope))


def ended(scope: Scope) -> QuerySet[Any]:
    over = scope.services().filter(state="ended", ended_on__gte=scope.span.begin, ended_on__lt=scope.span.end)
    return served(scope).filter(Exists(over))


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its key in addresses, its name, its meaning, and the people it counts."""

    key: str
    label: str
    meaning: str
    rows: Callable[[Scope], QuerySet[Any]]


FIGURES = (
    Figure(
        "dilayani",
        "Dilayani",
        "Orang dengan pelayanan yang berjalan pada kurun itu, atau yang menerima bantuan pada kurun itu.",
        served,
    ),
    Figure("baru", "Baru", "Yang dilayani, tanpa pelayanan dan bantuan sebelum kurun itu.", new),
    Figure("lanjutan", "Lanjutan", "Yang dilayani, dan sudah dilayani atau dibantu sebelum kurun itu.", continuing),
    Figure("selesai", "Selesai", "Yang dilayani, dengan pelayanan yang diakhiri pada kurun itu.", ended),
    Figure(
        "laki-laki", "Laki-laki", "Yang dilayani, menurut NIK-nya.", lambda scope: served(scope).filter(sex=Sex.MALE)
    ),
    Figure(
        "perempuan", "Perempuan", "Yang dilayani, menurut NIK-nya.", lambda scope: served(scope).filter(sex=Sex.FEMALE)
    ),
)
BY_KEY = {figure.key: figure for figure in FIGURES}
#: Figures that come to the people served, two by two.
PAIRS = (("baru", "lanjutan"), ("laki-laki", "perempuan"))


@dataclass(frozen=True, slots=True)
class Row:
    """A group with its figures, by their keys."""

    group: str
    label: str
    within: str
    figures: dict[str, int]


def table(scope: Scope, by: Grouping) -> tuple[list[Row], Row]:
    """A row for each group in which somebody was served, the larger first; and the sum, counted by itself."""
    counts: dict[tuple[str, ...], dict[str, int]] = defaultdict(lambda: dict.fromkeys(BY_KEY, 0))
    total: dict[str, int] = {}
    for figure in FIGURES:
        people = figure.rows(scope).order_by()
        total[figure.key] = people.count()
        for *group, count in people.values_list(*by.fields).annotate(count=Count("pk")):
            counts[tuple(group)][figure.key] = count
    rows = [
        Row(_BETWEEN.join(group), _named(by, group)[-1], ", ".join(_named(by, group)[:-1]), figures)
        for group, figures in counts.items()
    ]
    rows.sort(key=lambda row: (-row.figures["dilayani"], row.label, row.within))
    return rows, Row("", "Jumlah", "", total)


def people_of(figure: Figure, scope: Scope, by: Grouping, group: str | None) -> QuerySet[Any]:
    """Whom the figure counts: all, or those of one group of the table."""
    rows = figure.rows(scope)
    if group is None:
        return rows
    values = group.split(_BETWEEN)
    if len(values) != len(by.fields):
        return rows.none()
    return rows.filter(**dict(zip(by.fields, values, strict=True)))


def label_of(by: Grouping, group: str) -> str:
    """The name of a group as the list says it."""
    return " · ".join(reversed(_named(by, tuple(group.split(_BETWEEN)))))


def _named(by: Grouping, group: tuple[str, ...]) -> list[str]:
    return [_NAMES.get(field, {}).get(value, value) or UNTOLD for field, value in zip(by.fields, group, strict=False)]


#: Parts of a bar, and what they are called.
KEY = (("accounted", "lanjutan"), ("returned", "baru"))


def picture_of(rows: list[Row]) -> Picture | None:
    """One bar for each group, of people who were served before and of new ones."""
    return draw([_bar(row) for row in rows])


def _bar(row: Row) -> Group:
    figures = row.figures
    told = f"{format_angka(figures['dilayani'])} orang"
    return Group(
        f"{UNTOLD}: {row.within}" if row.within and row.label == UNTOLD else row.label,
        told,
        f"{told}, baru {format_angka(figures['baru'])}",
        figures["dilayani"],
        (("accounted", figures["lanjutan"]), ("returned", figures["baru"])),
    )
