"""Private files on this machine's disk: a file is there whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class PrivateFileStorage(FileSystemStorage):
    """A file system storage for content-addressed names: written beside its place, then renamed into it.

    The same name always holds the same bytes, so a second writer may replace the first one's file.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: File) -> str:
        place = Path(self.path(name))
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, half = tempfile.mkstemp(prefix=".masuk-", dir=place.parent)
        try:
            with os.fdopen(handle, "wb") as target:
                for chunk in content.chunks():
                    target.write(chunk)
                target.flush()
                os.fsync(target.fileno())
            os.replace(half, place)
        except BaseException:
            os.unlink(half)
            raise
        return name

    def url(self, name: str | None) -> str:
        """There is none: files leave through the door only."""
        raise ValueError("private files have no address")
