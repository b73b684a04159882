"""The kinds of file that the vault knows. A kind is told by content, never by name or by the browser's word."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """What a stored file is."""

    XLSX = "xlsx", "Excel (.xlsx)"
    CSV = "csv", "CSV (.csv)"
    JPEG = "jpeg", "Foto JPEG (.jpg)"
    PNG = "png", "Gambar PNG (.png)"
    HEIC = "heic", "Foto HEIC (.heic)"
    WEBP = "webp", "Gambar WebP (.webp)"
    PDF = "pdf", "PDF (.pdf)"

    @property
    def content_type(self) -> str:
        """The Content-Type under which a file of this kind is sent."""
        return _CONTENT_TYPES[self.value]

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of file names that say this kind; the usual one first."""
        return _ENDINGS.get(self.value, (f".{self.value}",))

    @property
    def is_picture(self) -> bool:
        return self in PICTURES

    @property
    def is_table(self) -> bool:
        return self in TABLES


_CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "heic": "image/heic",
    "webp": "image/webp",
    "pdf": "application/pdf",
}

_ENDINGS = {"jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"), "csv": (".csv", ".txt", ".tsv"), "heic": (".heic", ".heif")}

#: A filled-in template: the only thing an LPJ may arrive as.
WORKBOOKS: frozenset[Kind] = frozenset({Kind.XLSX})
#: Master data and treasury files.
TABLES: frozenset[Kind] = frozenset({Kind.XLSX, Kind.CSV})
PICTURES: frozenset[Kind] = frozenset({Kind.JPEG, Kind.PNG, Kind.HEIC, Kind.WEBP})
#: Proof of an expense, a deed, a receipt: photos and scans.
EVIDENCE: frozenset[Kind] = PICTURES | {Kind.PDF}


def name_kinds(kinds: frozenset[Kind]) -> str:
    """The kinds in words for a sentence, in the order of their declaration: "Foto JPEG (.jpg) atau PDF (.pdf)"."""
    labels = [str(kind.label) for kind in Kind if kind in kinds]
    if len(labels) < 2:
        return "".join(labels)
    return f"{', '.join(labels[:-1])} atau {labels[-1]}"
