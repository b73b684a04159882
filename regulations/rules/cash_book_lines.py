"""Each line of the cash book (BKU) says when, what for, to whom, and one amount."""

from __future__ import annotations

from collections.abc import Iterator

from regulations.cashbook import expenses_without, opening
from regulations.catalogue import Examples, Subject, rule
from regulations.dates import tanggal
from regulations.facts import EntryFacts, ReportFacts
from regulations.findings import Finding, Severity, Where
from regulations.instruments import social_assistance
from regulations.sheets import CASH_BOOK
from rupiah.format import format_rupiah


@rule(
    id="BKU-05",
    title="Transaksi dalam masa perjanjian",
    fault="Transaksi di luar masa perjanjian",
    obligation="Dana hanya diterima dan dipakai di dalam masa perjanjian kerja sama.",
    remedy="Betulkan tanggalnya. Bila memang di luar masa perjanjian, keluarkan dari laporan ini.",
    severity=Severity.ERROR,
    citation=social_assistance("masa penggunaan dana menurut perjanjian kerja sama"),
    subject=Subject.CASH_BOOK,
    examples=Examples(
        passes="Perjanjian 1 April–31 Desember 2021, dibelanjakan 3 Mei 2021.",
        fails="Perjanjian 1 April–31 Desember 2021, dibelanjakan 31 Maret 2021.",
        border="Dibelanjakan pada hari pertama atau hari terakhir perjanjian: masih di dalam.",
    ),
)
def entries_lie_within_the_agreement(facts: ReportFacts) -> Iterator[Finding]:
    starts, ends = facts.agreement.starts_on, facts.agreement.ends_on
    for entry in facts.entries:
        day = entry.date
        if day is not None and not starts <= day <= ends:
            when = "sebelum perjanjian mulai" if day < starts else "sesudah perjanjian berakhir"
            yield entries_lie_within_the_agreement.found(
                where=Where(CASH_BOOK, entry.row, "date"),
                message=f"Transaksi ini bertanggal {when}.",
                found=tanggal(day),
                expected=f"{tanggal(starts)} sampai {tanggal(ends)}, masa perjanjian {facts.agreement.number}",
            )


@rule(
    id="BKU-06",
    title="Transaksi urut tanggal",
    fault="Transaksi tidak urut tanggal",
    obligation="Buku kas diisi urut tanggal dari atas ke bawah.",
    remedy="Betulkan tanggalnya, atau pindahkan baris ini ke urutan yang benar.",
    severity=Severity.ERROR,
    citation=social_assistance("urutan pencatatan dalam buku kas umum"),
    subject=Subject.CASH_BOOK,
    examples=Examples(
        passes="3 Mei 2021, lalu 4 Mei 2021.",
        fails="4 Mei 2021, lalu 3 Mei 2021.",
        border="Dua transaksi pada hari yang sama, dalam urutan mana pun.",
    ),
)
def entries_stand_in_date_order(facts: ReportFacts) -> Iterator[Finding]:
    before: EntryFacts | None = None
    for entry in facts.entries:
        if entry.date is None:
            continue
        if before is not None and before.date is not None and entry.date < before.date:
            yield entries_stand_in_date_order.found(
                where=Where(CASH_BOOK, entry.row, "date"),
                message=f"Tanggal baris ini lebih awal daripada baris {before.row} di atasnya.",
                found=tanggal(entry.date),
                expected=f"{tanggal(before.date)} atau sesudahnya, tanggal baris {before.row}",
            )
        before = entry


@rule(
    id="BKU-07",
    title="Satu jumlah positif di tiap baris",
    fault="Baris tidak memuat satu jumlah positif",
    obligation="Tiap baris memuat satu jumlah lebih dari nol: penerimaan atau pengeluaran, bukan keduanya.",
    remedy="Isi salah satu saja: Penerimaan atau Pengeluaran, dengan jumlah lebih dari nol.",
    severity=Severity.ERROR,
    citation=social_assistance("pencatatan penerimaan dan pengeluaran dalam buku kas umum"),
    subject=Subject.CASH_BOOK,
    waivable=False,
    examples=Examples(
        passes="Pengeluaran Rp4.500.000 dan Penerimaan kosong.",
        fails="Pengeluaran -Rp4.500.000, atau Penerimaan dan Pengeluaran terisi bersama.",
        border="Penerimaan Rp60.000.000 dan Pengeluaran ditulis 0: angka nol dianggap kosong.",
    ),
)
def each_entry_has_one_positive_amount(facts: ReportFacts) -> Iterator[Finding]:
    for entry in facts.entries:
        received, paid = entry.received or 0, entry.paid or 0
        if (received > 0 and not paid) or (paid > 0 and not received):
            continue
        if not entry.unreadable.isdisjoint(("received", "paid")) or _carries_opening(entry, facts):
            continue
        if received < 0 or paid < 0:
            message = "Jumlah pada baris ini kurang dari nol."
        elif received and paid:
            message = "Penerimaan dan pengeluaran terisi bersama pada baris ini."
        elif entry.received is None and entry.paid is None:
            message = "Baris ini tidak memuat jumlah uang."
        else:
            message = "Jumlah pada baris ini nol."
        yield each_entry_has_one_positive_amount.found(
            where=Where(CASH_BOOK, entry.row, "received" if received and not paid > 0 else "paid"),
            message=message,
            found=f"Penerimaan {_shown(entry.received)}, Pengeluaran {_shown(entry.paid)}",
            expected="satu jumlah lebih dari nol, di Penerimaan atau di Pengeluaran",
        )


