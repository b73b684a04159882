"""Made-up files as treasury and banks send them, and the payments that they speak of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from grants.reconciliation.csv_grid import read_csv
from grants.reconciliation.grid import Value, grid_of
from grants.reconciliation.match import Result, reconcile
from grants.reconciliation.records import Expected, FileKind, Reported, Status
from grants.reconciliation.table import Table, read_table

HEADINGS = ["No.", "Nomor SP2D", "Tgl SP2D", "Jumlah", "No Rekening", "Nama Penerima"]
REPLY_HEADINGS = ["No Rekening", "Nama Penerima", "Nominal", "Tanggal", "Status", "Keterangan"]
DAY = date(2021, 4, 12)

#: Number, amount and account of three payments.
PAID = (
    ("210331301000101", 1_250_000, "1234567890"),
    ("210331301000102", 30_000_000, "1234567891"),
    ("210331301000103", 20_500_000, "0034567892"),
)
SUM = sum(amount for _, amount, _ in PAID)


def dotted(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def payment(which: int, **changed: object) -> Expected:
    """One of PAID as we know it."""
    number, amount, account = PAID[which]
    known = {"number": number, "order_number": "", "amount": amount, "day": DAY, "account": account}
    return Expected(**{"key": which, **known, "name": f"LKS Contoh {which}", **changed})  # type: ignore[arg-type]


def payments() -> list[Expected]:
    return [payment(key) for key in range(len(PAID))]


def line(key: int, *, row: int | None = None, **changed: object) -> Reported:
    """The line that reports one of PAID."""
    number, amount, account = PAID[key]
    said = {"number": number, "order_number": "", "amount": amount, "day": DAY, "account": account}
    rest = {"name": f"LKS Contoh {key}", "status": Status.DELIVERED, "reason": ""}
    return Reported(**{"row": row or key + 2, **said, **rest, **changed})  # type: ignore[arg-type]


def rows(amount_as: object = dotted, day_as: str = "12/04/2021") -> list[list[Value]]:
    """The rows of a list of SP2D that report PAID."""
    assert callable(amount_as)
    return [
        [str(place), number, day_as, amount_as(amount), account, f"LKS Contoh {place - 1}"]
        for place, (number, amount, account) in enumerate(PAID, start=1)
    ]


def read(lines: Sequence[Sequence[Value]], kind: FileKind = FileKind.SP2D_LIST) -> Table:
    return read_table(grid_of(lines), kind=kind)


def read_text(content: str | bytes, kind: FileKind = FileKind.SP2D_LIST) -> Table:
    return read_table(read_csv(content.encode() if isinstance(content, str) else content), kind=kind)


def as_csv(lines: Sequence[Sequence[Value]], separator: str = ";") -> str:
    return "".join(separator.join("" if cell is None else str(cell) for cell in each) + "\r\n" for each in lines)


def held_against_payments(table: Table) -> Result:
    """What comes of a file without problems."""
    assert table.problems == ()
    return reconcile(payments(), table.lines)


def all_match(table: Table) -> bool:
    result = held_against_payments(table)
    return len(result.matched) == len(PAID) and result.theirs.whole == (len(PAID), SUM)


def told(table: Table) -> list[tuple[str, str]]:
    """Place and sentence of every problem."""
    return [(problem.place, problem.sentence) for problem in table.problems]
