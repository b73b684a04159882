"""The tables that the figures are made of, and by what each is grouped: account, program, LKS, region, and so on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Case, CharField, F, Max, Min, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from beneficiaries.choices import Cluster
from beneficiaries.models import Person
from grants.models import Allocation, Decree, DecreeRecipient, Disbursement, TreasuryReturn
from partners.models import Partner
from reports.models import Report
from yearend.scope import Scope

#: The group of what belongs to several.
SEVERAL = "beberapa"


class Grouping(StrEnum):
    """By what the figures of a year are told apart."""

    ACCOUNT = "akun"
    PROGRAM = "program"
    PARTNER = "lks"
    REGENCY = "kabupaten"
    PROVINCE = "provinsi"
    CLUSTER = "klaster"
    OFFICE = "kantor"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def within_a_sentence(self) -> str:
        return self.label if self is Grouping.PARTNER else self.label.lower()


_LABELS = {
    Grouping.ACCOUNT: "Akun",
    Grouping.PROGRAM: "Program",
    Grouping.PARTNER: "LKS",
    Grouping.REGENCY: "Kabupaten/kota",
    Grouping.PROVINCE: "Provinsi",
    Grouping.CLUSTER: "Klaster",
    Grouping.OFFICE: "Kantor",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A table that figures are summed from: the column of its amount, and where each grouping stands.

    Of a cluster that is the decree, whose recipients say it; of a region the LKS, which lies there. A grouping that is
    missing cannot be told of this table: a budget line belongs to no LKS.
    """

    records: Any
    amount: str
    groups: Mapping[Grouping, Any]
    office: str = "office"
    related: tuple[str, ...] = ()

    def seen(self, scope: Scope) -> QuerySet[Any]:
        """What the reader may see of the table, of the office asked for."""
        rows: QuerySet[Any] = self.records.all().visible_to(scope.user)
        # The office of an employee is what ``visible_to`` asks for already.
        narrowed = scope.user.sees_several_offices and scope.office is not None
        return rows.filter(**{self.office: scope.office}) if narrowed else rows

    def grouped(self, rows: QuerySet[Any], by: Grouping) -> QuerySet[Any]:
        """The rows, each with the ``group`` that it belongs to, or with that which says it (``members``)."""
        group = self.groups[by]
        return rows.annotate(group=F(group) if isinstance(group, str) else group)


def _common(of_decree: QuerySet[Any], field: str) -> Any:
    """What all these records of one decree have in ``field``; SEVERAL where they differ, "" where none has any."""
    one = Case(
        When(lowest__isnull=True, then=Value("")),
        When(lowest=F("highest"), then=F("lowest")),
        default=Value(SEVERAL),
        output_field=CharField(),
    )
    ends = of_decree.order_by().values("decree").annotate(lowest=Min(field), highest=Max(field))
    return Coalesce(Subquery(ends.annotate(one=one).values("one")), Value(""), output_field=CharField())


def clusters_of_decrees() -> QuerySet[Any]:
    """Decrees, each with the ``cluster`` of those whom it names, as the office's register of persons has it."""
    office = OuterRef("decree__agreement__partner__office")
    person = Person.objects.filter(office=office, nik_index=OuterRef("nik_index")).order_by().values("cluster")
    named = DecreeRecipient.objects.filter(decree=OuterRef("pk")).alias(served=Subquery(person))
    return Decree.objects.annotate(cluster=_common(named, "served"))


def cluster_label(cluster: str) -> str:
    known = {**dict(Cluster.choices), SEVERAL: "Beberapa klaster", "": "Belum diketahui"}
    return str(known.get(cluster, cluster))


#: Groupings of which a record says only what is part of a group: which decree, which LKS.
SAID_BY_ANOTHER = {Grouping.CLUSTER: "cluster", Grouping.REGENCY: "regency", Grouping.PROVINCE: "province"}


def members(by: Grouping) -> QuerySet[Any]:
    """The decrees or LKS that make up the groups, each with its group in the column that SAID_BY_ANOTHER names."""
    return clusters_of_decrees() if by is Grouping.CLUSTER else Partner.objects.all()


def _of_partner(field: str) -> dict[Grouping, Any]:
    return dict.fromkeys((Grouping.PARTNER, Grouping.REGENCY, Grouping.PROVINCE), field)


def _payment(field: str) -> Any:
    """A field of the one living payment of an instalment; of the record's own office, as every one is."""
    living = Disbursement.objects.living().filter(office=OuterRef("office"), instalment=OuterRef("instalment"))
    return Subquery(living.order_by().values(field))


_PARTNER = _of_partner("partner")
#: A report or a return is charged to the account and the program that its instalment was paid from.
_OF_INSTALMENT = {
    **_PARTNER,
    Grouping.ACCOUNT: Coalesce(_payment("allocation__account"), Value("")),
    Grouping.PROGRAM: Coalesce(_payment("allocation__program"), Value("")),
    Grouping.OFFICE: "office",
    Grouping.CLUSTER: _payment("decree"),
}
_WHOSE = ("partner", "instalment__agreement")

LINES = Source(
    Allocation.objects,
    "amount",
    {Grouping.ACCOUNT: "account", Grouping.PROGRAM: "program", Grouping.OFFICE: "office"},
)
PAYMENTS = Source(
    Disbursement.objects,
    "amount",
    {
        **_PARTNER,
        Grouping.ACCOUNT: "allocation__account",
        Grouping.PROGRAM: "allocation__program",
        Grouping.OFFICE: "office",
        Grouping.CLUSTER: "decree",
    },
    related=(*_WHOSE, "allocation"),
)
REPORTS = Source(Report.objects, "spent", _OF_INSTALMENT, related=_WHOSE)
RETURNS = Source(TreasuryReturn.objects, "amount", _OF_INSTALMENT, related=_WHOSE)
#: The sum of the list of persons; a decree that names none gives the LKS itself what the agreement is worth.
_recipients = DecreeRecipient.objects.filter(decree=OuterRef("pk")).order_by().values("decree")
_payments_of_decree = Disbursement.objects.living().filter(decree=OuterRef("pk"))
DECREES = Source(
    Decree.objects.annotate(
        amount=Coalesce(Subquery(_recipients.annotate(total=Sum("amount")).values("total")), "agreement__value")
    ),
    "amount",
    {
        **_of_partner("agreement__partner"),
        Grouping.OFFICE: "agreement__partner__office",
        # A decree is charged to no account itself, but its payments are.
        Grouping.ACCOUNT: _common(_payments_of_decree, "allocation__account"),
        Grouping.PROGRAM: _common(_payments_of_decree, "allocation__program"),
        Grouping.CLUSTER: "pk",
    },
    office="agreement__partner__office",
    related=("agreement__partner",),
)
