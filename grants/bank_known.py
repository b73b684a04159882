"""Lines of a file about an SP2D whose retur is recorded already: they belong to that history and to nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from grants.models import BankFile, BankLine, Retur
from grants.reconciliation.records import FileKind, Status
from regulations.dates import tanggal
from rupiah.format import format_rupiah
from trail.parts import in_parts


@dataclass(frozen=True, slots=True)
class Known:
    """A line and the retur that it is about; ``contradicts``: what the two say differently, in sentences."""

    line: BankLine
    retur: Retur
    contradicts: tuple[str, ...]

    @property
    def differs(self) -> bool:
        return bool(self.contradicts)

    @property
    def sentence(self) -> str:
        known = f"SP2D {self.retur.sp2d_number} sudah tercatat diretur {tanggal(self.retur.returned_on)}"
        return " ".join((f"Baris {self.line.row}: {known}.", *self.contradicts))


def known_returs(bank_file: BankFile, lines: Iterable[BankLine]) -> list[Known]:
    """The lines that name an SP2D of the history; a retur without a number is known by account, amount and day."""
    rows = list(lines)
    numbers = sorted({line.sp2d_number for line in rows if line.sp2d_number})
    nameless = [line for line in rows if _is_nameless(line)]
    days = sorted({line.day for line in nameless if line.day})
    found: dict[int, Retur] = {}
    for asked in (
        *(Q(sp2d_number__in=some) for some in in_parts(numbers)),
        *(Q(returned_on__in=some) for some in in_parts(days)),
    ):
        returs = Retur.objects.filter(asked, disbursement__office=bank_file.office_id)
        found.update({retur.pk: retur for retur in returs.select_related("bank_account")})
    by_number = {retur.sp2d_number: retur for retur in found.values()}
    by_account = {(each.bank_account.number, each.amount, each.returned_on): each for each in found.values()}
    known = []
    for line in rows:
        retur = by_number.get(line.sp2d_number)
        if retur is None and _is_nameless(line) and line.day:
            retur = by_account.get((line.account, line.amount, line.day))
        if retur is not None:
            known.append(Known(line, retur, tuple(_contradictions(bank_file, line, retur))))
    return known


def _is_nameless(line: BankLine) -> bool:
    return not line.sp2d_number and bool(line.account) and line.status == Status.RETUR


def _contradictions(bank_file: BankFile, line: BankLine, retur: Retur) -> list[str]:
    told = []
    # A list of SP2D names every SP2D that was issued, also one that failed later.
    if line.status != Status.RETUR and bank_file.kind == FileKind.BANK_REPLY:
        status = Status(line.status).label.lower()
        told.append(f"Namun berkas ini menyebutnya {status}. Tanyakan kepada bank mana yang benar.")
    if line.amount != retur.amount:
        told.append(f"Berkas menyebut {format_rupiah(line.amount)}, tercatat {format_rupiah(retur.amount)}.")
    if line.status == Status.RETUR and line.day and line.day != retur.returned_on:
        told.append(f"Berkas menyebut tanggal {tanggal(line.day)}.")
    return told
