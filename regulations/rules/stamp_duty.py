"""A receipt above the limit of its own day bears a stamp (bea meterai)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from regulations.catalogue import Examples, Subject, rule
from regulations.citation import Citation
from regulations.dates import tanggal
from regulations.facts import EntryFacts, ReportFacts
from regulations.findings import Finding, Severity, Where
from regulations.instruments import STAMP_DUTY_LAW
from regulations.parameters import SPLIT_SHARE, STAMP_DUTY
from regulations.sheets import CASH_BOOK
from rupiah.format import format_rupiah


@rule(
    id="MTR-01",
    title="Bukti bermeterai cukup",
    fault="Bukti belum bermeterai cukup",
    obligation="Tanda terima uang di atas batas yang berlaku pada tanggalnya dibubuhi meterai sebesar tarif hari itu.",
    remedy="Bubuhkan meterai pada bukti, lalu tulis nilainya di kolom Bea Meterai.",
    severity=Severity.ERROR,
    citation=Citation(STAMP_DUTY_LAW, "bea meterai atas tanda terima uang", confirmed=True),
    subject=Subject.STAMP_DUTY,
    examples=Examples(
        passes="Kuitansi Rp5.500.000 pada 3 Mei 2021 dengan meterai Rp10.000.",
        fails="Kuitansi Rp5.500.000 pada 3 Mei 2021 tanpa meterai.",
        border="Kuitansi tepat Rp5.000.000 pada 3 Mei 2021: tidak perlu meterai.",
    ),
)
def receipts_bear_their_stamp(facts: ReportFacts) -> Iterator[Finding]:
    for entry in facts.entries:
        if not entry.paid or entry.date is None or "stamp_duty" in entry.unreadable:
            continue
        tariff = facts.law.dated(STAMP_DUTY, entry.date)
        duty = tariff.value.duty_for(entry.paid)
        if (entry.stamp_duty or 0) >= duty:
            continue
        yield receipts_bear_their_stamp.found(
            where=Where(CASH_BOOK, entry.row, "stamp_duty"),
            message=f"Bukti pengeluaran {format_rupiah(entry.paid)} ini belum bermeterai cukup.",
            found="tanpa meterai" if not entry.stamp_duty else f"meterai {format_rupiah(entry.stamp_duty)}",
            expected=f"meterai {format_rupiah(duty)}, tarif pada {tanggal(entry.date)}",
            citation=tariff.citation,
        )


@rule(
    id="MTR-02",
    title="Belanja tidak dipecah di bawah batas meterai",
    fault="Belanja tampak dipecah di bawah batas meterai",
    obligation="Satu belanja dibuktikan dengan satu bukti, tidak dipecah supaya tiap buktinya di bawah batas meterai.",
    remedy="Bila memang satu belanja, gabungkan buktinya dan bubuhkan meterai. Bila bukan, tidak perlu diubah.",
    severity=Severity.NOTE,
    citation=Citation(STAMP_DUTY_LAW, "bea meterai atas tanda terima uang yang dipecah"),
    subject=Subject.STAMP_DUTY,
    examples=Examples(
        passes="Dua kuitansi Rp4.900.000 dari dua toko pada hari yang sama.",
        fails="Dua kuitansi Rp4.900.000 dan Rp4.500.000 dari satu toko pada hari yang sama.",
        border="Kuitansi Rp4.900.000 dan Rp3.900.000 dari satu toko: yang kedua tidak dekat dengan batas.",
    ),
)
def no_expense_is_split_below_the_stamp(facts: ReportFacts) -> Iterator[Finding]:
    tariffs: dict[date, tuple[int, int]] = {}  # day → from which amount a receipt nears the limit, and the limit
    first: dict[tuple[date, str], EntryFacts] = {}
    for entry in facts.entries:
        paid, day = entry.paid, entry.date
        if not paid or day is None or not entry.payee:
            continue
        limits = tariffs.get(day)
        if limits is None:
            limit = min((tier.at_least for tier in facts.law.on(STAMP_DUTY, day).tiers), default=0)
            limits = tariffs[day] = (limit * facts.law.on(SPLIT_SHARE, day) // 100, limit)
        if not limits[0] <= paid < limits[1]:
            continue
        other = first.setdefault((day, entry.payee.casefold()), entry)
        if other is not entry:
            yield no_expense_is_split_below_the_stamp.found(
                where=Where(CASH_BOOK, entry.row, "paid"),
                message=f"Kuitansi ini dan baris {other.row} dari penerima dan hari yang sama, keduanya hampir sebesar "
                "batas meterai.",
                found=f"{format_rupiah(other.paid or 0)} dan {format_rupiah(paid)}",
                expected=f"satu bukti bermeterai bila ini satu belanja; batasnya {format_rupiah(limits[1])}",
            )
