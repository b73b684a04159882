"""A grid to reported lines: the heading row, the rows of payments below it, and everything else told, never guessed."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field

from grants.reconciliation.grid import MOST_ROWS, Faulty, Grid, Problem, Refused, Row, Value, is_blank, place, text_of
from grants.reconciliation.headings import Field, Heading, find_heading
from grants.reconciliation.lines import LineReader
from grants.reconciliation.mapping import ColumnMap, Suggestion, suggest_map
from grants.reconciliation.records import FileKind, Reported
from grants.reconciliation.totals import Sums, Total, TotalKind, total_in

_FEWEST_DIGITS = 5  #: of a number that names a payment or an account
_NAMING = (Field.NUMBER, Field.ORDER_NUMBER, Field.ACCOUNT)
_MOST_TOLD = 10  #: rows named one by one in a note


@dataclass(frozen=True, slots=True)
class Table:
    """What a file says. Only with no problem are its ``lines`` all of it; ``notes`` tell what was passed over."""

    kind: FileKind
    heading: Heading
    map: ColumnMap
    lines: tuple[Reported, ...] = ()
    totals: tuple[Total, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def read_table(grid: Grid, *, kind: FileKind, column_map: ColumnMap | None = None, years: Container[int] = ()) -> Table:
    """The lines of a file of that kind. Without ``column_map`` the headings suggest one; what they leave in doubt is a
    problem. Of ``years`` must be what a year of two digits means. Raises Refused where no heading row is found.
    """
    if len(grid.rows) > MOST_ROWS:
        raise Refused(
            f"Berkas ini lebih dari {MOST_ROWS} baris.", "Bagi menjadi beberapa berkas, lalu unggah satu per satu."
        )
    heading = find_heading(grid, column_map.headings.values() if column_map else ())
    suggestion = Suggestion(column_map) if column_map else suggest_map(heading)
    problems = [*_doubts(suggestion, heading), *suggestion.map.problems_with(heading, kind)]
    if problems:
        return Table(kind, heading, suggestion.map, problems=tuple(problems))
    walk = _Walk(grid, kind, heading, suggestion.map.columns_in(heading), years)
    walk.through()
    return Table(
        kind,
        heading,
        suggestion.map,
        tuple(walk.sums.since_top),
        tuple(walk.totals),
        tuple(walk.problems),
        tuple(walk.notes),
    )


def _doubts(suggestion: Suggestion, heading: Heading) -> list[Problem]:
    return [
        Problem(
            f"baris {heading.row}",
            f"{each.label} dapat berarti kolom {' atau '.join(f'“{text}”' for text in headings)}.",
            "Pilih kolom yang dimaksud.",
        )
        for each, headings in suggestion.doubts.items()
    ]


@dataclass(slots=True)
class _Walk:
    """One pass over the rows below the heading."""

    grid: Grid
    kind: FileKind
    heading: Heading
    columns: dict[Field, int]
    years: Container[int]
    sums: Sums = field(default_factory=Sums)
    totals: list[Total] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def through(self) -> None:
        above = [row for row in self.grid.rows if row.number < self.heading.row and not row.is_blank]
        rows = [row for row in self.grid.rows if row.number > self.heading.row and not row.is_blank]
        repeated = [row for row in rows if self.heading.is_repeated_in(row)]
        pages = {row.number for row in repeated}
        rows = [row for row in rows if row.number not in pages]
        reader = LineReader.for_rows(rows, kind=self.kind, columns=self.columns, years=self.years)
        unread = [row for row in rows if not self._take(row, reader)]
        if above and self.heading is not None:
            row = self.heading.row
            self.notes.append(f"Judul kolom ada di baris {row}; {row - 1} baris di atasnya tidak dibaca.")
        self._tell("mengulang judul kolom", repeated)
        self._tell("tidak memuat pembayaran dan tidak dibaca", unread)
        self._look_below_totals()
        if not self.sums.since_top and not self.problems:
            self.problems.append(
                Problem(
                    "", "Di bawah judul kolom tidak ada satu pembayaran pun.", "Periksa apakah ini berkas yang benar."
                )
            )

    def _take(self, row: Row, reader: LineReader) -> bool:
        """Read a row as a payment or a line of totals; False when it is neither."""
        named = self._names_payment(row)
        total = None if named else self._total(row, reader)
        if total:
            self._check(total)
        elif named or self._looks_like_payment(row, reader):
            self._read(row, reader)
        else:
            return False
        return True

    def _read(self, row: Row, reader: LineReader) -> None:
        outside = self._outside(row)
        line = [outside] if outside else reader.read(row)
        if isinstance(line, Reported):
            self.sums.add(line)
        else:
            self.sums.unread += 1
            self.problems += line

    def _total(self, row: Row, reader: LineReader) -> Total | None:
        """A line of totals by its words, or an amount that stands alone and is the sum of what is above it."""
        column = self.columns[Field.AMOUNT]
        total = total_in(row, amount_column=column, marks=reader.marks)
        if total or self._filled(row) != [Field.AMOUNT]:
            return total
        amount = reader.amount(row)
        return None if amount is None else Total(row.number, TotalKind.AMOUNT, "Jumlah tanpa keterangan", amount)

    def _check(self, total: Total) -> None:
        problem, note = self.sums.check(total)
        self.totals.append(total)
        self.problems += [problem] if problem else []
        self.notes += [note] if note else []
        if total.kind is TotalKind.AMOUNT:
            self.sums.close_section()

    def _filled(self, row: Row) -> list[Field]:
        return [each for each, column in self.columns.items() if not is_blank(row.cell(column))]

    def _names_payment(self, row: Row) -> bool:
        """Whether the row holds a number of a payment or an account and something more; a NIP stands alone."""
        naming = (row.cell(self.columns[each]) for each in _NAMING if each in self.columns)
        return len(self._filled(row)) > 1 and any(_is_number(value) for value in naming)

    def _looks_like_payment(self, row: Row, reader: LineReader) -> bool:
        """Whether an amount stands beside something else, or an amount that cannot be read where only figures are."""
        value = row.cell(self.columns[Field.AMOUNT])
        if reader.amount(row) is not None or isinstance(value, Faulty):
            return True
        text = text_of(value)
        return sum(map(str.isdigit, text)) > sum(map(str.isalpha, text)) and len(self._filled(row)) > 1

    def _outside(self, row: Row) -> Problem | None:
        """A row that a separator inside a cell has made longer, or a missing one shorter, than its headings."""
        if not self.grid.split:
            return None
        first, last = self.heading.last_column + 1, len(row.cells)
        if any(not is_blank(row.cell(column)) for column in range(first, last + 1)):
            return Problem(
                place(first, row.number),
                "Baris ini punya lebih banyak kolom daripada judulnya; mungkin pemisahnya dipakai juga di dalam sel.",
                "Simpan berkas dengan pemisah titik koma, atau beri tanda kutip pada isinya, lalu unggah lagi.",
            )
        if last < max(self.columns.values()):
            return Problem(
                f"baris {row.number}",
                "Baris ini punya lebih sedikit kolom daripada judulnya.",
                "Periksa apakah barisnya terpotong, lalu minta berkas yang lengkap.",
            )
        return None

    def _look_below_totals(self) -> None:
        """Payments below the last total are in nobody's sum: added later, or the file is of another make."""
        if any(total.kind is TotalKind.AMOUNT for total in self.totals) and self.sums.since_total:
            lines = self.sums.since_total
            self.problems.append(
                Problem(
                    f"baris {lines[0].row}",
                    f"Sesudah baris jumlah yang terakhir masih ada {len(lines)} baris pembayaran.",
                    "Periksa apakah baris itu ditambahkan kemudian, lalu minta berkas yang jumlahnya lengkap.",
                )
            )

    def _tell(self, what: str, rows: list[Row]) -> None:
        if rows:
            named = ", ".join(str(row.number) for row in rows[:_MOST_TOLD])
            more = f", dan {len(rows) - _MOST_TOLD} baris lagi," if len(rows) > _MOST_TOLD else ""
            self.notes.append(f"Baris {named}{more} {what}.")


def _is_number(value: Value) -> bool:
    """Whether a cell holds a number of a payment or account, and not words such as a place and a date."""
    if isinstance(value, str):
        text = value.strip().lstrip("'")
        digits, letters = sum(map(str.isdigit, text)), sum(map(str.isalpha, text))
        return digits >= _FEWEST_DIGITS and (not letters or "/" in text or "e+" in text.lower())
    return value is not None and not isinstance(value, Faulty)
