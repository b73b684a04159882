"""What a finding points at: lines of a cash book, evidence, reports, payments and agreements."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from audits.models.finding import Finding, OfFindingQuerySet
from grants.models import Disbursement
from partners.models import Agreement
from reports.models import Entry, Evidence, Report

#: What a finding may point at: exactly one of these.
POINTS_AT = ("entry", "evidence", "report", "payment", "agreement")


def _one_of_them() -> Q:
    found = Q()
    for chosen in POINTS_AT:
        found |= Q(**{f"{name}__isnull": name != chosen for name in POINTS_AT})
    return found


class FindingPlace(models.Model):
    """What a finding points at, and how that was called when it was linked; ``amount`` in rupiah where it has one."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="places")
    entry = models.ForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="+")
    evidence = models.ForeignKey(Evidence, null=True, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, null=True, on_delete=models.PROTECT, related_name="+")
    payment = models.ForeignKey(Disbursement, null=True, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, null=True, on_delete=models.PROTECT, related_name="+")
    label = models.CharField("apa", max_length=300)
    amount = models.BigIntegerField("nilai", null=True)

    objects: ClassVar[OfFindingQuerySet] = OfFindingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.CheckConstraint(condition=_one_of_them(), name="finding_points_at_one_thing"),
            *(
                models.UniqueConstraint(fields=["finding", name], name=f"finding_points_once_at_{name}")
                for name in POINTS_AT
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def chain(self) -> str:
        return self.finding.chain

    @property
    def url(self) -> str:
        """Where it stands, for who may read it there; a line in the revision that it was linked in, not in the last."""
        if self.entry_id and self.entry:
            revision = reverse("reports:revision", args=[self.entry.revision.report_id, self.entry.revision.number])
            return f"{revision}?baris={self.entry.row}#baris-{self.entry.row}"
        if self.evidence_id:
            return reverse("reports:evidence_file", args=[self.evidence_id])
        if self.report_id:
            return reverse("reports:report", args=[self.report_id])
        if self.payment_id:
            return reverse("grants:disbursement", args=[self.payment_id])
        return reverse("partners:agreement", args=[self.agreement_id])
