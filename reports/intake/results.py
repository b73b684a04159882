"""Results of formulas in a workbook that we write.

openpyxl writes formulas without results; without these a phone would show blank balances, and an upload of the
workbook would read none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from xml.sax.saxutils import escape

_FORMULA_CELL = re.compile(
    rb'<c r="(?P<ref>[A-Z]+[0-9]+)"(?P<attributes>[^>]*)>(?P<formula><f[^>]*>[^<]*</f>)<v\s*(?:/>|></v>)</c>'
)


class Result(NamedTuple):
    """Type and raw text of a result, as the XML of the sheet has them."""

    kind: str
    raw: str


Results = Mapping[str, Mapping[str, Result]]  #: sheet title, cell reference


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
