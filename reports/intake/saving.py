"""Saves a workbook so that the same content always gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, time

from openpyxl.workbook import Workbook
from openpyxl.xml.functions import tostring

_CORE = "docProps/core.xml"
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def to_bytes(book: Workbook, *, dated: date) -> bytes:
    """The .xlsx of ``book``; its own time stamps all say ``dated``, never the clock of the machine."""
    moment = datetime.combine(dated, time(), tzinfo=UTC).replace(tzinfo=None)
    book.properties.created = moment
    raw = io.BytesIO()
    book.save(raw)
    book.properties.modified = moment  # saving stamped it with the clock
    core: bytes = tostring(book.properties.to_tree())
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, _ZIP_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, core if entry.filename == _CORE else source.read(entry))
    return out.getvalue()
