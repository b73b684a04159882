"""Results of formulas as the treasurer's program stored them.

openpyxl keeps formulas but forgets their results; without these a phone would show an annotated workbook with blank
balances, and an upload of it would read none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import BinaryIO, NamedTuple
from xml.sax.saxutils import escape

from reports.intake.package import MAIN, Package, damage_told, open_package, parse_part

_FORMULA_CELL = re.compile(
    rb'<c r="(?P<ref>[A-Z]+[0-9]+)"(?P<attributes>[^>]*)>(?P<formula><f[^>]*>[^<]*</f>)<v\s*(?:/>|></v>)</c>'
)


class Result(NamedTuple):
    """Type and raw text of a result, as the XML of the sheet has them."""

    kind: str
    raw: str


Results = Mapping[str, Mapping[str, Result]]  #: sheet title, cell reference


def formula_results(file: BinaryIO) -> dict[str, dict[str, Result]]:
    """Every stored result of a formula in the workbook. Raises Unreadable."""
    package = open_package(file)
    with damage_told():
        return {part.title: _sheet_results(package, part.path) for part in package.sheets}


def _sheet_results(package: Package, path: str) -> dict[str, Result]:
    results: dict[str, Result] = {}
    attributes: dict[str, str] = {}
    parts: list[str] = []
    formula = reading = has_result = False

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal attributes, formula, reading, has_result
        if name == MAIN + "c":
            attributes, formula, has_result = given, False, False
            parts.clear()
        elif name == MAIN + "f":
            formula = True
        elif name == MAIN + "v":
            reading = has_result = True

    def end(name: str) -> None:
        nonlocal reading
        if name == MAIN + "v":
            reading = False
        elif name == MAIN + "c" and formula and has_result and "r" in attributes:
            kind = attributes.get("t", "n")
            if parts or kind == "str":
                results[attributes["r"]] = Result(kind, "".join(parts))

    def text(data: str) -> None:
        if reading:
            parts.append(data)

    parse_part(package.archive, path, start=start, end=end, text=text)
    return results


def restore(sheet_xml: bytes, results: Mapping[str, Result]) -> bytes:
    """The XML of a sheet as openpyxl wrote it, with the results of its formulas put back."""

    def put_back(match: re.Match[bytes]) -> bytes:
        result = results.get(match["ref"].decode())
        if result is None:
            return match[0]
        value = escape(result.raw).encode()
        kind = b"" if result.kind == "n" else b' t="' + result.kind.encode() + b'"'
        return (
            b'<c r="'
            + match["ref"]
            + b'"'
            + match["attributes"]
            + kind
            + b">"
            + match["formula"]
            + b"<v>"
            + value
            + b"</v></c>"
        )

    return _FORMULA_CELL.sub(put_back, sheet_xml)
