"""The code of a budget line: its parts, and how a treasury application's export writes it. Pure: knows no Django.

The levels and their widths are general knowledge of the field, unconfirmed: program, kegiatan (4 digits), KRO (3
letters), RO and komponen (3 digits each), subkomponen (a letter, often "0A"), akun (6 digits).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

#: Attribute and name on screen of each part, in the order in which the code is written.
PARTS = {
    "program": "Program",
    "activity": "Kegiatan",
    "kro": "KRO",
    "ro": "RO",
    "component": "Komponen",
    "subcomponent": "Subkomponen",
    "account": "Akun",
}

_PROGRAM = r"[A-Z]{2}"
_LEVELS = {
    "program": re.compile(_PROGRAM),
    "activity": re.compile(r"[0-9]{4}"),
    "kro": re.compile(r"[A-Z]{3}"),
    "ro": re.compile(r"[0-9]{3}"),
    "component": re.compile(r"[0-9]{3}"),
    "subcomponent": re.compile(r"[0-9]?[A-Z]"),
    "account": re.compile(r"[0-9]{6}"),
}
#: Ministry and echelon-one unit, which some exports write before the program: the same for every line of an office.
_OFFICE_BEFORE = re.compile(rf"[0-9]{{3}}\.[0-9]{{2}}\.(?={_PROGRAM}(?:\.|$))")
_AROUND_DOTS = re.compile(r"\s*\.\s*")
_TOTAL = re.compile(r"(?:sub\s*-?\s*)?(?:jumlah|total)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BudgetCode:
    """A whole code; only the subcomponent may be blank."""

    program: str
    activity: str
    kro: str
    ro: str
    component: str
    subcomponent: str
    account: str

    def __str__(self) -> str:
        return ".".join(part for part in self.parts.values() if part)

    @property
    def parts(self) -> dict[str, str]:
        """Attribute → part, in the order of the code."""
        return {name: getattr(self, name) for name in PARTS}

    @property
    def named(self) -> list[tuple[str, str]]:
        """Name on screen and part."""
        return [(PARTS[name], part) for name, part in self.parts.items()]

    @property
    def key(self) -> tuple[str, ...]:
        """What tells one line from another however it is written: "0a" is "A"."""
        parts = {name: part.strip().upper() for name, part in self.parts.items()}
        if re.fullmatch(r"0[A-Z]", parts["subcomponent"]):
            parts["subcomponent"] = parts["subcomponent"][1:]
        return tuple(parts.values())


class Row(StrEnum):
    """What a row of an export is."""

    LINE = "line"  #: a budget line: its code reaches the account
    LEVEL = "level"  #: a sum of the lines below a level of the code
    TOTAL = "total"  #: a sum that is called so
    DETAIL = "detail"  #: a part of the line above it
    NOTHING = "nothing"  #: neither code nor amount: a heading, or who signed
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What a row is; ``code`` of a line alone, ``wrong`` the sentence for what cannot be read."""

    kind: Row
    code: BudgetCode | None = None
    wrong: str = ""


