"""What the treasurer declares on the summary sheet is what the books say."""

from __future__ import annotations

from collections.abc import Iterator

from regulations.cashbook import totals
from regulations.catalogue import Examples, Subject, rule
from regulations.facts import ReportFacts
from regulations.findings import Finding, Severity, Where
from regulations.instruments import social_assistance
from regulations.sheets import SUMMARY
from rupiah.format import format_rupiah


@rule(
    id="SISA-01",
    title="Sisa yang dinyatakan sama dengan hitungan",
    fault="Sisa yang dinyatakan berbeda dari hitungan",
    obligation="Sisa dana sama dengan saldo awal ditambah penerimaan dikurangi pengeluaran di buku kas.",
    remedy="Hitung uang di kas dan rekening. Betulkan pernyataan sisa atau lengkapi buku kas.",
    severity=Severity.ERROR,
    citation=social_assistance("pengembalian sisa dana ke kas negara"),
    subject=Subject.REMAINDER,
    waivable=False,
    examples=Examples(
        passes="Hitungan buku kas Rp10.000.000 dan sisa dinyatakan Rp10.000.000.",
        fails="Hitungan buku kas Rp10.000.000 dan sisa dinyatakan Rp9.000.000.",
        border="Dana habis dan sisa dinyatakan Rp0.",
    ),
)
def declared_remainder_is_right(facts: ReportFacts) -> Iterator[Finding]:
    book, declared = totals(facts), facts.declared.remainder
    if book is None or "remainder" in facts.declared.unreadable or declared == book.closing:
        return
    if book.closing < 0:
        return  # a book that spends more than there is has its own rule; no remainder would be right
    yield declared_remainder_is_right.found(
        where=Where(SUMMARY, None, "remainder"),
        message=_message("Sisa dana", declared, book.closing),
        found=_shown(declared),
        expected=(
            f"{format_rupiah(book.closing)} "
            f"({format_rupiah(book.opening)} + {format_rupiah(book.received)} − {format_rupiah(book.paid)})"
        ),
    )


@rule(
    id="SISA-02",
    title="Belanja yang dinyatakan sama dengan buku kas",
    fault="Belanja yang dinyatakan berbeda dari buku kas",
    obligation="Dana yang dinyatakan dibelanjakan sama dengan jumlah semua pengeluaran di buku kas.",
    remedy="Betulkan pernyataan belanja, atau lengkapi pengeluaran di buku kas.",
    severity=Severity.ERROR,
    citation=social_assistance("laporan penggunaan dana"),
    subject=Subject.REMAINDER,
    waivable=False,
    examples=Examples(
        passes="Pengeluaran di buku kas Rp50.000.000 dan belanja dinyatakan Rp50.000.000.",
        fails="Pengeluaran di buku kas Rp50.000.000 dan belanja dinyatakan Rp51.000.000.",
        border="Belum ada belanja dan dinyatakan Rp0.",
    ),
)
def declared_spending_is_right(facts: ReportFacts) -> Iterator[Finding]:
    book, declared = totals(facts), facts.declared.spent
    if book is None or "spent" in facts.declared.unreadable or declared == book.paid:
        return
    yield declared_spending_is_right.found(
        where=Where(SUMMARY, None, "spent"),
        message=_message("Dana dibelanjakan", declared, book.paid),
        found=_shown(declared),
        expected=f"{format_rupiah(book.paid)}, jumlah pengeluaran di BKU",
    )


@rule(
    id="SISA-03",
    title="Dana diterima yang dinyatakan sama dengan SP2D",
    fault="Dana diterima yang dinyatakan berbeda dari SP2D",
    obligation="Dana yang dinyatakan diterima sama dengan yang dibayar negara menurut SP2D.",
    remedy="Tulis dana diterima sebesar yang tertulis di SP2D.",
    severity=Severity.ERROR,
    citation=social_assistance("laporan penggunaan dana"),
    subject=Subject.REMAINDER,
    waivable=False,
    examples=Examples(
        passes="SP2D Rp60.000.000 dan dana diterima dinyatakan Rp60.000.000.",
        fails="SP2D Rp60.000.000 dan dana diterima dinyatakan Rp6.000.000.",
        border="Dua SP2D untuk satu termin: yang dinyatakan adalah jumlah keduanya.",
    ),
)
def declared_receipt_is_right(facts: ReportFacts) -> Iterator[Finding]:
    paid_out, declared = facts.instalment.received, facts.declared.received
    if "received" in facts.declared.unreadable or declared == paid_out:
        return
    yield declared_receipt_is_right.found(
        where=Where(SUMMARY, None, "received"),
        message=_message("Dana diterima", declared, paid_out),
        found=_shown(declared),
        expected=f"{format_rupiah(paid_out)} menurut SP2D",
    )


def _message(what: str, declared: int | None, right: int) -> str:
    if declared is None:
        return f"{what} belum dinyatakan."
    return f"{what} yang dinyatakan berselisih {format_rupiah(abs(declared - right))} dari seharusnya."


def _shown(declared: int | None) -> str:
    return "kosong" if declared is None else format_rupiah(declared)
