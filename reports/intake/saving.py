"""Saves a workbook so that the same content always gives the same bytes, and texts never become formulas."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime, time

from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.xml.functions import tostring

from reports.intake.results import Results, restore
from vault.tables import without_controls

_CORE = "docProps/core.xml"
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
#: Every reader of a workbook takes "_x0041_" for an "A": a text that looks so is written with its first sign escaped.
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def to_bytes(book: Workbook, *, dated: date, results: Results | None = None) -> bytes:
    """The .xlsx of ``book``; its own time stamps all say ``dated``, never the clock of the machine.

    ``results`` are put back into the formulas that have them.
    """
    moment = datetime.combine(dated, time(), tzinfo=UTC).replace(tzinfo=None)
    book.properties.created = moment
    raw = io.BytesIO()
    book.save(raw)
    book.properties.modified = moment  # saving stamped it with the clock
    replaced = {_CORE: tostring(book.properties.to_tree())}
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for number, sheet in enumerate(book.worksheets, start=1):
            if results and sheet.title in results:
                path = f"xl/worksheets/sheet{number}.xml"
                replaced[path] = restore(source.read(path), results[sheet.title])
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, _ZIP_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            content = replaced.get(entry.filename)
            target.writestr(info, source.read(entry) if content is None else content)
    return out.getvalue()


def put_text(cell: Cell, text: str) -> Cell:
    """Writes ``text`` as text, whatever it begins with or looks like."""
    cell.value = _LIKE_AN_ESCAPE.sub("_x005F_", without_controls(text))
    cell.data_type = "s"
    return cell
