"""The cash book (BKU) ties: to the report before, to what the treasury paid, and from row to row."""

from __future__ import annotations

from collections.abc import Iterator

from regulations.cashbook import interest_lines, totals, wrong_steps
from regulations.catalogue import Examples, Subject, rule
from regulations.facts import ReportFacts
from regulations.findings import Finding, Severity, Where
from regulations.instruments import social_assistance
from regulations.sheets import CASH_BOOK, SUMMARY
from rupiah.format import format_angka, format_rupiah

#: Where the book received more than the treasury paid. Interest belongs to the state and is no money of the instalment.
_NOT_OURS = (
    "Hapus penerimaan yang bukan dana termin ini. Bunga bank tidak dicatat di BKU: tulis di lembar Ringkasan, "
    "baris Bunga bank."
)


@rule(
    id="BKU-01",
    title="Saldo akhir buku kas cocok",
    fault="Saldo akhir buku kas tidak cocok",
    obligation="Saldo akhir buku kas sama dengan saldo awal ditambah semua penerimaan dikurangi semua pengeluaran.",
    remedy="Hitung ulang kolom Saldo dari atas ke bawah. Pastikan tidak ada baris yang terlewat.",
    severity=Severity.ERROR,
    citation=social_assistance("penutupan buku kas umum"),
    subject=Subject.CASH_BOOK,
    waivable=False,
    examples=Examples(
        passes="Saldo awal Rp0, diterima Rp60.000.000, dibayar Rp50.000.000, saldo akhir Rp10.000.000.",
        fails="Saldo hanya ditulis di baris terakhir dan berselisih Rp1.000 dari hitungan.",
        border="Satu baris salah hitung di tengah dan sudah disebut oleh BKU-02: tidak disebut dua kali.",
    ),
)
def closing_balance_ties(facts: ReportFacts) -> Iterator[Finding]:
    book = totals(facts)
    if not facts.entries or book is None:
        return
    last = facts.entries[-1]
    where = Where(CASH_BOOK, last.row, "balance")
    expected = (
        f"{format_rupiah(book.closing)} "
        f"({format_rupiah(book.opening)} + {format_rupiah(book.received)} − {format_rupiah(book.paid)})"
    )
    if last.balance is None:
        if "balance" not in last.unreadable:
            yield closing_balance_ties.found(
                where=where,
                message="Saldo akhir buku kas belum ditulis.",
                found="kosong",
                expected=expected,
                remedy="Tulis saldo pada baris terakhir buku kas.",
            )
        return
    gap = last.balance - book.closing
    # Wrong steps that BKU-02 names already add up to their part of the gap; what they leave unexplained is ours.
    if gap and gap != sum(step.balance - step.expected for step in wrong_steps(facts)):
        yield closing_balance_ties.found(
            where=where,
            message=f"Saldo akhir buku kas berselisih {format_rupiah(abs(gap))} dari hitungan seluruh baris.",
            found=format_rupiah(last.balance),
            expected=expected,
        )


@rule(
    id="BKU-02",
    title="Saldo berjalan tiap baris benar",
    fault="Saldo berjalan salah",
    obligation="Saldo tiap baris sama dengan saldo baris sebelumnya ditambah penerimaan dikurangi pengeluaran.",
    remedy="Betulkan saldo atau jumlah pada baris ini, atau salin rumus Saldo dari baris di atasnya.",
    severity=Severity.ERROR,
    citation=social_assistance("pencatatan saldo dalam buku kas umum"),
    subject=Subject.CASH_BOOK,
    waivable=False,
    examples=Examples(
        passes="Saldo sebelumnya Rp60.000.000, dibayar Rp4.500.000, saldo Rp55.500.000.",
        fails="Saldo sebelumnya Rp60.000.000, dibayar Rp4.500.000, saldo tertulis Rp55.000.000.",
        border="Baris-baris sesudahnya meneruskan saldo yang salah itu: hanya baris penyebab yang disebut.",
    ),
)
def running_balance_is_right(facts: ReportFacts) -> Iterator[Finding]:
    for step in wrong_steps(facts):
        # The row after a mistyped balance is right to leave it behind.
        if step.returns:
            continue
        received, paid = step.entry.received or 0, step.entry.paid or 0
        before, gap = step.expected - received + paid, abs(step.balance - step.expected)
        yield running_balance_is_right.found(
            where=Where(CASH_BOOK, step.entry.row, "balance"),
            message=f"Saldo pada baris ini berselisih {format_rupiah(gap)} dari seharusnya.",
            found=format_rupiah(step.balance),
            expected=(
                f"{format_rupiah(step.expected)} "
                f"({format_rupiah(before)} + {format_rupiah(received)} − {format_rupiah(paid)})"
            ),
        )


