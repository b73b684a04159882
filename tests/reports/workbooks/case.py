"""One hostile or odd file: how it is made from a clean report, and how it must be answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reports.intake.layout import BKU, FIRST_DATA_ROW
from tests.vault.files import packed, parts_of

#: From the bytes of a clean report to those of the file.
Make = Callable[[bytes], bytes]

CONTENT_TYPES, ROOT_RELATIONS = "[Content_Types].xml", "_rels/.rels"
BOOK, BOOK_RELATIONS, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
#: The parts of the sheets as our writer numbers them.
RAB_SHEET, BKU_SHEET, PM_SHEET = (f"xl/worksheets/sheet{number}.xml" for number in (3, 4, 5))
BKU_RELATIONS = "xl/worksheets/_rels/sheet4.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#: The first expense of a clean report, and cells in its row.
ROW = FIRST_DATA_ROW + 1
DATE, TEXT, PAYEE, CODE, PAID = (
    f"{BKU.letter(key)}{ROW}" for key in ("date", "description", "payee", "budget_code", "paid")
)


@dataclass(frozen=True)
class Case:
    """``refused`` is what the sentence of the refusal must say, as a pattern; None for what is understood, with just
    these findings of the reader (``INT-…``). ``same`` rows means: every line reads as in the clean report."""

    name: str
    make: Make
    refused: str | None = None
    findings: frozenset[str] = frozenset()
    same: bool = False
    home: bool = True  #: it can be taken home with its findings; else that is told in words
    stays: bool = False  #: it is not taken home in the test: that takes long, or shows nothing that others do not
    sent_as: str = "LPJ.xlsx"


def refused(name: str, sentence: str, make: Make, *, sent_as: str = "LPJ.xlsx") -> Case:
    return Case(name, make, refused=sentence, sent_as=sent_as)


def understood(name: str, make: Make, *findings: str, same: bool = True, home: bool = True) -> Case:
    return Case(name, make, findings=frozenset(findings), same=same, home=home)


def heavy(name: str, make: Make) -> Case:
    """Understood, without a finding of the reader; much work."""
    return Case(name, make, stays=True)


def fixed(content: bytes) -> Make:
    """A file that owes nothing to the clean report."""
    return lambda _: content


def file(path: Path) -> Make:
    return lambda _: path.read_bytes()


def changed(part: str, change: Make) -> Make:
    """The clean report with one part rewritten, which must really change; to nothing: left out."""

    def make(clean: bytes) -> bytes:
        parts = parts_of(clean)
        after = change(parts[part])
        assert after != parts[part], f"{part} did not change"
        parts[part] = after
        return packed({name: content for name, content in parts.items() if name != part or after})

    return make


def without(part: str) -> Make:
    return changed(part, lambda _: b"")


def replaced(part: str, old: bytes | str, new: bytes | str) -> Make:
    """One piece of a part exchanged, where it stands first."""
    before, after = (piece.encode() if isinstance(piece, str) else piece for piece in (old, new))
    return changed(part, lambda xml: xml.replace(before, after, 1))


def added(parts: dict[str, bytes]) -> Make:
    return lambda clean: packed(parts_of(clean) | parts)


def all_of(*steps: Make) -> Make:
    """One change after the other."""

    def make(content: bytes) -> bytes:
        for step in steps:
            content = step(content)
        return content

    return make


def cell(reference: str, xml: str, attributes: str = "") -> Make:
    """A cell of the cash book that holds this; without type and style, if ``attributes`` give none."""
    old = re.compile(rb'<c r="%b"[^>]*?(?:/>|>.*?</c>)' % reference.encode(), re.DOTALL)
    new = f'<c r="{reference}"{attributes}>{xml}</c>'.encode()
    return changed(BKU_SHEET, lambda sheet: old.sub(lambda _: new, sheet, count=1))


def rows(xml: str) -> Make:
    """More rows at the end of the cash book."""
    return replaced(BKU_SHEET, "</sheetData>", f"{xml}</sheetData>")


def behind_the_rows(xml: str) -> Make:
    """Something behind the rows of the cash book."""
    return replaced(BKU_SHEET, "</sheetData>", f"</sheetData>{xml}")


def relation(kind: str, target: str, *, external: bool = False, part: str = BKU_RELATIONS) -> Make:
    """One more relation, by default of the cash book."""
    mode = ' TargetMode="External"' if external else ""
    line = f'<Relationship Id="rIdX" Type="{kind}" Target="{target}"{mode}/></Relationships>'
    return replaced(part, "</Relationships>", line)
