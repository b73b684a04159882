"""Findings (temuan): five parts and an amount, put before whom they concern, answered, final, and then followed up."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Office, User
from accounts.roles import Permission
from audits.models.engagement import Engagement
from audits.settling import Sums
from audits.workflow import FINDING
from grants.models import TreasuryReturn
from partners.bounds import validate_day
from partners.models import Partner
from reports.models import JudgedFinding
from reports.models.revision import Immutable
from trail.models import AppendOnlyQuerySet
from trail.state import StatefulModel
from vault.models import StoredFile

#: From here on only the follow-up changes.
FINAL_STATES = ("final", "settled")


class Side(models.TextChoices):
    """Whom an audit asks."""

    PARTNER = "lks", "LKS"
    OFFICE = "balai", "Balai"


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, user: User) -> Self:
        """For auditors those of the engagements that they see. For who is audited those that they were shown.

        A balai that was not asked itself sees what became final about its LKS: it has to record what goes back.
        """
        if Permission.SEE_FINDINGS not in user.permissions:
            return self.none()
        if Permission.SEE_ENGAGEMENTS in user.permissions:
            return self.filter(engagement__in=Engagement.objects.visible_to(user))
        shown = self.filter(shown_at__isnull=False)
        if user.office_id:
            return shown.filter(Q(asks_office=True) | Q(state__in=FINAL_STATES), office=user.office_id)
        return shown.filter(asks_partner=True, partner__in=Partner.objects.visible_to(user))

    def asking(self, user: User) -> Self:
        """Those that wait for an answer of this reader's own side."""
        if Permission.ANSWER_FINDING not in user.permissions:
            return self.none()
        side = Side.OFFICE if user.office_id else Side.PARTNER
        asked = Q(asks_office=True) if user.office_id else Q(asks_partner=True)
        answered = FindingAnswer.objects.filter(
            side=side, finding=models.OuterRef("pk"), round=models.OuterRef("round")
        )
        return self.visible_to(user).filter(asked, ~models.Exists(answered), state="shown")


