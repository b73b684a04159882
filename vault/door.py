"""The one door: every upload comes in through :func:`receive`, or its two halves :func:`admit` and :func:`keep`; every
private file goes out through :func:`send`."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.http import FileResponse
from django.utils import timezone

from accounts.models import User
from vault.judge import Judged, Limits, judge, look_at, measure
from vault.kinds import Kind
from vault.models import Likeness, StoredFile, place_of
from vault.preview import preview_jpeg
from vault.refused import Refused
from vault.scanner import scan
from vault.sweep import GRACE

Upload = File | BinaryIO
_CHUNK = 1024 * 1024
_LONGEST_NAME = 255
#: A page of our own may frame a PDF; the PDF itself may load nothing.
_FRAMED_PAPER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
_NOTHING = "default-src 'none'; sandbox"


@dataclass(frozen=True, slots=True)
class Admitted:
    """A file that was judged, scanned and hashed, but not kept yet. Good for as long as its upload is open."""

    name: str
    kind: Kind
    size: int
    sha256: str
    content: BinaryIO  #: at its start only after a seek
    likeness: bytes | None = None  #: of a picture (``vault.likeness``)


def receive(upload: Upload, *, by: User, accept: frozenset[Kind], label: str) -> StoredFile:
    """Judge the file, have it scanned, keep its bytes, and record who sent it: :func:`admit`, then :func:`keep`.

    Raises Refused; then nothing is saved, neither bytes nor row.
    """
    return keep(admit(upload, accept=accept, label=label), by=by)


def admit(upload: Upload, *, accept: frozenset[Kind], label: str) -> Admitted:
    """Judge the file and have it scanned; nothing is written. Call it before any lock is taken: it may take long.

    ``accept`` are the kinds that fit here (see ``vault.kinds``); ``label`` says in Indonesian what the file is meant
    to be ("Bukti", "Buku kerja LPJ") and opens the sentence of a refusal, with the file's name. Raises Refused.
    """
    name = clean_name(getattr(upload, "name", None))
    content = _bytes_of(upload)
    try:
        judged = look_at(content, name=name, accept=accept, limits=_limits())
        scan(content)
    except Refused as refusal:
        raise refusal.about(f"{label} “{name}”") from refusal
    return _measured(content, name=_named_for(name, judged.kind), judged=judged)


def keep(admitted: Admitted, *, by: User) -> StoredFile:
    """Row and bytes, or neither: the row comes first, so bytes that cannot be stored undo it.

    Inside a transaction of the caller, let this be the last step that can fail: bytes do not come back out.
    """
    with transaction.atomic():
        stored = StoredFile.objects.create(
            sha256=admitted.sha256,
            size=admitted.size,
            kind=admitted.kind,
            original_name=admitted.name,
            received_by=by,
        )
        if admitted.likeness is not None:
            remember_likeness(admitted.sha256, admitted.likeness)
        _store(admitted)
    return stored


def remember_likeness(sha256: str, likeness: bytes) -> None:
    """Keep what a picture looks like, once for its content."""
    kept = Likeness(sha256=sha256, bits=likeness.hex())
    Likeness.objects.bulk_create([kept], ignore_conflicts=True)


def file_away(content: bytes, *, name: str, kind: Kind, by: User) -> StoredFile:
    """Keep what Amanah itself has made (a print, say); ``by`` is the person whose act called for it."""
    return keep(_measured(io.BytesIO(content), name=clean_name(name), judged=Judged(kind)), by=by)


def judge_only(upload: Upload, accept: frozenset[Kind]) -> Kind:
    """The kind of a file that is only tried out: judged and scanned like any other, never saved. Raises Refused."""
    content = _bytes_of(upload)
    kind = judge(content, name=clean_name(getattr(upload, "name", None)), accept=accept, limits=_limits())
    scan(content)
    return kind


def send(stored: StoredFile, *, as_name: str | None = None, inline: bool = False) -> FileResponse:
    """The file as a response, by default to be saved.

    ``inline`` shows it instead: a picture as a re-encoded JPEG preview, a PDF as it is but unable to load anything;
    tables are always sent to be saved. The caller has proved the right to the record that names the file.
    """
    kind = stored.kind_of_file
    name = clean_name(as_name or stored.original_name)
    if inline and kind.is_picture:
        response = FileResponse(
            io.BytesIO(preview_jpeg(stored)),
            filename=str(PurePosixPath(name).with_suffix(".jpg")),
            content_type=Kind.JPEG.content_type,
        )
    else:
        shown = inline and kind is Kind.PDF
        response = FileResponse(stored.open(), as_attachment=not shown, filename=name, content_type=kind.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = _FRAMED_PAPER if inline and kind is Kind.PDF else _NOTHING
    if inline:
        response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def clean_name(name: str | None) -> str:
    """A sender's file name without folders and invisible characters, short enough to keep; its ending survives."""
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(character for character in last if character.isprintable()).strip(". ") or "tanpa-nama"
    ending = PurePosixPath(visible).suffix
    if len(visible) <= _LONGEST_NAME:
        return visible
    return visible[: _LONGEST_NAME - len(ending)] + ending if len(ending) < 20 else visible[:_LONGEST_NAME]


def _named_for(name: str, kind: Kind) -> str:
    """The name with an ending that says what the file is: whoever takes it home opens it by that."""
    return name if name.lower().endswith(kind.endings) else clean_name(f"{name}{kind.endings[0]}")


def _limits() -> Limits:
    return Limits(table=settings.VAULT_MAX_WORKBOOK_BYTES, evidence=settings.VAULT_MAX_EVIDENCE_BYTES)


def _bytes_of(upload: Upload) -> BinaryIO:
    """What Django wraps, without the wrapper: the parsers below want a plain file."""
    return cast(BinaryIO, upload.file) if isinstance(upload, File) else upload


def _hash(content: BinaryIO) -> str:
    digest = hashlib.sha256()
    content.seek(0)
    while chunk := content.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _measured(content: BinaryIO, *, name: str, judged: Judged) -> Admitted:
    return Admitted(
        name=name,
        kind=judged.kind,
        size=measure(content),
        sha256=_hash(content),
        content=content,
        likeness=judged.likeness,
    )


def _store(admitted: Admitted) -> None:
    """Put the bytes into the vault, unless they lie there already; what a past crash left short is written anew.

    So is what lies there for long without a row: the sweep may be about to take it, and leaves only what is young.
    """
    vault = storages["vault"]
    place = place_of(admitted.sha256)
    if vault.exists(place):
        if vault.size(place) == admitted.size and not _may_be_swept(vault, admitted.sha256):
            return
        vault.delete(place)
    admitted.content.seek(0)
    saved = vault.save(place, File(admitted.content))
    if saved != place:  # somebody else has stored the same bytes in this moment; some storages then choose a new name
        vault.delete(saved)


def _may_be_swept(vault: Storage, sha256: str) -> bool:
    """Whether the sweep could soon take these bytes. Young ones are safe, and may belong to a reception under way."""
    young = vault.get_modified_time(place_of(sha256)) > timezone.now() - GRACE / 2
    # One row is that of the reception itself, which nobody else sees yet.
    return not young and StoredFile.objects.filter(sha256=sha256).count() < 2
