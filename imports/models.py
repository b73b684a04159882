"""A run of an import, and the rows of its file while they are still needed."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.models import Office, User
from accounts.roles import Permission
from imports.holding import is_held
from imports.registry import Importer, importer_of, kinds_for
from imports.workflow import IMPORT_RUN
from trail.state import StatefulModel
from vault.models import StoredFile
from vault.private import EncryptedTextField

#: A worker that has given no sign for so long, and holds nothing, is taken for dead.
SILENCE = timedelta(minutes=2)
#: A run that waited so long for its turn has no worker; beginning it anew does no harm, for the old turn is void then.
LONGEST_QUEUE = timedelta(hours=1)
#: States in which a run waits for a person, with its rows.
LEFT_LYING = ("ready", "refused", "failed")


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, user: User) -> ImportRunQuerySet:
        """Runs of the person's own office, of the kinds that this person may import."""
        if not user.office_id:
            return self.none()
        return self.filter(office=user.office_id, kind__in=kinds_for(user))

    def left_lying(self, before: datetime) -> ImportRunQuerySet:
        """Runs with rows that nobody has gone on with since."""
        return self.filter(state__in=LEFT_LYING, forgotten_at=None, signed_at__lt=before)


class ImportRun(StatefulModel):
    """One file on its way in: judged, shown, confirmed, taken in whole or not at all. Kept; its rows are not."""

    workflow = IMPORT_RUN

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  #: opaque name, for addresses
    kind = models.CharField("jenis", max_length=40, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="import_runs", editable=False)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", editable=False)
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    started_at = models.DateTimeField("diunggah", auto_now_add=True)
    #: The record that the rows are a part of, where the kind has one.
    context_id = models.BigIntegerField(null=True, editable=False)
    letters = models.JSONField(default=dict, editable=False)  #: attribute → column of the sheet
    unknown = models.JSONField(default=list, editable=False)  #: headings that nobody knows
    total = models.PositiveIntegerField(editable=False)
    done = models.PositiveIntegerField(default=0, editable=False)  #: rows judged so far
    new = models.PositiveIntegerField(default=0, editable=False)
    changed = models.PositiveIntegerField(default=0, editable=False)
    same = models.PositiveIntegerField(default=0, editable=False)
    wrong = models.PositiveIntegerField(default=0, editable=False)
    left_out = models.PositiveIntegerField(default=0, editable=False)
    absent = models.JSONField(default=list, editable=False)  #: what is recorded and the file does not name
    #: Tells what was judged from any other judgement; saving holds to it.
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    #: When somebody began to judge or save it; None while it waits for its turn.
    begun_at = models.DateTimeField(null=True, editable=False)
    signed_at = models.DateTimeField(default=timezone.now, editable=False)  #: last sign of life of who works on it
    #: When its rows were deleted because nobody went on with it.
    forgotten_at = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)
    failure = models.TextField(blank=True, editable=False)  #: sentences, one a line

    objects: ClassVar[ImportRunQuerySet] = ImportRunQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(total__gt=0), name="import_has_rows"),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="import_done_within_total"),
            models.CheckConstraint(
                condition=~Q(state="saved") | Q(wrong=0, finished_at__isnull=False),
                name="saved_import_has_no_wrong_row",
            ),
        ]
        indexes = [models.Index(fields=["office", "kind", "-id"], name="import_of_office")]

    def __str__(self) -> str:
        return f"Impor {self.file}"

    @property
    def chain(self) -> str:
        return self.office.chain

    @property
    def importer(self) -> Importer:
        return importer_of(self.kind)

    @property
    def writes(self) -> int:
        """How many rows would write something."""
        return self.new + self.changed

    @property
    def may_be_confirmed(self) -> bool:
        return self.state == "ready" and self.writes > 0 and self.forgotten_at is None

    @property
    def forgotten_on(self) -> date | None:
        """The day on which its rows are deleted unless somebody goes on with it; None where none are kept for long."""
        if self.state not in LEFT_LYING or self.forgotten_at is not None:
            return None
        return timezone.localdate(self.signed_at) + timedelta(days=settings.IMPORT_ROWS_KEPT_DAYS)

    @property
    def in_background(self) -> bool:
        return self.total > self.importer.rows_at_once

    @property
    def is_working(self) -> bool:
        """Whether somebody judges or saves it, or should."""
        return self.state in {"checking", "saving"}

    @property
    def is_queued(self) -> bool:
        """Whether it waits for a worker that is free."""
        return self.is_working and self.begun_at is None

    @cached_property
    def has_stopped(self) -> bool:
        """Whether who works on it is dead: silent for long, and nobody holds the run. Waiting in the queue is no death,
        unless it waits so long that the worker must be down."""
        if not self.is_working:
            return False
        silence = timezone.now() - self.signed_at
        return silence > LONGEST_QUEUE if self.is_queued else silence > SILENCE and not is_held(self)

    def rows_may_be_seen_by(self, user: User) -> bool:
        """The rows on the page: for who sent them in, and who may open personal data. Only the former takes the refused
        ones home."""
        return self.started_by_id == user.pk or user.may(Permission.OPEN_PERSONAL_DATA)

    @property
    def last_sign(self) -> datetime:
        return timezone.localtime(self.signed_at)

    @property
    def sentences(self) -> list[str]:
        return self.failure.splitlines()


class ImportPart(models.Model):
    """Some hundred rows of a run: as they were read, and as they were judged last. Personal data, so encrypted; deleted
    when the run is saved or given up, and by the night's task where nobody goes on with it."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    rows = EncryptedTextField()  #: JSON, see ``imports.parts.rows_of``
    judged = EncryptedTextField(blank=True)  #: JSON, see ``imports.judging.judge``
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="import_part_once")]

    def __str__(self) -> str:
        return f"{self.run} #{self.position}"
