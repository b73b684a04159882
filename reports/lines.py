"""What the page for typing lines sends and gets: checked on the way in, gathered on the way out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from reports.facts import template_identity
from reports.intake import layout
from reports.intake.identity import TemplateIdentity
from reports.intake.layout import SUMMARY, TABLES, Kind, Table
from reports.intake.lines import Leftovers, lines_of
from reports.intake.typed import LONGEST_TEXT, MOST_ROWS, Line, Typed, blank_typed, typed_columns
from reports.models import LinesDraft, Report, Revision
from sheets import Unreadable
from trail.refusal import Refusal

_DECLARED = frozenset(line.key for line in SUMMARY.lines)
_KEYS = {table.title: frozenset(column.key for column in typed_columns(table)) for table in TABLES}
_NOT_OURS = "Isian ini tidak terbaca oleh Amanah. Muat ulang halaman, lalu coba lagi; draf Anda tidak hilang."


@dataclass(frozen=True, slots=True)
class Sent:
    """What the page sends: the lines, the revision that they go on from, and the version of the draft it knows."""

    typed: Typed
    follows: int
    draft: int


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the page begins with: the ``draft``, or where ``from_draft`` is not so the last revision or the template."""

    typed: Typed
    left: Leftovers
    revision: Revision | None  #: the last one
    draft: LinesDraft | None
    from_draft: bool

    @property
    def follows(self) -> int:
        """Number of the last revision; 0 where there is none."""
        return self.revision.number if self.revision else 0

    @property
    def is_stale(self) -> bool:
        """Whether a revision came after the draft was begun."""
        return self.draft is not None and self.draft.follows != self.follows


def beginning_of(report: Report, user: User, identity: TemplateIdentity, *, fresh: bool = False) -> Beginning:
    """The draft of this person, else the last revision's lines, else what the office wrote beforehand.

    ``fresh`` leaves the draft aside. Raises Refusal where the last revision has more lines than a page can show.
    """
    draft = report.lines_drafts.written_by(user).first()
    revision = report.latest
    if revision is None:
        typed, left = blank_typed(identity), Leftovers()
    else:
        try:
            with revision.workbook.open() as content:
                typed, left = lines_of(content)
        except Unreadable as problem:
            raise Refusal(str(problem)) from problem
    from_draft = draft is not None and not fresh
    if draft is not None and from_draft:
        typed = from_plain(json.loads(draft.content))
    return Beginning(typed, left, revision, draft, from_draft)


def sent_of(body: bytes) -> Sent:
    """What a page has sent. Raises Refusal for anything that our page would not send."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as problem:
        raise Refusal(_NOT_OURS) from problem
    if not isinstance(said, dict) or set(said) != {"lines", "declared", "follows", "draft"}:
        raise Refusal(_NOT_OURS)
    follows, draft = said["follows"], said["draft"]
    if not all(type(number) is int and 0 <= number < 2**31 for number in (follows, draft)):
        raise Refusal(_NOT_OURS)
    return Sent(from_plain(said), follows, draft)


def from_plain(said: Mapping[str, Any]) -> Typed:
    """Lines out of plain values; checked strictly, whoever says them. Raises Refusal."""
    lines, declared = said.get("lines"), said.get("declared")
    if not isinstance(lines, dict) or not set(lines) <= set(_KEYS):
        raise Refusal(_NOT_OURS)
    tables = {title: _lines(title, given) for title, given in lines.items()}
    return Typed(tables, _line(SUMMARY.title, 0, declared, _DECLARED))


def to_plain(typed: Typed) -> dict[str, Any]:
    """Lines as plain values, which ``from_plain`` takes back."""
    return {
        "lines": {table.title: [dict(line) for line in typed.lines(table)] for table in TABLES},
        "declared": dict(typed.declared),
    }


def _lines(title: str, given: object) -> list[Line]:
    if not isinstance(given, list):
        raise Refusal(_NOT_OURS)
    if len(given) > MOST_ROWS:
        raise Refusal(
            f"Lembar {title} berisi {len(given)} baris; di peramban paling banyak {MOST_ROWS}.",
            "Pakai buku kerja Excel untuk laporan sepanjang ini, lalu unggah.",
        )
    return [_line(title, layout.FIRST_DATA_ROW + place, line, _KEYS[title]) for place, line in enumerate(given)]


def _line(title: str, row: int, given: object, keys: frozenset[str]) -> Line:
    if not isinstance(given, dict) or not set(given) <= keys:
        raise Refusal(_NOT_OURS)
    for text in given.values():
        if not isinstance(text, str) or not _is_plain(text):
            raise Refusal(_NOT_OURS)
        if len(text) > LONGEST_TEXT:
            where = f"baris {row} lembar {title}" if row else f"lembar {title}"
            raise Refusal(f"Isi salah satu sel di {where} lebih dari {LONGEST_TEXT} huruf. Ringkas isinya.")
    return {key: text for key, text in given.items() if text.strip()}


def _is_plain(text: str) -> bool:
    """Whether a workbook and a database can keep it: no NUL, no half of a character, none of the two that are
    none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return not {"\x00", "\ufffe", "\uffff"}.intersection(text)


def design_of(identity: TemplateIdentity) -> dict[str, Any]:
    """All that the page must know to draw the tables: the layout's own columns, this agreement's choices."""
    codes = [line.code for line in identity.budget_lines]
    return {
        "tables": [_table_design(table, codes) for table in TABLES],
        "summary": {
            "title": SUMMARY.title,
            "lines": [
                {"key": line.key, "cell": f"{layout.letter(SUMMARY.declared_column)}{SUMMARY.row(line.key)}"}
                for line in SUMMARY.lines
            ],
        },
        "opening": identity.opening_balance,
        "most_rows": MOST_ROWS,
        "longest": LONGEST_TEXT,
    }


def _table_design(table: Table, codes: list[str]) -> dict[str, Any]:
    columns = []
    for place, column in enumerate(table.columns, start=1):
        if column.computed and column.kind is Kind.UNREAD:
            continue  # the row's number, and hints that the findings give better
        choices = codes if column.key == "budget_code" else [choice.label for choice in column.choices]
        columns.append(
            {
                "key": column.key,
                "letter": layout.letter(place),
                "header": column.header,
                "help": column.help,
                "kind": column.kind.name.lower(),
                "computed": column.computed,
                "width": column.width,
                "choices": choices,
            }
        )
    return {"title": table.title, "heading": table.heading, "first": layout.FIRST_DATA_ROW, "columns": columns}


def identity_of(report: Report) -> TemplateIdentity:
    """What the office knows of the report's instalment."""
    return template_identity(report.instalment)
