"""Nothing is accounted for twice: neither aid, nor a receipt, nor a payment of tax, in whichever report it stood first.

What another LKS reported is not shown: a finding names its office and day, never its people or its papers.
"""

from __future__ import annotations

from collections.abc import Iterator

from regulations.cashbook import evidence_key
from regulations.catalogue import Examples, Stage, Subject, rule
from regulations.dates import tanggal
from regulations.facts import ReportFacts, SeenFacts
from regulations.findings import Finding, Severity, Where
from regulations.instruments import atensi, social_assistance
from regulations.parameters import REPEATED_AID_DAYS
from regulations.sheets import BENEFICIARIES, CASH_BOOK, TAXES
from rupiah.format import format_angka


@rule(
    id="ULG-01",
    title="Bantuan yang sama tidak berulang dari tempat lain",
    fault="Orang ini sudah menerima bantuan yang sama dari tempat lain",
    obligation="Seorang penerima manfaat tidak menerima bantuan yang sama lagi dari perjanjian atau balai lain.",
    remedy="Tanyakan kepada penerima dan balai. Bila bantuannya memang perlu diulang, jelaskan sebabnya.",
    severity=Severity.WARNING,
    citation=atensi("penyaluran bantuan yang tidak berulang kepada orang yang sama"),
    subject=Subject.CONSISTENCY,
    stage=Stage.BOTH,
    examples=Examples(
        passes="Orang ini belum pernah menerima bantuan yang sama.",
        fails="Alat bantu dengar dari balai lain pada 10 Juni 2021, lagi pada 10 Oktober 2021.",
        border="Bantuan yang sama 366 hari sebelumnya: di luar jangka 365 hari.",
    ),
)
def aid_is_not_repeated_by_others(facts: ReportFacts) -> Iterator[Finding]:
    if facts.elsewhere is None or not facts.elsewhere.aid:
        return
    for beneficiary in facts.beneficiaries:
        seen, day = facts.elsewhere.aid.get(beneficiary.row), beneficiary.received_on
        if seen is None or day is None or seen.on is None or seen.on == day:
            continue
        span = facts.law.on(REPEATED_AID_DAYS, day)
        apart = abs((day - seen.on).days)
        if apart <= span:
            yield aid_is_not_repeated_by_others.found(
                where=Where(BENEFICIARIES, beneficiary.row, "nik"),
                message=f"Orang ini menerima bantuan yang sama pada {tanggal(seen.on)} menurut {seen.where}.",
                found=f"bantuan yang sama, berjarak {format_angka(apart)} hari",
                expected=f"tidak ada bantuan yang sama dalam {format_angka(span)} hari",
            )


@rule(
    id="ULG-02",
    title="Satu bantuan dilaporkan satu kali",
    fault="Bantuan ini sudah dilaporkan",
    obligation="Bantuan kepada seorang penerima pada satu hari dipertanggungjawabkan dalam satu laporan saja.",
    remedy="Hapus baris ini bila bantuannya sudah dilaporkan. Betulkan Tanggal Terima bila bantuannya lain.",
    severity=Severity.ERROR,
    citation=social_assistance("daftar penerima manfaat dalam laporan pertanggungjawaban"),
    subject=Subject.CONSISTENCY,
    stage=Stage.BOTH,
    examples=Examples(
        passes="Bantuan 10 Juni 2021 hanya ada di laporan ini.",
        fails="Orang, komponen, bentuk, dan tanggal yang sama sudah ada di laporan termin 1.",
        border="Hari yang berbeda satu hari saja: bukan bantuan yang sama, melainkan mungkin berulang (ULG-01).",
    ),
)
def one_aid_is_reported_once(facts: ReportFacts) -> Iterator[Finding]:
    if facts.elsewhere is None or not facts.elsewhere.aid:
        return
    for beneficiary in facts.beneficiaries:
        seen, day = facts.elsewhere.aid.get(beneficiary.row), beneficiary.received_on
        if seen is not None and day is not None and seen.on == day:
            yield one_aid_is_reported_once.found(
                where=Where(BENEFICIARIES, beneficiary.row, "received_on"),
                message=f"Bantuan ini sudah dilaporkan: {seen.where}.",
                found=f"orang, komponen, dan bentuk yang sama pada {tanggal(day)}",
                expected="bantuan yang belum dilaporkan",
            )


@rule(
    id="ULG-03",
    title="Satu bukti dipakai dalam satu laporan",
    fault="Bukti sudah dipakai dalam laporan lain",
    obligation="Bukti yang sudah dipertanggungjawabkan dalam satu laporan tidak dipakai lagi dalam laporan lain.",
    remedy="Hapus baris ini bila belanjanya sudah dilaporkan. Betulkan nomor, tanggal, atau jumlahnya bila keliru.",
    severity=Severity.ERROR,
    citation=social_assistance("bukti pengeluaran yang lengkap dan sah"),
    subject=Subject.CONSISTENCY,
    stage=Stage.BOTH,
    examples=Examples(
        passes="Kuitansi BK-001 hanya ada di laporan ini.",
        fails="Nomor, tanggal, dan jumlah yang sama sudah ada di laporan termin 1.",
        border="Nomor yang sama dengan jumlah berbeda: setiap laporan boleh mulai lagi dari BK-001.",
    ),
)
def no_receipt_stands_in_two_reports(facts: ReportFacts) -> Iterator[Finding]:
    if facts.elsewhere is None:
        return
    for row, seen in sorted(facts.elsewhere.evidence.items()):
        yield no_receipt_stands_in_two_reports.found(
            where=Where(CASH_BOOK, row, "evidence_number"),
            message=f"Bukti dengan nomor, tanggal, dan jumlah ini sudah dipakai: {_place(seen)}.",
            found="nomor, tanggal, dan jumlah yang sama",
            expected="bukti yang belum dipakai dalam laporan lain",
        )


