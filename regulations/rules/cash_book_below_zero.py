"""No more is spent than there is: within a day a matter of writing, beyond it one of money.

What is in force now tells the two apart by the day. It holds for reports whose own date is that of the change or later;
earlier ones keep version 1, which may name one shortfall as both.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from regulations.cashbook import opening, shortfalls, totals
from regulations.catalogue import Examples, Subject, rule
from regulations.facts import ReportFacts
from regulations.findings import Finding, Severity, Where
from regulations.instruments import social_assistance
from regulations.sheets import CASH_BOOK
from rupiah.format import format_rupiah

_BEFORE, _TOLD_APART = date(2026, 11, 21), date(2026, 11, 22)


@rule(
    id="BKU-10",
    until=_BEFORE,
    title="Kas tidak pernah kurang dari nol",
    fault="Kas kurang dari nol",
    obligation="Uang tidak dibayarkan sebelum ada di kas.",
    remedy="Periksa tanggal dan jumlahnya. Bila ada uang talangan, jelaskan kepada verifikator.",
    severity=Severity.WARNING,
    citation=social_assistance("pengeluaran dari dana yang sudah diterima"),
    subject=Subject.CASH_BOOK,
    waivable=False,
    examples=Examples(
        passes="Kas Rp5.000.000, dibayar Rp4.500.000.",
        fails="Kas Rp5.000.000, dibayar Rp5.500.000.",
        border="Kas Rp5.000.000, dibayar Rp5.000.000: kas tepat habis.",
    ),
)
def cash_was_never_below_zero(facts: ReportFacts) -> Iterator[Finding]:
    cash = opening(facts)
    for entry in facts.entries:
        if entry.unreadable and not entry.unreadable.isdisjoint(("received", "paid")):
            return
        before = cash
        cash += (entry.received or 0) - (entry.paid or 0)
        if cash < 0 <= before:
            yield cash_was_never_below_zero.found(
                where=Where(CASH_BOOK, entry.row, "paid"),
                message=f"Pengeluaran ini melebihi uang di kas sebesar {format_rupiah(-cash)}.",
                found=format_rupiah(entry.paid or 0),
                expected=f"paling banyak {format_rupiah(before + (entry.received or 0))}, uang yang ada di kas",
            )


@rule(
    id="BKU-10",
    version=2,
    since=_TOLD_APART,
    title="Kas tidak pernah kurang dari nol",
    fault="Kas kurang dari nol di tengah hari",
    obligation="Pengeluaran ditulis sesudah penerimaan yang membiayainya, juga bila keduanya pada hari yang sama.",
    remedy="Pindahkan baris ini ke bawah penerimaannya, atau betulkan tanggal dan jumlahnya.",
    severity=Severity.WARNING,
    citation=social_assistance("pengeluaran dari dana yang sudah diterima"),
    subject=Subject.CASH_BOOK,
    waivable=False,
    examples=Examples(
        passes="Kas Rp5.000.000, dibayar Rp4.500.000.",
        fails="Pada 3 Mei dibayar Rp4.500.000 di baris pertama, baru diterima Rp60.000.000 di baris kedua.",
        border="Kas Rp5.000.000, dibayar Rp5.000.000: kas tepat habis.",
    ),
)
def cash_never_falls_below_zero(facts: ReportFacts) -> Iterator[Finding]:
    for shortfall in shortfalls(facts):
        # Money that is still missing when the day ends has its own rule, BKU-12.
        if not shortfall.lasts:
            yield cash_never_falls_below_zero.found(
                where=Where(CASH_BOOK, shortfall.entry.row, "paid"),
                message=f"Pengeluaran ini melebihi uang di kas sebesar {format_rupiah(shortfall.short)}.",
                found=format_rupiah(shortfall.entry.paid or 0),
                expected=f"paling banyak {format_rupiah(shortfall.before)}, uang yang ada di kas",
            )


@rule(
    id="BKU-12",
    until=_BEFORE,
    title="Uang tidak dibelanjakan sebelum ada",
    fault="Uang dibelanjakan sebelum ada",
    obligation="Pengeluaran tidak pernah melebihi uang yang sudah diterima sampai baris itu.",
    remedy="Periksa jumlah dan urutan baris sampai baris ini. Betulkan jumlah yang keliru, atau catat penerimaan "
    "sebelum pengeluarannya.",
    severity=Severity.ERROR,
    citation=social_assistance("pencatatan saldo dalam buku kas umum"),
    subject=Subject.CASH_BOOK,
    waivable=False,
    retirable=False,
    examples=Examples(
        passes="Diterima Rp60.000.000, lalu dibayar Rp4.500.000.",
        fails="Dibayar Rp4.500.000 pada baris pertama, baru diterima Rp60.000.000 pada baris kedua.",
        border="Uang habis sampai Rp0 pada baris terakhir.",
    ),
)
def nothing_was_spent_before_it_was_there(facts: ReportFacts) -> Iterator[Finding]:
    if totals(facts) is None:
        return
    cash = opening(facts)
    for entry in facts.entries:
        cash += (entry.received or 0) - (entry.paid or 0)
        if cash < 0:
            yield nothing_was_spent_before_it_was_there.found(
                where=Where(CASH_BOOK, entry.row, "paid"),
                message=f"Sampai baris ini pengeluaran melebihi uang yang ada sebesar {format_rupiah(-cash)}.",
                found=format_rupiah(entry.paid or 0),
                expected=f"paling banyak {format_rupiah(cash + (entry.paid or 0))}, uang yang ada sebelum baris ini",
            )
            return  # later rows only follow from it


@rule(
    id="BKU-12",
    version=3,  # version 2 was replaced on the day on which it came: it held on none
    since=_TOLD_APART,
    title="Uang tidak dibelanjakan sebelum ada",
    fault="Uang dibelanjakan sebelum ada",
    obligation="Sampai akhir tiap hari, pengeluaran tidak melebihi uang yang sudah diterima.",
    remedy="Periksa jumlah dan urutan baris sampai baris ini. Betulkan jumlah yang keliru, atau catat penerimaan "
    "sebelum pengeluarannya.",
    severity=Severity.ERROR,
    citation=social_assistance("pencatatan saldo dalam buku kas umum"),
    subject=Subject.CASH_BOOK,
    waivable=False,
    retirable=False,
    examples=Examples(
        passes="Diterima Rp60.000.000, lalu dibayar Rp4.500.000.",
        fails="Dibayar Rp4.500.000 pada 3 Mei, baru diterima Rp60.000.000 pada 4 Mei.",
        border="Uang habis sampai Rp0 pada baris terakhir.",
    ),
)
def nothing_is_spent_before_it_is_there(facts: ReportFacts) -> Iterator[Finding]:
    for shortfall in shortfalls(facts):
        if shortfall.lasts:
            short = format_rupiah(shortfall.short)
            yield nothing_is_spent_before_it_is_there.found(
                where=Where(CASH_BOOK, shortfall.entry.row, "paid"),
                message=f"Sampai baris ini pengeluaran melebihi uang yang ada sebesar {short}.",
                found=format_rupiah(shortfall.entry.paid or 0),
                expected=f"paling banyak {format_rupiah(shortfall.before)}, uang yang ada sebelum baris ini",
            )
            return  # later rows only follow from it
