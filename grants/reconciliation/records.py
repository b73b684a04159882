"""What is held against each other: payments that we made, and lines of a file that report them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FileKind(StrEnum):
    """What a file lists."""

    SP2D_LIST = "sp2d"
    BANK_REPLY = "bank"

    @property
    def label(self) -> str:
        return {"sp2d": "Daftar SP2D", "bank": "Balasan bank"}[self.value]


class Status(StrEnum):
    """What a line says became of the money."""

    DELIVERED = "delivered"
    RETUR = "retur"
    PENDING = "pending"

    @property
    def label(self) -> str:
        return {"delivered": "Tersalur", "retur": "Retur", "pending": "Masih diproses"}[self.value]


@dataclass(frozen=True, slots=True)
class Expected:
    """A payment that we know. ``key`` is the caller's own and unique; ``amount`` in rupiah; unknown is blank or None.

    Numbers and account as ``read_identifier`` makes them.
    """

    key: int
    number: str  #: of the SP2D
    order_number: str  #: of the SPM
    amount: int
    day: date | None
    account: str
    name: str


@dataclass(frozen=True, slots=True)
class Reported:
    """A line of a file. ``row`` is its number there and unique; ``amount`` in rupiah; not said is blank or None."""

    row: int
    number: str
    order_number: str
    amount: int
    day: date | None
    account: str
    name: str
    status: Status
    reason: str  #: of the bank, for a retur

    @property
    def place(self) -> str:
        return f"baris {self.row}"

    @property
    def payment(self) -> tuple[str, str, int, date | None, str]:
        """What tells one payment from another; lines that agree in it report the same one."""
        return self.number, self.order_number, self.amount, self.day, self.account
