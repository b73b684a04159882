"""A receipt above the limit of its own day bears a stamp (bea meterai)."""

from __future__ import annotations

from collections.abc import Iterator

from regulations.catalogue import Examples, Subject, rule
from regulations.citation import Citation
from regulations.dates import tanggal
from regulations.facts import ReportFacts
from regulations.findings import Finding, Severity, Where
from regulations.instruments import STAMP_DUTY_LAW
from regulations.parameters import STAMP_DUTY
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
