"""A report as a plain workbook: what the office reads and sorts. The NIK stays masked."""

from __future__ import annotations

from reports.intake.layout import PM
from reports.models import Report, Revision
from reports.realisation import chosen, realisation
from vault.tables import Table, workbook


def report_workbook(report: Report, revision: Revision) -> bytes:
    """Summary, cash book, use of the RAB, beneficiaries, taxes, findings and evidence of one revision."""
    return workbook(
        [
            _summary(report, revision),
            _cash_book(revision),
            _budget(report, revision),
            _beneficiaries(revision),
            _taxes(revision),
            _findings(revision),
            _evidence(report),
        ]
    )


def _summary(report: Report, revision: Revision) -> Table:
    instalment = report.instalment
    agreement = instalment.agreement
    rows: list[tuple[str, object]] = [
        ("Kantor", agreement.partner.office.name),
        ("LKS", agreement.partner.name),
        ("PKS", agreement.number),
        ("Termin", instalment.number),
        ("Revisi", revision.number),
        ("Status", report.state_label),
        ("Batas waktu", report.due_on),
        ("Saldo awal", report.opening),
        ("Diterima", report.received),
        ("Dibelanjakan", report.spent),
        ("Sisa", report.remainder),
        ("Bunga bank", report.interest),
    ]
    return Table("Ringkasan", [("Perihal", 20), ("Isi", 50)], rows)


def _cash_book(revision: Revision) -> Table:
    headings = [
        ("Baris", 8),
        ("Tanggal", 12),
        ("No. Bukti", 16),
        ("Uraian", 44),
        ("Penerima pembayaran", 28),
        ("Kode RAB", 12),
        ("Penerimaan", 16),
        ("Pengeluaran", 16),
        ("Saldo", 16),
        ("Meterai", 10),
    ]
    fields = (
        "row",
        "date",
        "evidence_number",
        "description",
        "payee",
        "budget_code",
        "received",
        "paid",
        "balance",
        "stamp_duty",
    )
    return Table("BKU", headings, revision.entries.values_list(*fields).iterator(chunk_size=2000))


def _budget(report: Report, revision: Revision) -> Table:
    used = realisation(report, revision)
    headings = [("Kode", 12), ("Uraian", 44), ("Anggaran", 16), ("Laporan lalu", 16), ("Laporan ini", 16), ("Sisa", 16)]
    rows: list[tuple[object, ...]] = [
        (item.line.code, item.line.description, item.line.amount, item.before, item.spent, item.left)
        for item in used.lines
    ]
    if used.unknown:
        rows.append(("", "Di luar RAB", None, None, used.unknown, None))
    rows.append(("", "Jumlah", used.budget, used.before, used.spent, used.left))
    return Table("Realisasi RAB", headings, rows)


def _beneficiaries(revision: Revision) -> Table:
    headings = [
        ("Baris", 8),
        ("NIK (disamarkan)", 22),
        ("Nama", 30),
        ("Klaster", 24),
        ("Komponen", 34),
        ("Bentuk", 10),
        ("Nilai", 16),
        ("Tanggal terima", 14),
        ("Tanggal asesmen", 14),
        ("Tanggal pembahasan kasus", 14),
        ("No. BAST", 18),
    ]
    rows = (
        (
            row.row,
            row.masked_nik,
            row.name,
            *(chosen(PM, key, getattr(row, key)) for key in ("cluster", "component", "form")),
            row.value,
            row.received_on,
            row.assessed_on,
            row.conferred_on,
            row.handover_number,
        )
        for row in revision.beneficiaries.iterator(chunk_size=2000)
    )
    return Table("PM", headings, rows)


def _taxes(revision: Revision) -> Table:
    headings = [
        ("Baris", 8),
        ("No. Bukti", 16),
        ("Jenis", 20),
        ("Dasar", 16),
        ("Nilai", 16),
        ("NTPN", 20),
        ("Tanggal setor", 14),
    ]
    fields = ("row", "evidence_number", "kind", "base", "amount", "ntpn", "paid_on")
    return Table("Pajak", headings, revision.taxes.values_list(*fields))


def _findings(revision: Revision) -> Table:
    headings = [
        ("Tempat", 14),
        ("Tingkat", 12),
        ("Aturan", 10),
        ("Temuan", 50),
        ("Ditemukan", 30),
        ("Seharusnya", 30),
        ("Cara memperbaiki", 40),
        ("Dasar", 40),
    ]
    rows = (
        (f.place, f.severity_label, f.rule, f.message, f.found, f.expected, f.remedy, f.citation)
        for f in revision.findings.iterator(chunk_size=2000)
    )
    return Table("Temuan", headings, rows)


def _evidence(report: Report) -> Table:
    headings = [("No. Bukti", 16), ("Berkas", 40), ("SHA-256", 68), ("Dilampirkan oleh", 28)]
    rows = (
        (proof.evidence_number, proof.file.original_name, proof.file.sha256, str(proof.attached_by))
        for proof in report.evidence.filter(removed_at__isnull=True).select_related("file", "attached_by")
    )
    return Table("Bukti", headings, rows)
