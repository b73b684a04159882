"""Taxes withheld are paid in, and belong to an expense of the cash book."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regulations.cashbook import evidence_key
from regulations.catalogue import Examples, Subject, rule
from regulations.facts import ReportFacts
from regulations.findings import Finding, Severity, Where
from regulations.instruments import social_assistance
from regulations.parameters import NTPN_LENGTH
from regulations.sheets import CASH_BOOK, TAXES
from regulations.suggestions import Suggestions
from rupiah.format import format_rupiah

_LETTERS_AND_DIGITS = re.compile(r"[A-Za-z0-9]+")


@rule(
    id="PJK-01",
    title="NTPN berbentuk benar",
    fault="NTPN tidak mungkin benar",
    obligation="NTPN terdiri atas {NTPN-PANJANG} huruf dan angka.",
    remedy="Salin ulang NTPN dari bukti penerimaan negara, tanpa spasi dan tanda baca.",
    severity=Severity.ERROR,
    citation=social_assistance("bukti penyetoran pajak ke kas negara"),
    subject=Subject.TAXES,
    examples=Examples(
        passes="NTPN 0A1B2C3D4E5F6G7H.",
        fails="NTPN 0A1B2C3D4E5F6G7 yang hanya 15 tanda.",
        border="NTPN dengan huruf kecil: tetap diterima.",
    ),
)
def ntpn_is_well_formed(facts: ReportFacts) -> Iterator[Finding]:
    for tax in facts.taxes:
        if not tax.ntpn:
            continue
        length = facts.law.on(NTPN_LENGTH, tax.paid_on or facts.agreement.ends_on)
        if len(tax.ntpn) != length or not _LETTERS_AND_DIGITS.fullmatch(tax.ntpn):
            yield ntpn_is_well_formed.found(
                where=Where(TAXES, tax.row, "ntpn"),
                message="NTPN ini tidak mungkin benar.",
                found=f"{tax.ntpn} ({len(tax.ntpn)} tanda)",
                expected=f"{length} huruf dan angka",
            )


@rule(
    id="PJK-02",
    title="Pajak yang dipotong sudah disetor",
    fault="Pajak yang dipotong belum disetor",
    obligation="Pajak yang dipotong disetor ke kas negara dan dibuktikan dengan NTPN.",
    remedy="Setorkan pajaknya, lalu tulis NTPN dari bukti penerimaan negara.",
    severity=Severity.WARNING,
    citation=social_assistance("bukti penyetoran pajak ke kas negara"),
    subject=Subject.TAXES,
    examples=Examples(
        passes="Pajak Rp67.500 dengan NTPN.",
        fails="Pajak Rp67.500 tanpa NTPN.",
        border="Pajak Rp0 tanpa NTPN: tidak ada yang disetor.",
    ),
)
def withheld_tax_is_paid_in(facts: ReportFacts) -> Iterator[Finding]:
    for tax in facts.taxes:
        if tax.amount and not tax.ntpn and "ntpn" not in tax.unreadable:
            yield withheld_tax_is_paid_in.found(
                where=Where(TAXES, tax.row, "ntpn"),
                message=f"Pajak {format_rupiah(tax.amount)} ini belum ber-NTPN.",
                found="kosong",
                expected="NTPN dari bukti penerimaan negara",
            )


@rule(
    id="PJK-03",
    title="Pajak menunjuk bukti dalam buku kas",
    fault="Pajak tidak menunjuk bukti dalam buku kas",
    obligation="Tiap pajak menunjuk pengeluaran di buku kas dengan nomor buktinya.",
    remedy="Tulis nomor bukti pengeluaran yang dipotong pajaknya, sama seperti di BKU.",
    severity=Severity.ERROR,
    citation=social_assistance("hubungan pajak dengan bukti pengeluaran"),
    subject=Subject.TAXES,
    examples=Examples(
        passes="Pajak untuk BK-003, dan BK-003 ada di BKU.",
        fails="Pajak untuk BK-030, yang tidak ada di BKU.",
        border="Pajak untuk “bk-003”: tetap dikenali sebagai BK-003.",
    ),
)
def tax_points_to_an_expense(facts: ReportFacts) -> Iterator[Finding]:
    if not facts.taxes or CASH_BOOK in facts.unreadable_tables:
        return
    if any("evidence_number" in entry.unreadable for entry in facts.entries):
        return
    known = {
        evidence_key(entry.evidence_number): entry.evidence_number for entry in facts.entries if entry.evidence_number
    }
    meant = Suggestions(known)
    for tax in facts.taxes:
        if tax.evidence_number and (key := evidence_key(tax.evidence_number)) not in known:
            yield tax_points_to_an_expense.found(
                where=Where(TAXES, tax.row, "evidence_number"),
                message="Nomor bukti pajak ini tidak ada di buku kas.",
                found=tax.evidence_number,
                expected=f"salah satu nomor bukti di BKU{meant(key)}",
            )


@rule(
    id="PJK-04",
    title="Pajak tidak melebihi dasarnya",
    fault="Pajak melebihi dasarnya",
    obligation="Pajak yang dipotong tidak lebih besar daripada dasar pengenaannya.",
    remedy="Periksa kolom Dasar Pengenaan dan Jumlah Pajak; mungkin keduanya tertukar.",
    severity=Severity.ERROR,
    citation=social_assistance("hubungan pajak dengan bukti pengeluaran"),
    subject=Subject.TAXES,
    examples=Examples(
        passes="Dasar Rp1.500.000 dan pajak Rp22.500.",
        fails="Dasar Rp1.500.000 dan pajak Rp1.500.001.",
        border="Dasar Rp1.500.000 dan pajak tepat Rp1.500.000.",
    ),
)
def tax_is_no_larger_than_its_base(facts: ReportFacts) -> Iterator[Finding]:
    for tax in facts.taxes:
        if tax.amount is not None and tax.base is not None and tax.amount > tax.base:
            yield tax_is_no_larger_than_its_base.found(
                where=Where(TAXES, tax.row, "amount"),
                message="Pajak pada baris ini lebih besar daripada dasar pengenaannya.",
                found=format_rupiah(tax.amount),
                expected=f"paling banyak {format_rupiah(tax.base)}, dasar pengenaannya",
            )