class Finding(StatefulModel):
    """What an audit found. ``condition``, ``criteria``, ``cause``, ``effect`` are kondisi, kriteria, sebab, akibat.

    ``rule`` is one of the catalogue of regulations; its citation is kept as it stood when it was chosen. The five
    amounts (``audits.settling.Sums``) add up to ``amount``, in rupiah; until it is final all of it is open.
    """

    workflow = FINDING

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="findings", editable=False)
    number = models.PositiveIntegerField("nomor", editable=False)
    title = models.CharField("judul", max_length=200)
    office = models.ForeignKey(Office, verbose_name="balai", on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(
        Partner, verbose_name="LKS", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asks_partner = models.BooleanField("ditanyakan kepada LKS", default=False)
    asks_office = models.BooleanField("ditanyakan kepada balai", default=False)
    condition = models.TextField("kondisi", max_length=4000, blank=True)
    rule = models.CharField("aturan", max_length=20, blank=True)
    citation = models.CharField("dasar aturan", max_length=400, blank=True, editable=False)
    citation_confirmed = models.BooleanField(default=False, editable=False)
    criteria = models.TextField("kriteria lain", max_length=4000, blank=True)
    cause = models.TextField("sebab", max_length=4000, blank=True)
    effect = models.TextField("akibat", max_length=4000, blank=True)
    amount = models.BigIntegerField("nilai", default=0)
    documented = models.BigIntegerField("didukung bukti susulan", default=0, editable=False)
    justified = models.BigIntegerField("alasannya diterima", default=0, editable=False)
    returned = models.BigIntegerField("disetor ke kas negara", default=0, editable=False)
    written_off = models.BigIntegerField("dihapuskan", default=0, editable=False)
    still_open = models.BigIntegerField("masih terbuka", default=0, editable=False)
    #: The rule's finding that it was made of, if any.
    origin = models.ForeignKey(
        JudgedFinding, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    drafted_at = models.DateTimeField(auto_now_add=True)
    #: Each time that an answer is asked for begins another round.
    round = models.PositiveSmallIntegerField(default=0, editable=False)
    answer_by = models.DateField("ditanggapi paling lambat", null=True, editable=False, validators=[validate_day])
    shown_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    shown_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    #: Of the audit's report (LHP) that it stands in, and the day on which the audited received it.
    report_number = models.CharField("nomor laporan hasil pemeriksaan", max_length=80, blank=True, editable=False)
    received_on = models.DateField("diterima pada", null=True, editable=False, validators=[validate_day])
    finalised_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    finalised_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)
    dropped_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    dropped_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[FindingQuerySet] = FindingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes = [models.Index(fields=["office", "state"], name="finding_office_state")]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "number"], name="finding_number_once_in_engagement"),
            models.CheckConstraint(
                condition=Q(
                    amount=F("documented") + F("justified") + F("returned") + F("written_off") + F("still_open")
                ),
                name="finding_parts_add_up",
            ),
            models.CheckConstraint(
                condition=Q(
                    documented__gte=0, justified__gte=0, returned__gte=0, written_off__gte=0, still_open__gte=0
                ),
                name="finding_parts_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(state__in=FINAL_STATES) | Q(still_open=F("amount")), name="finding_settled_only_when_final"
            ),
            models.CheckConstraint(
                condition=Q(asks_office=True) | Q(asks_partner=True), name="finding_concerns_somebody"
            ),
            models.CheckConstraint(
                condition=Q(asks_partner=False) | Q(partner__isnull=False), name="finding_asks_an_lks_that_it_names"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "dropped"]) | Q(shown_at__isnull=False, answer_by__isnull=False),
                name="finding_shown_until_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=FINAL_STATES)
                | (~Q(report_number="") & Q(received_on__isnull=False, finalised_by__isnull=False)),
                name="final_finding_has_its_report",
            ),
            models.CheckConstraint(condition=~Q(state="settled") | Q(still_open=0), name="settled_finding_is_all_told"),
        ]

    def __str__(self) -> str:
        return f"Temuan {self.number}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("audits:finding", args=[self.pk])

    @property
    def chain(self) -> str:
        """The auditing office's: drafts are not for who reads the trail of the audited one."""
        return self.engagement.chain

    @property
    def sums(self) -> Sums:
        return Sums(self.still_open, self.documented, self.justified, self.returned, self.written_off)

    @property
    def is_final(self) -> bool:
        return self.state in FINAL_STATES

    @property
    def sides(self) -> list[Side]:
        """Whom it asks."""
        asked = ((Side.PARTNER, self.asks_partner), (Side.OFFICE, self.asks_office))
        return [side for side, asks in asked if asks]

    @property
    def whom(self) -> str:
        """Whom it concerns, in words."""
        return str(self.partner or self.office)

    @property
    def cited(self) -> str:
        """The rule's source with the remark on its confirmation."""
        if not self.citation:
            return ""
        return self.citation if self.citation_confirmed else f"{self.citation} (belum dikonfirmasi)"

    @property
    def days_to_answer(self) -> int | None:
        """Days until the last one to answer on, by the balai's calendar; negative once it has passed."""
        return (self.answer_by - self.office.today).days if self.answer_by else None


class OfFindingQuerySet(models.QuerySet[Any]):
    """For records that hang on a finding and share its visibility."""

    def visible_to(self, user: User) -> Self:
        return self.filter(finding__in=Finding.objects.visible_to(user))


class KeptOfFinding(AppendOnlyQuerySet, OfFindingQuerySet):  # type: ignore[override]
    """The same, to be read and added to."""


class FindingAnswer(Immutable):
    """What one side said to a finding in one round, and the files that it sent with it."""

    class Stance(models.TextChoices):
        AGREED = "sependapat", "Sependapat"
        PARTLY = "sebagian", "Sependapat sebagian"
        DISPUTED = "tidak-sependapat", "Tidak sependapat"

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField()
    side = models.CharField("dari", max_length=10, choices=Side)
    stance = models.CharField("sikap", max_length=20, choices=Stance)
    text = models.TextField("tanggapan", max_length=4000)
    files = models.ManyToManyField(StoredFile, related_name="+")
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[KeptOfFinding] = KeptOfFinding.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "round", "side"], name="answer_once_a_round_and_side")
        ]

    def __str__(self) -> str:
        return f"Tanggapan {self.get_side_display()}"

    @property
    def chain(self) -> str:
        return self.finding.chain


class FindingReturn(Immutable):
    """Money that goes back to the treasury because of a finding, as the balai opened it."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="returns")
    treasury_return = models.OneToOneField(TreasuryReturn, on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[KeptOfFinding] = KeptOfFinding.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.treasury_return}, {self.finding}"

    @property
    def chain(self) -> str:
        return self.finding.chain
