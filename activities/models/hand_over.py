"""What each maker is due for a closed month, and what they were handed of it, against a receipt."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from activities.models.sales import Maker, SalesMonth
from activities.workflow import HAND_OVER
from partners.bounds import validate_day
from trail.state import StatefulModel
from vault.models import StoredFile


class MakerShareQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        return self.filter(month__in=SalesMonth.objects.visible_to(user))

    def owed(self) -> Self:
        """Of months that count, with something still to hand over."""
        return self.filter(month__state="closed", owed__gt=0)


class MakerShare(models.Model):
    """A maker's part of a month, made when the month is closed; ``handed`` + ``owed`` = ``due``, by the database.

    ``handed`` counts the hand-overs of all records of the month: a correction takes them over. ``version`` goes up
    with each of them.
    """

    month = models.ForeignKey(SalesMonth, on_delete=models.PROTECT, related_name="shares")
    maker = models.ForeignKey(Maker, on_delete=models.PROTECT, related_name="shares")
    due = models.BigIntegerField("bagian pembuat")
    handed = models.BigIntegerField("sudah diserahkan", default=0)
    owed = models.GeneratedField(
        expression=F("due") - F("handed"), output_field=models.BigIntegerField(), db_persist=True
    )
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar[MakerShareQuerySet] = MakerShareQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes = [models.Index(fields=["month", "owed"], name="share_owed")]
        constraints = [
            models.UniqueConstraint(fields=["month", "maker"], name="share_once_per_maker"),
            models.CheckConstraint(condition=Q(handed__gte=0, handed__lte=F("due")), name="handed_within_due"),
        ]

    def __str__(self) -> str:
        return f"{self.maker}, {self.month}"

    @property
    def chain(self) -> str:
        return self.month.chain

    @property
    def days(self) -> int:
        """Since the month ended."""
        return (timezone.localdate() - self.month.last_day).days


class HandOverQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        return self.filter(share__month__in=SalesMonth.objects.visible_to(user))

    def of_thread(self, month: SalesMonth) -> Self:
        """Of this month, whichever of its records stood when they were made."""
        return self.filter(Q(share__month=month.thread) | Q(share__month__first=month.thread))

    def standing(self) -> Self:
        return self.filter(state="recorded")


class HandOver(StatefulModel):
    """Rupiah handed to a maker, with the receipt that they signed. Never deleted: withdrawn with a reason."""

    workflow = HAND_OVER

    share = models.ForeignKey(MakerShare, on_delete=models.PROTECT, related_name="hand_overs")
    amount = models.BigIntegerField("jumlah", validators=[MinValueValidator(1)])
    handed_on = models.DateField("tanggal diserahkan", validators=[validate_day])
    received_by = models.CharField("diterima oleh", max_length=200)
    receipt = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_because = models.TextField(blank=True, editable=False)

    objects: ClassVar[HandOverQuerySet] = HandOverQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-handed_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="hand_over_positive"),
            models.CheckConstraint(
                condition=Q(state="recorded") | ~Q(withdrawn_because=""), name="withdrawn_hand_over_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"Penyerahan {self.share}"

    @property
    def chain(self) -> str:
        return self.share.chain
