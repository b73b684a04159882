"""Goods and services reach the beneficiary by a record of hand-over (BAST), after they were paid for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from regulations.cashbook import evidence_key, totals
from regulations.catalogue import Examples, Subject, rule
from regulations.dates import tanggal
from regulations.facts import ReportFacts
from regulations.findings import Finding, Severity, Where
from regulations.instruments import social_assistance
from regulations.sheets import BENEFICIARIES
from rupiah.format import format_rupiah

GOODS, SERVICES = "barang", "jasa"


@rule(
    id="BST-01",
    title="Barang diserahkan dengan BAST",
    fault="Barang diserahkan tanpa nomor BAST",
    obligation="Barang diserahkan kepada penerima manfaat dengan berita acara serah terima (BAST) yang bernomor.",
    remedy="Tulis nomor BAST barang ini di kolom No. BAST.",
    severity=Severity.ERROR,
    citation=social_assistance("serah terima barang kepada penerima manfaat"),
    subject=Subject.HANDOVER,
    examples=Examples(
        passes="Bantuan barang dengan BAST-001.",
        fails="Bantuan barang tanpa nomor BAST.",
        border="Bantuan jasa tanpa nomor BAST: BAST hanya wajib untuk barang.",
    ),
)
def goods_carry_their_record(facts: ReportFacts) -> Iterator[Finding]:
    for beneficiary in facts.beneficiaries:
        if beneficiary.form != GOODS or beneficiary.handover_number:
            continue
        if "handover_number" not in beneficiary.unreadable:
            yield goods_carry_their_record.found(
                where=Where(BENEFICIARIES, beneficiary.row, "handover_number"),
                message="Barang ini belum bernomor BAST.",
                found="kosong",
                expected="nomor berita acara serah terima",
            )


@rule(
    id="BST-02",
    title="Satu BAST, satu hari",
    fault="Satu BAST dipakai untuk hari yang berbeda",
    obligation="Satu berita acara serah terima mencatat serah terima pada satu hari.",
    remedy="Betulkan Tanggal Terima atau nomor BAST sesuai berita acaranya.",
    severity=Severity.WARNING,
    citation=social_assistance("serah terima barang kepada penerima manfaat"),
    subject=Subject.HANDOVER,
    examples=Examples(
        passes="Dua orang dengan BAST-001, keduanya 10 Juni 2021.",
        fails="BAST-001 untuk 10 Juni 2021 dan lagi untuk 11 Juni 2021.",
        border="Dua BAST yang berbeda pada hari yang sama.",
    ),
)
def one_record_tells_of_one_day(facts: ReportFacts) -> Iterator[Finding]:
    first: dict[str, tuple[int, date]] = {}
    for beneficiary in facts.beneficiaries:
        day = beneficiary.received_on
        if day is None or not beneficiary.handover_number:
            continue
        row, stated = first.setdefault(evidence_key(beneficiary.handover_number), (beneficiary.row, day))
        if stated != day:
            yield one_record_tells_of_one_day.found(
                where=Where(BENEFICIARIES, beneficiary.row, "received_on"),
                message=f"{beneficiary.handover_number} sudah dipakai di baris {row} untuk hari lain.",
                found=tanggal(day),
                expected=f"{tanggal(stated)}, tanggal terima di baris {row} dengan BAST yang sama",
            )


@rule(
    id="BST-03",
    title="Bantuan diserahkan sesudah dananya ada",
    fault="Bantuan diserahkan sebelum dananya ada",
    obligation="Bantuan dari dana termin ini diserahkan setelah dananya dibayarkan negara.",
    remedy="Betulkan Tanggal Terima. Bantuan dari dana lain dikeluarkan dari laporan ini.",
    severity=Severity.ERROR,
    citation=social_assistance("penggunaan dana yang sudah diterima"),
    subject=Subject.HANDOVER,
    examples=Examples(
        passes="SP2D 20 April 2021, bantuan diterima 10 Juni 2021.",
        fails="SP2D 20 April 2021, bantuan diterima 19 April 2021.",
        border="Bantuan diterima pada hari SP2D, 20 April 2021.",
    ),
)
def aid_follows_its_money(facts: ReportFacts) -> Iterator[Finding]:
    paid_on = _money_came(facts)
    if paid_on is None:
        return
    for beneficiary in facts.beneficiaries:
        day = beneficiary.received_on
        # A day before the agreement has its own rule already, PM-07.
        if day is not None and facts.agreement.starts_on <= day < paid_on:
            yield aid_follows_its_money.found(
                where=Where(BENEFICIARIES, beneficiary.row, "received_on"),
                message="Bantuan ini diserahkan sebelum dana termin ini dibayarkan.",
                found=tanggal(day),
                expected=f"{tanggal(paid_on)} atau sesudahnya, tanggal SP2D pertama termin ini",
            )


@rule(
    id="BST-04",
    title="Barang diserahkan sesudah ada belanja",
    fault="Barang diserahkan sebelum ada belanja",
    obligation="Barang dibeli lebih dahulu, baru diserahkan kepada penerima manfaat.",
    remedy="Betulkan Tanggal Terima atau tanggal belanjanya. Bila barang diterima sebelum dibayar, jelaskan.",
    severity=Severity.WARNING,
    citation=social_assistance("serah terima barang kepada penerima manfaat"),
    subject=Subject.HANDOVER,
    examples=Examples(
        passes="Belanja pertama 3 Mei 2021, barang diserahkan 10 Juni 2021.",
        fails="Belanja pertama 3 Mei 2021, barang diserahkan 2 Mei 2021.",
        border="Barang dibeli dan diserahkan pada hari yang sama, 3 Mei 2021.",
    ),
)
def goods_are_bought_before_they_are_handed_over(facts: ReportFacts) -> Iterator[Finding]:
    bought_on: date | None = None
    for entry in facts.entries:
        if entry.paid or "paid" in entry.unreadable:
            if entry.date is None:
                return  # it may have been the first
            if bought_on is None or entry.date < bought_on:
                bought_on = entry.date
    if bought_on is None:
        return
    paid_on = _money_came(facts) or facts.agreement.starts_on
    for beneficiary in facts.beneficiaries:
        day = beneficiary.received_on
        # A day before the money came has its own rule already, BST-03.
        if beneficiary.form == GOODS and day is not None and max(paid_on, facts.agreement.starts_on) <= day < bought_on:
            yield goods_are_bought_before_they_are_handed_over.found(
                where=Where(BENEFICIARIES, beneficiary.row, "received_on"),
                message="Barang ini diserahkan sebelum ada satu pun belanja di buku kas.",
                found=tanggal(day),
                expected=f"{tanggal(bought_on)} atau sesudahnya, tanggal belanja pertama di BKU",
            )


@rule(
    id="BST-05",
    title="Nilai barang dan jasa tidak melebihi belanja",
    fault="Nilai barang dan jasa melebihi belanja",
    obligation="Barang dan jasa yang diserahkan tidak bernilai lebih daripada semua belanja di buku kas.",
    remedy="Periksa kolom Nilai: tulis harga beli menurut bukti. Bila sebagian dibiayai dana lain, jelaskan.",
    severity=Severity.WARNING,
    citation=social_assistance("nilai bantuan menurut bukti pengeluaran"),
    subject=Subject.HANDOVER,
    examples=Examples(
        passes="Belanja Rp26.000.000, barang dan jasa bernilai Rp2.700.000.",
        fails="Belanja Rp26.000.000, barang dan jasa bernilai Rp26.000.001.",
        border="Belanja Rp26.000.000, barang dan jasa bernilai tepat Rp26.000.000.",
    ),
)
def goods_and_services_are_worth_no_more_than_spending(facts: ReportFacts) -> Iterator[Finding]:
    book = totals(facts)
    if book is None or not book.paid:
        return
    spent = book.paid + sum(line.spent_before for line in facts.agreement.budget_lines)
    money = facts.instalment.received + facts.opening_expected
    worth = everything = 0
    crossed_in: int | None = None
    for beneficiary in facts.beneficiaries:
        value = beneficiary.value or 0
        everything += value
        if beneficiary.form in (GOODS, SERVICES):
            worth += value
            if crossed_in is None and worth > spent:
                crossed_in = beneficiary.row
    # A list that is worth more than all the money has its own rule already, PM-08.
    if crossed_in is not None and worth > spent and not (money and everything > money):
        yield goods_and_services_are_worth_no_more_than_spending.found(
            where=Where(BENEFICIARIES, crossed_in, "value"),
            message=f"Nilai barang dan jasa melebihi belanja sebesar {format_rupiah(worth - spent)}, mulai baris ini.",
            found=format_rupiah(worth),
            expected=f"paling banyak {format_rupiah(spent)}, jumlah belanja menurut BKU",
        )


def _money_came(facts: ReportFacts) -> date | None:
    return min((payment.sp2d_date for payment in facts.instalment.disbursements), default=None)
