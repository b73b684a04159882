"""Takes out of the vault what no record speaks of any more.

Bytes lose their last record when a retention rule deletes it, or when the transaction around a reception is undone
after the bytes were stored. Both leave whole files that hold personal data for no reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import storages
from django.utils import timezone

from vault.models import StoredFile

#: A reception that is still under way has stored its bytes but not committed its row; it never takes a day.
GRACE = timedelta(days=1)


def sweep_vault(*, now: datetime | None = None) -> list[str]:
    """Delete every file older than a day that no StoredFile names; returns their places in the vault."""
    vault = storages["vault"]
    border = (now or timezone.now()) - GRACE
    swept = []
    for place in _places(""):
        sha256 = place.rsplit("/", 1)[-1]
        # The row first, the age last: a reception that finds such bytes writes them anew, so they are young again.
        if not StoredFile.objects.filter(sha256=sha256).exists() and vault.get_modified_time(place) < border:
            vault.delete(place)
            swept.append(place)
    return swept


def _places(folder: str) -> Iterator[str]:
    """Every file in the vault's storage, folder by folder."""
    vault = storages["vault"]
    try:
        folders, files = vault.listdir(folder)
    except FileNotFoundError:  # on a disk: nothing ever came in, or a folder went away under us
        return
    prefix = f"{folder}/" if folder else ""
    yield from (prefix + name for name in sorted(files))
    for name in sorted(folders):
        yield from _places(prefix + name)
