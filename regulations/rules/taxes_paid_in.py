"""What is said of a payment of tax agrees with the expense it was withheld from, and with itself."""

from __future__ import annotations

from collections.abc import Iterator

from regulations.cashbook import evidence_key
from regulations.catalogue import Examples, Subject, rule
from regulations.dates import tanggal
from regulations.facts import EntryFacts, ReportFacts, TaxFacts
from regulations.findings import Finding, Severity, Where
from regulations.instruments import social_assistance
from regulations.sheets import CASH_BOOK, TAXES
from rupiah.format import format_rupiah


@rule(
    id="PJK-05",
    title="Satu NTPN untuk satu setoran",
    fault="Satu NTPN dipakai untuk setoran yang berbeda",
    obligation="Satu NTPN membuktikan satu setoran: satu jenis pajak, pada satu hari.",
    remedy="Tulis NTPN, jenis, dan tanggal setor seperti pada bukti penerimaan negara.",
    severity=Severity.WARNING,
    citation=social_assistance("bukti penyetoran pajak ke kas negara"),
    subject=Subject.TAXES,
    examples=Examples(
        passes="PPh 22 dan PPN dengan NTPN yang berbeda.",
        fails="PPh 22 dan PPN dengan NTPN yang sama.",
        border="Dua baris PPh 22 dengan NTPN dan tanggal yang sama: disetor bersama.",
    ),
)
def one_ntpn_proves_one_payment(facts: ReportFacts) -> Iterator[Finding]:
    first: dict[str, TaxFacts] = {}
    for tax in facts.taxes:
        if not tax.ntpn:
            continue
        other = first.setdefault(tax.ntpn.casefold(), tax)
        if tax.kind and other.kind and tax.kind != other.kind:
            message, expected = f"NTPN ini sudah dipakai di baris {other.row} untuk jenis pajak lain.", other.kind
            found = tax.kind
        elif tax.paid_on and other.paid_on and tax.paid_on != other.paid_on:
            message = f"NTPN ini sudah dipakai di baris {other.row} dengan tanggal setor lain."
            found, expected = tanggal(tax.paid_on), tanggal(other.paid_on)
        else:
            continue
        yield one_ntpn_proves_one_payment.found(
            where=Where(TAXES, tax.row, "ntpn"),
            message=message,
            found=found,
            expected=f"{expected}, seperti baris {other.row} dengan NTPN yang sama",
        )


@rule(
    id="PJK-06",
    title="Pajak disetor sesudah dipotong",
    fault="Pajak disetor sebelum dipotong",
    obligation="Pajak dipotong pada hari pengeluarannya, dan disetor pada hari itu atau sesudahnya.",
    remedy="Betulkan Tanggal Setor, atau nomor bukti pengeluarannya.",
    severity=Severity.WARNING,
    citation=social_assistance("bukti penyetoran pajak ke kas negara"),
    subject=Subject.TAXES,
    examples=Examples(
        passes="Dibayarkan 7 Juni 2021, pajaknya disetor 9 Juni 2021.",
        fails="Dibayarkan 7 Juni 2021, pajaknya disetor 6 Juni 2021.",
        border="Dibayarkan dan disetor pada hari yang sama, 7 Juni 2021.",
    ),
)
def tax_is_paid_in_after_it_was_withheld(facts: ReportFacts) -> Iterator[Finding]:
    for tax, entry in _with_their_expenses(facts):
        if tax.paid_on is not None and entry.date is not None and tax.paid_on < entry.date:
            yield tax_is_paid_in_after_it_was_withheld.found(
                where=Where(TAXES, tax.row, "paid_on"),
                message="Pajak ini disetor sebelum pengeluarannya dibayarkan.",
                found=tanggal(tax.paid_on),
                expected=f"{tanggal(entry.date)} atau sesudahnya, tanggal pengeluaran di BKU baris {entry.row}",
            )


@rule(
    id="PJK-07",
    title="Dasar pajak tidak melebihi pengeluarannya",
    fault="Dasar pajak melebihi pengeluarannya",
    obligation="Dasar pengenaan pajak tidak lebih besar daripada pengeluaran yang dipotong pajaknya.",
    remedy="Periksa Dasar Pengenaan, dan nomor bukti pengeluarannya.",
    severity=Severity.WARNING,
    citation=social_assistance("hubungan pajak dengan bukti pengeluaran"),
    subject=Subject.TAXES,
    examples=Examples(
        passes="Pengeluaran Rp1.500.000 dan dasar pajak Rp1.350.000.",
        fails="Pengeluaran Rp1.500.000 dan dasar pajak Rp1.500.001.",
        border="Pengeluaran Rp1.500.000 dan dasar pajak tepat Rp1.500.000.",
    ),
)
def base_of_tax_is_no_larger_than_its_expense(facts: ReportFacts) -> Iterator[Finding]:
    for tax, entry in _with_their_expenses(facts):
        if tax.base is not None and entry.paid is not None and tax.base > entry.paid:
            yield base_of_tax_is_no_larger_than_its_expense.found(
                where=Where(TAXES, tax.row, "base"),
                message="Dasar pajak ini lebih besar daripada pengeluarannya.",
                found=format_rupiah(tax.base),
                expected=f"paling banyak {format_rupiah(entry.paid)}, pengeluaran di BKU baris {entry.row}",
            )


@rule(
    id="PJK-08",
    title="Tanggal setor sudah tiba",
    fault="Tanggal setor belum tiba",
    obligation="Setoran pajak hanya dilaporkan bila sudah dilakukan pada hari laporan diperiksa.",
    remedy="Betulkan Tanggal Setor seperti pada bukti penerimaan negara.",
    severity=Severity.ERROR,
    citation=social_assistance("bukti penyetoran pajak ke kas negara"),
    subject=Subject.TAXES,
    examples=Examples(
        passes="Diperiksa 2 Juli 2021, disetor 9 Juni 2021.",
        fails="Diperiksa 2 Juli 2021, disetor 3 Juli 2021.",
        border="Diperiksa pada hari penyetorannya, 2 Juli 2021.",
    ),
)
def tax_has_been_paid_in(facts: ReportFacts) -> Iterator[Finding]:
    today = facts.today
    if today is None:
        return
    for tax in facts.taxes:
        if tax.paid_on is not None and tax.paid_on > today:
            yield tax_has_been_paid_in.found(
                where=Where(TAXES, tax.row, "paid_on"),
                message="Tanggal setor ini belum tiba.",
                found=tanggal(tax.paid_on),
                expected=f"paling lambat {tanggal(today)}, hari pemeriksaan",
            )


def _with_their_expenses(facts: ReportFacts) -> Iterator[tuple[TaxFacts, EntryFacts]]:
    """Taxes whose evidence number names one expense; where several bear it, no one can say which is meant."""
    if not facts.taxes or CASH_BOOK in facts.unreadable_tables:
        return
    asked = {evidence_key(tax.evidence_number) for tax in facts.taxes if tax.evidence_number}
    found: dict[str, list[EntryFacts]] = {}
    for entry in facts.entries:
        if entry.paid and entry.evidence_number and (key := evidence_key(entry.evidence_number)) in asked:
            found.setdefault(key, []).append(entry)
    for tax in facts.taxes:
        entries = found.get(evidence_key(tax.evidence_number or ""), [])
        if len(entries) == 1:
            yield tax, entries[0]
