"""A month of a Sentra Kreasi, and the sales that it is the sum of."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse

from accounts.models import Office, User
from accounts.reading import of_whole_offices
from activities.months import last_day, month_name
from activities.workflow import SALES_MONTH
from beneficiaries.models import Person
from partners.bounds import validate_day
from partners.models import Partner
from trail.state import StatefulModel

#: More than any month of a balai; what is longer is a slip of the keyboard.
MOST_RUPIAH = 10**12
MOST_VISITORS = 1_000_000


class OfOfficeQuerySet(models.QuerySet[Any]):
    """For what belongs to an office: its own; an inspectorate auditor sees that of offices they read whole, for makers
    come from several LKS. An LKS has none of it."""

    def visible_to(self, user: User) -> Self:
        return of_whole_offices(self, user)


class Maker(models.Model):
    """Who makes what a Sentra Kreasi sells: a person in the office's register, or an LKS or a group of it."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="makers", editable=False)
    person = models.OneToOneField(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="maker")
    partner = models.ForeignKey(
        Partner, verbose_name="LKS", null=True, blank=True, on_delete=models.PROTECT, related_name="makers"
    )
    group = models.CharField("kelompok", max_length=100, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)

    objects: ClassVar[OfOfficeQuerySet] = OfOfficeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, partner__isnull=True, group="")
                | Q(person__isnull=True, partner__isnull=False),
                name="maker_is_person_or_lks",
            ),
            models.UniqueConstraint(fields=["partner", "group"], name="maker_once_per_group"),
        ]

    def __str__(self) -> str:
        """As the trail keeps it: a person is not named."""
        return f"Pembuat {self.person.masked_nik}" if self.person else self.name

    @property
    def name(self) -> str:
        """For who may see the list of persons."""
        if self.person is not None:
            return self.person.name
        assert self.partner is not None  # the constraint says so
        return f"{self.partner.name}, {self.group}" if self.group else self.partner.name

    @property
    def known_by(self) -> str:
        """What tells it from others of the same name: a masked NIK, or that it is an LKS."""
        return self.person.masked_nik if self.person else "LKS"

    @property
    def chain(self) -> str:
        return self.office.chain


class SalesMonthQuerySet(OfOfficeQuerySet):
    def standing(self) -> Self:
        """Closed and not corrected since: what counts."""
        return self.filter(state="closed")

    def places(self) -> list[str]:
        """The names of the places, each once and as it is written, by alphabet."""
        return sorted(set(self.order_by().values_list("place", flat=True).distinct()), key=str.casefold)


class SalesMonth(StatefulModel):
    """What a Sentra Kreasi did in a month; amounts in rupiah.

    ``turnover`` is what the till says; ``lines_total`` and ``makers_due`` are the sums of the lines, kept by the
    actions. The gross profit is the database's own sum. A closed month is never changed: a further record, which says
    which one it corrects and why, takes its place when it is closed itself.
    """

    workflow = SALES_MONTH

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="sales_months", editable=False)
    place = models.CharField("tempat", max_length=120)
    month = models.DateField("bulan", validators=[validate_day])  #: its first day
    visitors = models.PositiveIntegerField("pengunjung", validators=[MaxValueValidator(MOST_VISITORS)])
    turnover = models.BigIntegerField("omzet", validators=[MinValueValidator(0), MaxValueValidator(MOST_RUPIAH)])
    cost = models.BigIntegerField(
        "biaya bahan dan pokok barang", default=0, validators=[MinValueValidator(0), MaxValueValidator(MOST_RUPIAH)]
    )
    share_percent = models.PositiveSmallIntegerField(
        "bagian pembuat (persen)", default=100, validators=[MaxValueValidator(100, "Paling banyak 100 persen.")]
    )
    lines_total = models.BigIntegerField(default=0, editable=False)
    makers_due = models.BigIntegerField(default=0, editable=False)
    gross_profit = models.GeneratedField(
        expression=F("turnover") - F("cost") - F("makers_due"), output_field=models.BigIntegerField(), db_persist=True
    )
    #: The first record of this month and place, whose hand-overs are this record's too; None for the first itself.
    first = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="later", editable=False)
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="corrections", editable=False
    )
    because = models.TextField("alasan pembetulan", blank=True, editable=False)
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    drafted_at = models.DateTimeField(auto_now_add=True)
    closed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[SalesMonthQuerySet] = SalesMonthQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-month", "place", "-pk"]
        indexes = [models.Index(fields=["office", "-month", "id"], name="sales_office_month")]
        constraints = [
            # However a place's name is written, in large letters or small, it is one place.
            *(
                models.UniqueConstraint(
                    "office", Lower("place"), "month", condition=Q(state=state), name=f"one_{state}_month_per_place"
                )
                for state in ("closed", "draft")
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="sales_month_begins_on_first"),
            models.CheckConstraint(
                condition=Q(turnover__gte=0, cost__gte=0, lines_total__gte=0, makers_due__gte=0),
                name="sales_amounts_not_negative",
            ),
            models.CheckConstraint(condition=Q(share_percent__lte=100), name="sales_share_at_most_all"),
            models.CheckConstraint(condition=Q(makers_due__lte=F("lines_total")), name="makers_due_within_sales"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "discarded"]) | Q(lines_total=F("turnover"), closed_at__isnull=False),
                name="closed_month_ties_with_sales",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, first__isnull=True, because="")
                | (Q(corrects__isnull=False, first__isnull=False) & ~Q(because="")),
                name="correction_says_of_what_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}, {self.label}"

    def get_absolute_url(self) -> str:
        return reverse("activities:month", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.office.chain

    @property
    def label(self) -> str:
        return month_name(self.month)

    @property
    def last_day(self) -> date:
        return last_day(self.month)

    @property
    def difference(self) -> int:
        """What the till says more than the sales come to."""
        return self.turnover - self.lines_total

    @property
    def thread(self) -> int:
        """What the records of this month and place have in common: the id of the first of them."""
        return self.first_id or self.pk


class SaleLineQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        return self.filter(month__in=SalesMonth.objects.visible_to(user))


class SaleLine(models.Model):
    """What was sold in the month of one maker's product; ``due`` is the maker's part of it."""

    month = models.ForeignKey(SalesMonth, on_delete=models.CASCADE, related_name="lines")
    maker = models.ForeignKey(Maker, verbose_name="pembuat", on_delete=models.PROTECT, related_name="sales")
    product = models.CharField("produk", max_length=150)
    amount = models.BigIntegerField("penjualan", validators=[MinValueValidator(1), MaxValueValidator(MOST_RUPIAH)])
    due = models.BigIntegerField("bagian pembuat", validators=[MinValueValidator(0)])

    objects: ClassVar[SaleLineQuerySet] = SaleLineQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["maker", "product", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["month", "maker", "product"], name="sale_once_per_product"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="sale_positive"),
            models.CheckConstraint(condition=Q(due__gte=0, due__lte=F("amount")), name="due_within_sale"),
        ]

    def __str__(self) -> str:
        return f"{self.product}, {self.month}"

    @property
    def chain(self) -> str:
        return self.month.chain
