"""What the treasurer declares on the summary sheet is what the books say; bank interest stands apart from both."""

from __future__ import annotations

from collections.abc import Iterator

from regulations.cashbook import interest_lines, totals
from regulations.catalogue import Examples, Subject, rule
from regulations.facts import ReportFacts
from regulations.findings import Finding, Severity, Where
from regulations.instruments import social_assistance
from regulations.sheets import CASH_BOOK, SUMMARY
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


@rule(
    id="SISA-04",
    title="Bunga bank dinyatakan di Ringkasan",
    fault="Bunga bank tercatat di buku kas",
    obligation="Bunga bank (jasa giro) atas dana bantuan adalah milik negara: dinyatakan di lembar Ringkasan, tidak "
    "dicatat sebagai penerimaan di buku kas, dan disetor ke kas negara bersama sisa dana.",
    remedy="Hapus baris ini, dan baris penyetorannya bila ada, dari BKU. Tulis jumlah bunganya di lembar Ringkasan, "
    "baris Bunga bank.",
    severity=Severity.ERROR,
    citation=social_assistance("pengembalian bunga bank atas dana bantuan sosial ke kas negara"),
    subject=Subject.REMAINDER,
    waivable=False,
    examples=Examples(
        passes="Bunga bank Rp12.345 ditulis di Ringkasan dan tidak ada di buku kas.",
        fails="Buku kas memuat penerimaan “Bunga bank Juni” Rp12.345 di samping dana SP2D.",
        border="Uraian penerimaan dana SP2D memuat nama “LKS Bunga Contoh”: bukan bunga bank.",
    ),
)
def interest_is_kept_out_of_the_cash_book(facts: ReportFacts) -> Iterator[Finding]:
    for entry in interest_lines(facts):
        yield interest_is_kept_out_of_the_cash_book.found(
            where=Where(CASH_BOOK, entry.row, "received"),
            message="Bunga bank tercatat sebagai penerimaan dana.",
            found=format_rupiah(entry.received or 0),
            expected="bunga bank ditulis di lembar Ringkasan, baris Bunga bank",
        )


@rule(
    id="SISA-05",
    title="Bunga bank mungkin benar",
    fault="Bunga bank tidak mungkin benar",
    obligation="Bunga bank yang dinyatakan tidak kurang dari nol dan tidak melebihi dana yang menghasilkannya.",
    remedy="Tulis bunga bank seperti di rekening koran, dalam rupiah bulat; kosongkan atau tulis 0 bila tidak ada.",
    severity=Severity.ERROR,
    citation=social_assistance("pengembalian bunga bank atas dana bantuan sosial ke kas negara"),
    subject=Subject.REMAINDER,
    waivable=False,
    retirable=False,
    examples=Examples(
        passes="Dana Rp60.000.000 dan bunga bank Rp12.345.",
        fails="Dana Rp60.000.000 dan bunga bank Rp60.000.001.",
        border="Tidak ada bunga: dinyatakan Rp0.",
    ),
)
def declared_interest_is_possible(facts: ReportFacts) -> Iterator[Finding]:
    interest, paid_out = facts.declared.interest, facts.instalment.received
    if interest is None or 0 <= interest <= paid_out:
        return
    yield declared_interest_is_possible.found(
        where=Where(SUMMARY, None, "interest"),
        message="Bunga bank yang dinyatakan tidak mungkin benar.",
        found=format_rupiah(interest),
        expected=f"antara Rp0 dan {format_rupiah(paid_out)}, dana yang menghasilkannya",
    )


def _message(what: str, declared: int | None, right: int) -> str:
    if declared is None:
        return f"{what} belum dinyatakan."
    return f"{what} yang dinyatakan berselisih {format_rupiah(abs(declared - right))} dari seharusnya."


def _shown(declared: int | None) -> str:
    return "kosong" if declared is None else format_rupiah(declared)