@rule(
    id="ULG-04",
    title="Satu berkas bukti dipakai dalam satu laporan",
    fault="Berkas bukti sudah dipakai dalam laporan lain",
    obligation="Foto atau hasil pindai bukti yang sudah dilampirkan pada satu laporan tidak dipakai lagi pada laporan "
    "lain.",
    remedy="Lampirkan foto bukti belanja ini sendiri. Hapus barisnya bila belanjanya sudah dilaporkan.",
    severity=Severity.ERROR,
    citation=social_assistance("bukti pengeluaran yang lengkap dan sah"),
    subject=Subject.CONSISTENCY,
    stage=Stage.SUBMISSION,
    examples=Examples(
        passes="Foto BK-002 hanya ada di laporan ini.",
        fails="Foto BK-002 sama persis dengan foto di laporan lain.",
        border="Bukti yang sama difoto dua kali: berkasnya berbeda, dan yang menemukannya ULG-03.",
    ),
)
def no_file_proves_two_reports(facts: ReportFacts) -> Iterator[Finding]:
    if facts.elsewhere is None or not facts.elsewhere.files:
        return
    seen_by_key = {evidence_key(number): seen for number, seen in facts.elsewhere.files.items()}
    for entry in facts.entries:
        if not entry.paid or not entry.evidence_number:
            continue
        seen = seen_by_key.get(evidence_key(entry.evidence_number))
        if seen is not None:
            yield no_file_proves_two_reports.found(
                where=Where(CASH_BOOK, entry.row, "evidence_number"),
                message=f"Berkas bukti {entry.evidence_number} sama persis dengan berkas lain: {_place(seen)}.",
                found="berkas yang sama",
                expected="berkas bukti belanja ini sendiri",
            )


@rule(
    id="ULG-05",
    title="Satu NTPN dipakai dalam satu laporan",
    fault="NTPN sudah dipakai dalam laporan lain",
    obligation="Setoran pajak yang sudah dilaporkan tidak dipakai lagi sebagai bukti dalam laporan lain.",
    remedy="Tulis NTPN setoran pajak ini sendiri, seperti pada bukti penerimaan negara.",
    severity=Severity.ERROR,
    citation=social_assistance("bukti penyetoran pajak ke kas negara"),
    subject=Subject.CONSISTENCY,
    stage=Stage.BOTH,
    examples=Examples(
        passes="NTPN 0A1B2C3D4E5F6G7H hanya ada di laporan ini.",
        fails="NTPN 0A1B2C3D4E5F6G7H sudah ada di laporan termin 1.",
        border="NTPN yang sama dengan huruf kecil: tetap NTPN yang sama.",
    ),
)
def no_tax_payment_stands_in_two_reports(facts: ReportFacts) -> Iterator[Finding]:
    if facts.elsewhere is None or not facts.elsewhere.tax_payments:
        return
    for tax in facts.taxes:
        seen = facts.elsewhere.tax_payments.get(tax.row)
        if seen is not None:
            yield no_tax_payment_stands_in_two_reports.found(
                where=Where(TAXES, tax.row, "ntpn"),
                message=f"NTPN ini sudah dipakai: {_place(seen)}.",
                found=tax.ntpn or "NTPN yang sama",
                expected="NTPN yang belum dipakai dalam laporan lain",
            )


@rule(
    id="ULG-06",
    title="Transaksi melanjutkan laporan terdahulu",
    fault="Transaksi mendahului akhir laporan terdahulu",
    obligation="Buku kas termin ini dimulai sesudah buku kas laporan terdahulu dari perjanjian yang sama ditutup.",
    remedy="Betulkan tanggalnya. Bila belanja ini milik termin terdahulu, jelaskan kepada verifikator.",
    severity=Severity.WARNING,
    citation=social_assistance("kesinambungan buku kas umum antarlaporan"),
    subject=Subject.CONSISTENCY,
    stage=Stage.BOTH,
    examples=Examples(
        passes="Laporan terdahulu berakhir 10 April 2021, transaksi pertama 21 April 2021.",
        fails="Laporan terdahulu berakhir 22 April 2021, transaksi pertama 21 April 2021.",
        border="Laporan terdahulu berakhir pada hari transaksi pertama ini, 21 April 2021.",
    ),
)
def entries_follow_the_report_before(facts: ReportFacts) -> Iterator[Finding]:
    before = facts.elsewhere.before if facts.elsewhere else None
    if before is None or before.on is None:
        return
    for entry in facts.entries:
        # A day before the agreement has its own rule already, BKU-05.
        if entry.date is not None and facts.agreement.starts_on <= entry.date < before.on:
            yield entries_follow_the_report_before.found(
                where=Where(CASH_BOOK, entry.row, "date"),
                message="Transaksi ini bertanggal sebelum akhir laporan terdahulu.",
                found=tanggal(entry.date),
                expected=f"{tanggal(before.on)} atau sesudahnya, transaksi terakhir {before.where}",
            )


def _place(seen: SeenFacts) -> str:
    return f"{seen.where}, {tanggal(seen.on)}" if seen.on else seen.where
