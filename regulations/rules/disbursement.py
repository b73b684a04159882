"""The payment itself: its papers in order, its amount, and its way from the treasury into the LKS's cash book.

The papers are the office's, so what is wrong with them is a note for the verifier. What stands in the cash book is the
treasurer's to mend or to explain.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from regulations.cashbook import interest_lines
from regulations.catalogue import Examples, Subject, rule
from regulations.dates import tanggal
from regulations.facts import DisbursementFacts, EntryFacts, ReportFacts
from regulations.findings import NOWHERE, Finding, Severity, Where
from regulations.instruments import social_assistance
from regulations.parameters import CHANNEL_DAYS, IDLE_DAYS, SP2D_LENGTH
from regulations.payments import NOT_THE_TREASURER, dated, named
from regulations.sheets import CASH_BOOK
from rupiah.format import format_angka, format_rupiah

_OFFICE_MENDS = f"{NOT_THE_TREASURER} Verifikator meminta balai memeriksa dokumen pembayarannya."


@rule(
    id="SAL-01",
    title="SPP, SPM, dan SP2D berurutan",
    fault="SPP, SPM, dan SP2D tidak berurutan",
    obligation="Tanggal SPP tidak sesudah tanggal SPM, dan tanggal SPM tidak sesudah tanggal SP2D.",
    remedy=_OFFICE_MENDS,
    severity=Severity.NOTE,
    citation=social_assistance("tata cara pencairan dana"),
    subject=Subject.DISBURSEMENT,
    examples=Examples(
        passes="SPP 15 April, SPM 17 April, SP2D 20 April 2021.",
        fails="SPP 18 April, SPM 17 April, SP2D 20 April 2021.",
        border="SPP, SPM, dan SP2D pada hari yang sama.",
    ),
)
def papers_of_a_payment_are_in_order(facts: ReportFacts) -> Iterator[Finding]:
    for payment in facts.instalment.disbursements:
        papers = [("SPP", payment.spp_date), ("SPM", payment.spm_date), ("SP2D", payment.sp2d_date)]
        known = [(name, day) for name, day in papers if day is not None]
        if [day for _, day in known] != sorted(day for _, day in known):
            yield papers_of_a_payment_are_in_order.found(
                where=NOWHERE,
                message=f"Tanggal dokumen {named(payment)} tidak berurutan.",
                found=", ".join(f"{name} {tanggal(day)}" for name, day in known),
                expected=f"{', lalu '.join(name for name, _ in known)}, atau pada hari yang sama",
            )


@rule(
    id="SAL-02",
    title="Jumlah SP2D sama dengan termin",
    fault="Jumlah SP2D berbeda dari termin",
    obligation="Yang dibayar negara untuk satu termin sama dengan jumlah termin itu menurut perjanjian.",
    remedy=f"{NOT_THE_TREASURER} Laporkan yang benar-benar diterima menurut SP2D; balai yang memeriksa selisihnya.",
    severity=Severity.NOTE,
    citation=social_assistance("pembayaran bertahap menurut perjanjian kerja sama"),
    subject=Subject.DISBURSEMENT,
    waivable=False,
    examples=Examples(
        passes="Termin Rp60.000.000, SP2D Rp60.000.000.",
        fails="Termin Rp60.000.000, SP2D Rp50.000.000.",
        border="Termin Rp60.000.000, dua SP2D masing-masing Rp30.000.000.",
    ),
)
def payments_come_to_the_instalment(facts: ReportFacts) -> Iterator[Finding]:
    instalment = facts.instalment
    if instalment.disbursements and instalment.received != instalment.amount:
        yield payments_come_to_the_instalment.found(
            where=NOWHERE,
            message=f"Pembayaran termin {instalment.number} berselisih "
            f"{format_rupiah(abs(instalment.received - instalment.amount))} dari perjanjian.",
            found=f"{format_rupiah(instalment.received)} menurut SP2D",
            expected=f"{format_rupiah(instalment.amount)}, jumlah termin {instalment.number}",
        )


@rule(
    id="SAL-03",
    title="Nomor SP2D berbentuk benar",
    fault="Nomor SP2D tidak mungkin benar",
    obligation="Nomor SP2D terdiri atas {SP2D-PANJANG} angka.",
    remedy=_OFFICE_MENDS,
    severity=Severity.NOTE,
    citation=SP2D_LENGTH.history[-1].citation,
    subject=Subject.DISBURSEMENT,
    examples=Examples(
        passes="Nomor SP2D 210040302000001.",
        fails="Nomor SP2D 21004030200001, yang hanya 14 angka.",
        border="Pembayaran yang baru diajukan dan belum bernomor SP2D.",
    ),
)
def sp2d_number_is_well_formed(facts: ReportFacts) -> Iterator[Finding]:
    for payment in facts.instalment.disbursements:
        number, length = payment.sp2d_number, facts.law.on(SP2D_LENGTH, payment.sp2d_date)
        if number and not (len(number) == length and number.isascii() and number.isdecimal()):
            yield sp2d_number_is_well_formed.found(
                where=NOWHERE,
                message="Nomor SP2D ini tidak mungkin benar.",
                found=f"{number} ({len(number)} tanda)",
                expected=f"{length} angka",
            )


@rule(
    id="SAL-04",
    title="Dana tersalurkan ke LKS pada waktunya",
    fault="Dana terlambat masuk ke LKS",
    obligation="Dana masuk ke kas LKS paling lama {SALUR-HARI} hari kalender sesudah SP2D.",
    remedy="Periksa tanggal uang masuk dengan rekening koran. Bila memang terlambat, jelaskan sebabnya dan lampirkan "
    "rekening korannya.",
    severity=Severity.WARNING,
    citation=CHANNEL_DAYS.history[-1].citation,
    subject=Subject.DISBURSEMENT,
    examples=Examples(
        passes="SP2D 20 April 2021, uang masuk 21 April 2021.",
        fails="SP2D 20 April 2021, uang masuk 21 Mei 2021, 31 hari kemudian.",
        border="SP2D 20 April 2021, uang masuk 20 Mei 2021, tepat 30 hari kemudian.",
    ),
)
def money_reaches_the_partner_in_time(facts: ReportFacts) -> Iterator[Finding]:
    for entry, day in _receipts(facts):
        payment = _last_before(facts, day)
        if payment is None:
            continue  # dated before any SP2D: SAL-05 says so
        most = facts.law.on(CHANNEL_DAYS, payment.sp2d_date)
        took = (day - payment.sp2d_date).days
        if took > most:
            last = payment.sp2d_date + timedelta(days=most)
            yield money_reaches_the_partner_in_time.found(
                where=Where(CASH_BOOK, entry.row, "date"),
                message=f"Uang ini masuk {format_angka(took)} hari sesudah SP2D.",
                found=tanggal(day),
                expected=f"paling lambat {tanggal(last)}, {most} hari sesudah {dated(payment)}",
            )


@rule(
    id="SAL-05",
    title="Uang masuk tidak mendahului SP2D",
    fault="Uang masuk tercatat sebelum SP2D",
    obligation="Penerimaan dana dicatat pada hari uangnya masuk, yaitu pada atau sesudah tanggal SP2D.",
    remedy="Tulis tanggal uang masuk seperti di rekening koran. Bila tanggal SP2D yang salah tercatat, beri tahu staf "
    "keuangan balai.",
    severity=Severity.ERROR,
    citation=social_assistance("pencatatan dana bantuan sosial yang diterima"),
    subject=Subject.DISBURSEMENT,
    examples=Examples(
        passes="SP2D 20 April 2021, uang masuk 21 April 2021.",
        fails="SP2D 20 April 2021, uang masuk 19 April 2021.",
        border="SP2D dan uang masuk pada 20 April 2021.",
    ),
)
def money_does_not_come_before_its_sp2d(facts: ReportFacts) -> Iterator[Finding]:
    payments = facts.instalment.disbursements
    if not payments:
        return
    first = min(payments, key=lambda payment: payment.sp2d_date)
    for entry, day in _receipts(facts):
        # A day outside the agreement's period is named by BKU-05 already.
        if facts.agreement.starts_on <= day < first.sp2d_date:
            yield money_does_not_come_before_its_sp2d.found(
                where=Where(CASH_BOOK, entry.row, "date"),
                message="Penerimaan ini bertanggal sebelum SP2D-nya.",
                found=tanggal(day),
                expected=f"{tanggal(first.sp2d_date)} atau sesudahnya, tanggal {named(first)}",
            )


@rule(
    id="SAL-06",
    title="Dana tidak mengendap",
    fault="Dana mengendap tanpa digunakan",
    obligation="Dana mulai digunakan atau diserahkan paling lama {MENGENDAP-HARI} hari kalender sesudah diterima.",
    remedy="Jelaskan mengapa dana belum digunakan. Dana yang tidak akan digunakan disetor kembali ke kas negara.",
    severity=Severity.WARNING,
    citation=IDLE_DAYS.history[-1].citation,
    subject=Subject.DISBURSEMENT,
    examples=Examples(
        passes="Uang masuk 21 April 2021, pengeluaran pertama 3 Mei 2021.",
        fails="Uang masuk 21 April 2021, pengeluaran pertama 5 Agustus 2021, 106 hari kemudian.",
        border="Uang masuk 21 April 2021, pengeluaran pertama 4 Agustus 2021, tepat 105 hari kemudian.",
    ),
)
def money_does_not_lie_idle(facts: ReportFacts) -> Iterator[Finding]:
    receipts = _receipts(facts)
    expenses = [(entry, entry.date) for entry in facts.entries if entry.paid and entry.date]
    if not receipts or not expenses:
        return  # an empty book has its own rules; so has a day that cannot be read
    came = min(day for _, day in receipts)
    entry, used = min(expenses, key=lambda expense: expense[1])
    most, idle = facts.law.on(IDLE_DAYS, came), (used - came).days
    if idle > most:
        yield money_does_not_lie_idle.found(
            where=Where(CASH_BOOK, entry.row, "date"),
            message=f"Dana baru digunakan {format_angka(idle)} hari sesudah diterima.",
            found=f"pengeluaran pertama {tanggal(used)}",
            expected=f"paling lambat {tanggal(came + timedelta(days=most))}, {most} hari sesudah uang masuk",
        )


@rule(
    id="SAL-07",
    title="Dana yang diterima LKS sama dengan SP2D",
    fault="Dana yang diterima LKS berbeda dari SP2D",
    obligation="Jumlah yang dinyatakan LKS masuk ke rekeningnya sama dengan jumlah SP2D.",
    remedy="Cocokkan rekening koran dengan SP2D. Bila pernyataan penerimaannya keliru, betulkan di halaman penyaluran; "
    "bila memang lain jumlahnya, jelaskan dan lampirkan rekening korannya.",
    severity=Severity.WARNING,
    citation=social_assistance("penerimaan dana bantuan sosial secara utuh"),
    subject=Subject.DISBURSEMENT,
    examples=Examples(
        passes="SP2D Rp60.000.000, LKS menyatakan menerima Rp60.000.000.",
        fails="SP2D Rp60.000.000, LKS menyatakan menerima Rp59.997.500.",
        border="LKS belum menyatakan berapa yang diterimanya.",
    ),
)
def what_came_in_is_what_was_paid(facts: ReportFacts) -> Iterator[Finding]:
    for payment in facts.instalment.disbursements:
        received = payment.received_amount
        if received is not None and received != payment.amount:
            difference = format_rupiah(abs(received - payment.amount))
            yield what_came_in_is_what_was_paid.found(
                where=NOWHERE,
                message=f"Dana yang masuk {'kurang' if received < payment.amount else 'lebih'} {difference} dari SP2D.",
                found=f"{format_rupiah(received)} menurut LKS",
                expected=f"{format_rupiah(payment.amount)} menurut {named(payment)}",
            )


def _receipts(facts: ReportFacts) -> list[tuple[EntryFacts, date]]:
    """Lines on which the treasury's money came in, with their day; none whose day or amount cannot be read."""
    interest = {entry.row for entry in interest_lines(facts)}
    return [
        (entry, entry.date)
        for entry in facts.entries
        if entry.received and entry.received > 0 and entry.date and entry.row not in interest
    ]


def _last_before(facts: ReportFacts, day: date) -> DisbursementFacts | None:
    """The payment that money of this day belongs to: the last one not after it."""
    earlier = [payment for payment in facts.instalment.disbursements if payment.sp2d_date <= day]
    return max(earlier, key=lambda payment: payment.sp2d_date, default=None)
