"""How the workbook looks: named styles, so that a cell says what it is and a whole column can be restyled."""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.workbook import Workbook

from reports.intake.layout import Column, Kind

INK = "1F2A2E"
BRAND = "0E5A54"
BRAND_SOFT = "E3F0EE"
PAPER = "FFFFFF"
INPUT = "FFFBEC"
LOCKED = "F2F4F4"
LINE = "C9D1D1"
MUTED = "5E6B6F"

RUPIAH_FORMAT = "#,##0"
DATE_FORMAT = "dd/mm/yyyy"
TEXT_FORMAT = "@"

_THIN = Side(style="thin", color=LINE)
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FACE = "Calibri"


def _style(
    name: str,
    *,
    fill: str | None = None,
    number_format: str = "General",
    font: Font | None = None,
    alignment: Alignment | None = None,
    box: bool = False,
    open_: bool = False,
) -> NamedStyle:
    style = NamedStyle(name=name)
    style.font = font or Font(name=_FACE, size=11, color=INK)
    if fill:
        style.fill = PatternFill("solid", start_color=fill, end_color=fill)
    style.number_format = number_format
    style.alignment = alignment or Alignment(vertical="top")
    if box:
        style.border = _BOX
    style.protection = Protection(locked=not open_)
    return style


def add_styles(book: Workbook) -> None:
    """Adds every named style of the workbook to ``book``."""
    wrap = Alignment(vertical="top", wrap_text=True)
    right = Alignment(vertical="top", horizontal="right")
    bold = Font(name=_FACE, size=11, bold=True, color=INK)
    styles = [
        _style("amanah judul", font=Font(name=_FACE, size=16, bold=True, color=BRAND)),
        _style("amanah subjudul", font=Font(name=_FACE, size=11, bold=True, color=MUTED)),
        _style("amanah bantuan", font=Font(name=_FACE, size=10, italic=True, color=MUTED)),
        _style("amanah langkah", alignment=wrap),
        _style("amanah tautan", alignment=wrap, font=Font(name=_FACE, size=11, underline="single", color=BRAND)),
        _style("amanah subkepala", font=Font(name=_FACE, size=12, bold=True, color=BRAND)),
        _style(
            "amanah kepala",
            fill=BRAND,
            font=Font(name=_FACE, size=11, bold=True, color=PAPER),
            alignment=Alignment(vertical="center", horizontal="center", wrap_text=True),
            box=True,
        ),
        _style("amanah label", fill=LOCKED, font=bold, alignment=wrap, box=True),
        _style("amanah periksa", font=Font(name=_FACE, size=10, color=MUTED), alignment=wrap),
        _style("amanah total", fill=BRAND_SOFT, font=bold, number_format=RUPIAH_FORMAT, alignment=right, box=True),
        _style("amanah total label", font=Font(name=_FACE, size=9, color=MUTED), alignment=right),
        _style("amanah kunci teks", fill=LOCKED, number_format=TEXT_FORMAT, alignment=wrap, box=True),
        _style("amanah kunci angka", fill=LOCKED, number_format=RUPIAH_FORMAT, alignment=right, box=True),
        _style(
            "amanah kunci tanggal",
            fill=LOCKED,
            number_format=DATE_FORMAT,
            alignment=Alignment(horizontal="left"),
            box=True,
        ),
        _style("amanah isi teks", fill=INPUT, number_format=TEXT_FORMAT, alignment=wrap, box=True, open_=True),
        _style("amanah isi angka", fill=INPUT, number_format=RUPIAH_FORMAT, alignment=right, box=True, open_=True),
        _style("amanah isi tanggal", fill=INPUT, number_format=DATE_FORMAT, box=True, open_=True),
    ]
    for style in styles:
        book.add_named_style(style)


def style_of(column: Column, *, locked: bool) -> str:
    """Name of the style of a data cell in this column."""
    if column.key == "hint":
        return "amanah periksa"
    kind = {Kind.AMOUNT: "angka", Kind.DATE: "tanggal"}.get(column.kind, "teks")
    if column.computed and column.kind is Kind.UNREAD:
        kind = "angka"
    return f"amanah {'kunci' if locked or column.computed else 'isi'} {kind}"