@rule(
    id="BKU-03",
    title="Saldo awal melanjutkan laporan terdahulu",
    fault="Saldo awal tidak melanjutkan laporan terdahulu",
    obligation="Saldo awal sama dengan saldo akhir laporan terakhir yang sudah diterima; nol pada laporan pertama.",
    remedy="Tulis saldo awal sesuai saldo akhir laporan terakhir yang sudah diterima.",
    severity=Severity.ERROR,
    citation=social_assistance("kesinambungan buku kas umum antarlaporan"),
    subject=Subject.CASH_BOOK,
    waivable=False,
    examples=Examples(
        passes="Laporan terdahulu ditutup Rp250.000 dan saldo awal ditulis Rp250.000.",
        fails="Laporan terdahulu ditutup Rp250.000 dan saldo awal ditulis Rp0.",
        border="Saldo awal dikosongkan pada laporan pertama, yang memang mulai dari Rp0.",
    ),
)
def opening_balance_continues(facts: ReportFacts) -> Iterator[Finding]:
    declared, expected = facts.declared.opening, facts.opening_expected
    if "opening" in facts.declared.unreadable or (declared or 0) == expected:
        return
    yield opening_balance_continues.found(
        where=Where(SUMMARY, None, "opening"),
        message="Saldo awal tidak sama dengan saldo akhir laporan sebelumnya.",
        found="kosong" if declared is None else format_rupiah(declared),
        expected=f"{format_rupiah(expected)} menurut laporan terakhir yang diterima",
    )


@rule(
    id="BKU-04",
    title="Penerimaan sama dengan SP2D",
    fault="Penerimaan tidak sama dengan SP2D",
    obligation="Dana yang dibayar negara menurut SP2D dicatat seluruhnya sebagai penerimaan, tidak lebih.",
    remedy="Catat uang masuk dari SP2D sebesar yang tertulis di sana. Hapus penerimaan yang bukan dana termin ini.",
    severity=Severity.ERROR,
    citation=social_assistance("pencatatan dana bantuan sosial yang diterima"),
    subject=Subject.CASH_BOOK,
    waivable=False,
    examples=Examples(
        passes="SP2D Rp60.000.000 dan penerimaan di buku kas Rp60.000.000.",
        fails="SP2D Rp60.000.000 dan penerimaan di buku kas Rp59.000.000.",
        border="SP2D Rp60.000.000 dicatat dalam dua baris yang berjumlah Rp60.000.000.",
    ),
)
def receipts_equal_sp2d(facts: ReportFacts) -> Iterator[Finding]:
    book = totals(facts)
    if book is None:
        return
    # Interest in the book has its own rule, SISA-04.
    interest = {entry.row: entry.received or 0 for entry in interest_lines(facts)}
    received, paid_out = book.received - sum(interest.values()), facts.instalment.received
    if received == paid_out:
        return
    rows = [entry.row for entry in facts.entries if entry.received and entry.row not in interest]
    surplus = received - paid_out
    # A line that alone makes the surplus is what does not belong here: interest of the bank, more often than not.
    alien = next((entry.row for entry in facts.entries if surplus > 0 and entry.received == surplus), None)
    numbers = ", ".join(disbursement.sp2d_number for disbursement in facts.instalment.disbursements)
    yield receipts_equal_sp2d.found(
        where=Where(CASH_BOOK, alien or (rows[-1] if rows else None), "received"),
        message=f"Jumlah penerimaan di buku kas berselisih {format_rupiah(abs(surplus))} dari SP2D.",
        found=f"{format_rupiah(received)} dari {format_angka(len(rows))} baris penerimaan",
        expected=f"{format_rupiah(paid_out)} menurut SP2D {numbers}" if numbers else "Rp0; belum ada SP2D",
        remedy=_NOT_OURS if surplus > 0 else None,
    )