@dataclass(slots=True)
class CodeReader:
    """Reads the codes of one export from top to bottom.

    A code stands whole in each row ("DL.6400.QEA.001.051.0A.571111"), or each row has the part that it adds to
    the rows above it ("DL", "6400", "6400.QEA", "6400.QEA.001", "051", "0A", "571111").
    """

    _above: dict[str, str]
    _in_levels: bool

    def __init__(self) -> None:
        self._above = {}
        self._in_levels = False

    def read(self, typed: str, description: str, *, has_amount: bool) -> ReadRow:
        text = _AROUND_DOTS.sub(".", typed.strip()).strip(".").upper()
        if not text:
            return _without_code(description, has_amount, below_a_line=self._in_levels)
        if _TOTAL.match(text):
            return ReadRow(Row.TOTAL)
        parts = _OFFICE_BEFORE.sub("", text).split(".")
        whole = _whole(parts)
        if whole is not None:
            self._in_levels = False
            return ReadRow(Row.LINE, whole)
        found = _placed(parts)
        if found is None:
            return ReadRow(Row.WRONG, wrong=_unknown(typed))
        return self._deeper(found, typed)

    def _deeper(self, found: dict[str, str], typed: str) -> ReadRow:
        names = list(PARTS)
        first, last = names.index(next(iter(found))), names.index(list(found)[-1])
        above = {name: part for name, part in self._above.items() if names.index(name) < first}
        self._above = above | found
        if names[last] != "account":
            self._in_levels = False
            return ReadRow(Row.LEVEL)
        missing = [PARTS[name] for name in names if name not in self._above and name != "subcomponent"]
        if missing:
            told = ", ".join(missing)
            return ReadRow(
                Row.WRONG, wrong=f"Kode “{typed}” tidak lengkap: {told} tidak ada pada baris ini dan baris di atasnya."
            )
        self._in_levels = True
        return ReadRow(Row.LINE, BudgetCode(**{name: self._above.get(name, "") for name in names}))


def row_of_parts(parts: dict[str, str], description: str, *, has_amount: bool) -> ReadRow:
    """A row of an export that has a column for each part of the code."""
    given = {name: parts.get(name, "").strip() for name in PARTS}
    if not any(given.values()):
        return _without_code(description, has_amount, below_a_line=False)
    if any(_TOTAL.match(part) for part in given.values()):
        return ReadRow(Row.TOTAL)
    if not given["account"]:
        return ReadRow(Row.LEVEL)
    missing = [PARTS[name] for name, part in given.items() if not part and name != "subcomponent"]
    if missing:
        return ReadRow(Row.WRONG, wrong=f"{', '.join(missing)} masih kosong.")
    office_before = _OFFICE_BEFORE.sub("", given["program"].upper())
    return ReadRow(Row.LINE, BudgetCode(**{**given, "program": office_before}))


def _without_code(description: str, has_amount: bool, *, below_a_line: bool) -> ReadRow:
    if _TOTAL.match(description.strip()) or (has_amount and not description.strip()):
        return ReadRow(Row.TOTAL)
    if not has_amount:
        return ReadRow(Row.NOTHING)
    if below_a_line:
        return ReadRow(Row.DETAIL)
    return ReadRow(Row.WRONG, wrong="Baris ini memuat pagu tetapi tidak memuat kode anggaran. Isi kodenya.")


def _whole(parts: list[str]) -> BudgetCode | None:
    """The code that these parts are from program to account, with or without a subcomponent."""
    if len(parts) == len(PARTS) - 1:
        parts = [*parts[:5], "", parts[5]]
    if len(parts) != len(PARTS) or not all((*parts[:5], parts[6])):
        return None
    code = BudgetCode(*parts)
    return code if _fit([name for name, part in code.parts.items() if part], [part for part in parts if part]) else None


def _placed(parts: list[str]) -> dict[str, str] | None:
    """At which levels these neighbouring parts stand; three digits alone are a component, for an RO stands below
    another as well as a component does, and nobody could tell which is meant."""
    names = list(PARTS)
    for start in range(len(names)):
        for left in (names[start:], [name for name in names[start:] if name != "subcomponent"]):
            some = left[: len(parts)]
            if parts and some != ["ro"] and _fit(some, parts):
                return dict(zip(some, parts, strict=True))
    return None


def _fit(names: list[str], parts: list[str]) -> bool:
    return len(names) == len(parts) and all(
        _LEVELS[name].fullmatch(part) for name, part in zip(names, parts, strict=True)
    )


def _unknown(typed: str) -> str:
    return (
        f"“{typed}” tidak terbaca sebagai kode anggaran. Tulis dari program sampai akun, misalnya "
        "DL.6400.QEA.001.051.0A.571111."
    )
