"""The lines of an office's budget (DIPA), and how much of each is in use."""

from __future__ import annotations

from typing import ClassVar, Self

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import Office, User
from accounts.reading import of_offices
from grants.budget_codes import BudgetCode
from partners.bounds import FIRST_BUDGET_YEAR, LAST_BUDGET_YEAR, validate_budget_year
from trail.models import AppendOnlyQuerySet

#: How much of a line is in use.
OF_USE = {"unused": "Belum terpakai", "partly": "Terpakai sebagian", "spent": "Habis terpakai"}


class AllocationQuerySet(models.QuerySet["Allocation"]):
    def visible_to(self, user: User) -> AllocationQuerySet:
        """The office's own budget lines; an LKS sees none."""
        return of_offices(self, user)

    def with_use(self) -> AllocationQuerySet:
        """Each line with ``used``, in rupiah: all disbursements but rejected ones."""
        from grants.models.payment import Disbursement  # which hangs on this module

        # A subquery, not a join: sums over this query set must count each line once.
        of_line = Disbursement.objects.living().filter(allocation=OuterRef("pk")).order_by().values("allocation")
        return self.annotate(used=Coalesce(Subquery(of_line.annotate(total=Sum("amount")).values("total")), 0))

    def used_up(self, how: str) -> AllocationQuerySet:
        """Lines by how much of them is in use: a key of ``OF_USE``."""
        measured = self.with_use().alias(spent=F("used"), room=F("amount") - F("used"))
        if how == "unused":
            return measured.filter(spent=0)
        some = measured.filter(spent__gt=0)
        return some.filter(room=0) if how == "spent" else some.filter(room__gt=0)

    def with_room_for(self, amount: int) -> AllocationQuerySet:
        """Lines of which at least ``amount`` rupiah remain, with their use."""
        return self.with_use().alias(room=F("amount") - F("used")).filter(room__gte=amount)


class OfAllocationQuerySet(AppendOnlyQuerySet):
    """For what hangs on a budget line and shares its visibility."""

    def visible_to(self, user: User) -> Self:
        return self.filter(allocation__in=Allocation.objects.visible_to(user))


class Allocation(models.Model):
    """A line of the office's budget (DIPA) for one fiscal year; ``amount`` in rupiah."""

    office = models.ForeignKey(Office, verbose_name="kantor", on_delete=models.PROTECT, related_name="allocations")
    year = models.PositiveSmallIntegerField("tahun anggaran", validators=[validate_budget_year])
    program = models.CharField("program", max_length=20)
    activity = models.CharField("kegiatan", max_length=20)
    kro = models.CharField("KRO", max_length=20)
    ro = models.CharField("RO", max_length=20)
    component = models.CharField("komponen", max_length=20)
    subcomponent = models.CharField("subkomponen", max_length=20, blank=True)
    account = models.CharField("akun", max_length=6, validators=[RegexValidator(r"^[0-9]{6}\Z", "Akun harus 6 angka.")])
    description = models.CharField("uraian", max_length=250)
    #: Nought only after a revision that took all of it away.
    amount = models.BigIntegerField("pagu", validators=[MinValueValidator(0)])
    #: How often the line was revised; a page that has seen an older number is stale.
    revision = models.PositiveSmallIntegerField("revisi ke", default=0, editable=False)
    #: Rupiah in use, where the query set said ``with_use``.
    used: int

    objects: ClassVar[AllocationQuerySet] = AllocationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-year", "program", "activity", "account"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "program", "activity", "kro", "ro", "component", "subcomponent", "account"],
                name="allocation_line_once",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="allocation_not_negative"),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_BUDGET_YEAR, year__lte=LAST_BUDGET_YEAR), name="allocation_year_can_be"
            ),
        ]

    def __str__(self) -> str:
        return f"DIPA {self.year} {self.budget_code}"

    def get_absolute_url(self) -> str:
        return reverse("grants:allocation", args=[self.pk])

    @property
    def chain(self) -> str:
        return self.office.chain

    @property
    def code(self) -> BudgetCode:
        return BudgetCode(
            self.program, self.activity, self.kro, self.ro, self.component, self.subcomponent, self.account
        )

    @property
    def budget_code(self) -> str:
        return str(self.code)

    @property
    def remaining(self) -> int:
        """Rupiah that may still be proposed, where the query set said ``with_use``."""
        return self.amount - self.used

    def committed(self) -> int:
        """Rupiah of this line that are proposed, approved or paid."""
        return self.disbursements.living().aggregate(total=Sum("amount"))["total"] or 0


class AllocationRevision(models.Model):
    """What a revision of the DIPA made of a line; ``before`` and ``after`` in rupiah. Only ever added to."""

    append_only = True

    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField("revisi ke")
    document = models.CharField("nomor revisi DIPA", max_length=100)
    decided_on = models.DateField("tanggal revisi")
    before = models.BigIntegerField("pagu semula")
    after = models.BigIntegerField("pagu menjadi")
    changes = models.JSONField("yang berubah", default=dict, blank=True)
    reason = models.CharField("alasan", max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[OfAllocationQuerySet] = OfAllocationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["allocation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["allocation", "number"], name="allocation_revision_once"),
            models.CheckConstraint(condition=Q(before__gte=0, after__gte=0), name="allocation_revision_not_negative"),
            models.CheckConstraint(condition=Q(number__gt=0), name="allocation_revision_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"Revisi {self.number} {self.allocation}"

    @property
    def chain(self) -> str:
        return self.allocation.chain
