"""What has come in through the door. Who may see a file is decided by the room whose record names it."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any, BinaryIO, NoReturn, cast

from django.conf import settings
from django.core.files.storage import storages
from django.db import models

from vault.kinds import Kind

_CHUNK = 1024 * 1024


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Rows are written once."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("a stored file never changes; receive a new one")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("a stored file never changes; receive a new one")


class StoredFile(models.Model):
    """One reception of a file. The bytes lie in the vault once per content, under their SHA-256."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  #: opaque name, for addresses
    sha256 = models.CharField(max_length=64, db_index=True, editable=False)
    size = models.BigIntegerField(editable=False)  #: bytes
    kind = models.CharField(max_length=8, choices=Kind.choices, editable=False)
    original_name = models.CharField("nama berkas", max_length=255, editable=False)
    received_at = models.DateTimeField("diterima pada", auto_now_add=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="diterima dari"
    )

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = "berkas"
        verbose_name_plural = "berkas"
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="stored_file_not_empty"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="stored_file_kind_known"),
        ]

    def __str__(self) -> str:
        return self.original_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row for the first time; raises TypeError where it exists already."""
        if not self._state.adding:
            raise TypeError("a stored file never changes; receive a new one")
        super().save(*args, **{**kwargs, "force_insert": True})

    @property
    def kind_of_file(self) -> Kind:
        return Kind(self.kind)

    @property
    def place(self) -> str:
        """The name of the bytes in the vault's storage."""
        return place_of(self.sha256)

    def open(self) -> BinaryIO:
        """The bytes, opened for reading; close it, or use it in a ``with``. FileNotFoundError where they are lost."""
        return cast(BinaryIO, storages["vault"].open(self.place, "rb"))

    def is_intact(self) -> bool:
        """Whether the bytes in the vault are still those that came in."""
        digest = hashlib.sha256()
        try:
            with self.open() as content:
                while chunk := content.read(_CHUNK):
                    digest.update(chunk)
        except FileNotFoundError:
            return False
        return digest.hexdigest() == self.sha256


class Likeness(models.Model):
    """What the picture of this content looks like, in 64 bits (``vault.likeness``); "" where that says nothing.

    Of the content and not of a reception: it follows from the bytes, and another reception of them adds nothing.
    """

    sha256 = models.CharField(max_length=64, primary_key=True, editable=False)
    bits = models.CharField(max_length=16, blank=True, editable=False)

    def __str__(self) -> str:
        return self.bits


def place_of(sha256: str) -> str:
    """Where content with this SHA-256 lies in the vault: two levels of folders keep each of them small."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