@rule(
    id="BKU-08",
    title="Penerima pembayaran tertulis",
    fault="Penerima pembayaran belum ditulis",
    obligation="Tiap pengeluaran menyebut toko, lembaga, atau orang yang menerima uangnya.",
    remedy="Tulis nama toko, lembaga, atau orang yang menerima uang, seperti pada bukti.",
    severity=Severity.ERROR,
    citation=social_assistance("keterangan penerima pembayaran pada bukti pengeluaran"),
    subject=Subject.CASH_BOOK,
    examples=Examples(
        passes="Pengeluaran Rp4.500.000 kepada Toko Contoh Jaya.",
        fails="Pengeluaran Rp4.500.000 tanpa nama penerima.",
        border="Penerimaan dari SP2D tanpa nama penerima: nama hanya wajib untuk pengeluaran.",
    ),
)
def every_expense_names_its_payee(facts: ReportFacts) -> Iterator[Finding]:
    for entry in expenses_without(facts, "payee"):
        yield every_expense_names_its_payee.found(
            where=Where(CASH_BOOK, entry.row, "payee"),
            message="Pengeluaran ini belum menyebut siapa yang menerima uangnya.",
            found="kosong",
            expected="nama penerima pembayaran menurut bukti",
        )


@rule(
    id="BKU-09",
    title="Uraian tertulis",
    fault="Uraian belum ditulis",
    obligation="Tiap penerimaan dan pengeluaran menyebut untuk apa uangnya.",
    remedy="Tulis singkat untuk apa uang itu, misalnya “Beras 200 kg untuk April”.",
    severity=Severity.ERROR,
    citation=social_assistance("uraian transaksi dalam buku kas umum"),
    subject=Subject.CASH_BOOK,
    examples=Examples(
        passes="Pengeluaran Rp4.500.000 dengan uraian “Beras 200 kg”.",
        fails="Pengeluaran Rp4.500.000 tanpa uraian.",
        border="Baris saldo awal di urutan pertama tanpa uraian: tidak ada uang yang bergerak.",
    ),
)
def every_entry_is_described(facts: ReportFacts) -> Iterator[Finding]:
    for entry in facts.entries:
        if not entry.description and _moves_money(entry) and "description" not in entry.unreadable:
            yield every_entry_is_described.found(
                where=Where(CASH_BOOK, entry.row, "description"),
                message="Baris ini belum menyebut untuk apa uangnya.",
                found="kosong",
                expected="uraian singkat transaksi",
            )


@rule(
    id="BKU-11",
    title="Tanggal tertulis",
    fault="Tanggal belum ditulis",
    obligation="Tiap penerimaan dan pengeluaran bertanggal.",
    remedy="Tulis tanggal seperti pada bukti, misalnya 17/03/2021.",
    severity=Severity.ERROR,
    citation=social_assistance("tanggal transaksi dalam buku kas umum"),
    subject=Subject.CASH_BOOK,
    examples=Examples(
        passes="Pengeluaran Rp4.500.000 bertanggal 3 Mei 2021.",
        fails="Pengeluaran Rp4.500.000 tanpa tanggal.",
        border="Baris saldo awal di urutan pertama tanpa tanggal: tidak ada uang yang bergerak.",
    ),
)
def every_entry_is_dated(facts: ReportFacts) -> Iterator[Finding]:
    for entry in facts.entries:
        if entry.date is None and _moves_money(entry) and "date" not in entry.unreadable:
            yield every_entry_is_dated.found(
                where=Where(CASH_BOOK, entry.row, "date"),
                message="Baris ini belum bertanggal.",
                found="kosong",
                expected="tanggal menurut bukti",
            )


@rule(
    id="BKU-13",
    title="Tanggal transaksi sudah tiba",
    fault="Tanggal transaksi belum tiba",
    obligation="Buku kas hanya memuat uang yang sudah diterima atau dibayarkan pada hari laporan diperiksa.",
    remedy="Betulkan tanggalnya seperti pada bukti. Uang yang belum bergerak belum dicatat.",
    severity=Severity.ERROR,
    citation=social_assistance("tanggal transaksi dalam buku kas umum"),
    subject=Subject.CASH_BOOK,
    examples=Examples(
        passes="Diperiksa 2 Juli 2021, dibelanjakan 1 Juli 2021.",
        fails="Diperiksa 30 Juni 2021, dibelanjakan 1 Juli 2021.",
        border="Diperiksa pada hari belanjanya sendiri, 1 Juli 2021: hari itu sudah tiba.",
    ),
)
def every_entry_has_happened(facts: ReportFacts) -> Iterator[Finding]:
    today = facts.today
    if today is None:
        return
    for entry in facts.entries:
        # A day after the agreement has its own rule already, BKU-05.
        if entry.date is not None and today < entry.date <= facts.agreement.ends_on:
            yield every_entry_has_happened.found(
                where=Where(CASH_BOOK, entry.row, "date"),
                message="Tanggal ini belum tiba.",
                found=tanggal(entry.date),
                expected=f"paling lambat {tanggal(today)}, hari pemeriksaan",
            )


def _moves_money(entry: EntryFacts) -> bool:
    return bool(entry.received or entry.paid)


def _carries_opening(entry: EntryFacts, facts: ReportFacts) -> bool:
    """Whether this is the line with which many treasurers open a book: no amount, only the opening balance."""
    return (
        entry is facts.entries[0]
        and not _moves_money(entry)
        and entry.balance is not None
        and entry.balance == opening(facts)
    )


def _shown(amount: int | None) -> str:
    return "kosong" if amount is None else format_rupiah(amount)
