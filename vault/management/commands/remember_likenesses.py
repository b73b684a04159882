"""Look at the pictures that came in before likenesses were kept, each once; what has been looked at is left alone."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Exists, OuterRef

from vault.door import remember_likeness
from vault.kinds import Kind
from vault.models import Likeness, StoredFile
from vault.pictures_apart import judge_picture
from vault.refused import Refused

_PICTURES = [kind for kind in Kind if kind.is_picture]


class Command(BaseCommand):
    help = "Mengingat rupa foto yang diterima sebelum rupa dicatat, supaya foto yang sama dapat ditemukan."

    def handle(self, *args: Any, **options: Any) -> None:
        known = Likeness.objects.filter(sha256=OuterRef("sha256"))
        seen: set[str] = set()
        for stored in StoredFile.objects.filter(~Exists(known), kind__in=_PICTURES).order_by("pk").iterator():
            if stored.sha256 not in seen:
                seen.add(stored.sha256)
                remember_likeness(stored.sha256, _look(stored))
        self.stdout.write(f"{len(seen)} gambar dilihat.")


def _look(stored: StoredFile) -> bytes:
    """What it looks like; nothing where it cannot be looked at any more."""
    try:
        with stored.open() as content:
            return judge_picture(content.read(), stored.kind_of_file)
    except (Refused, FileNotFoundError):
        return b""
