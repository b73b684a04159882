"""A report as a plain workbook: what the office reads and sorts. The NIK stays masked.

Its lists are resources; its summary and the use of the RAB are figures.
"""

from __future__ import annotations

from reports.intake.layout import PM
from reports.models import BeneficiaryRow, Report, Revision
from reports.realisation import chosen, realisation
from vault.exports import Column, ListExport
from vault.tables import Table, workbook


class CashBookExport(ListExport):
    title = "BKU"
    row = Column("Baris", 8)
    date = Column("Tanggal", 12)
    evidence_number = Column("No. Bukti", 16)
    description = Column("Uraian", 44)
    payee = Column("Penerima pembayaran", 28)
    budget_code = Column("Kode RAB", 12)
    received = Column("Penerimaan", 16)
    paid = Column("Pengeluaran", 16)
    balance = Column("Saldo", 16)
    stamp_duty = Column("Meterai", 10)


class BeneficiariesExport(ListExport):
    title = "PM"
    row = Column("Baris", 8)
    nik = Column("NIK (disamarkan)", 22, "masked_nik")
    name = Column("Nama", 30)
    cluster = Column("Klaster", 24)
    component = Column("Komponen", 34)
    form = Column("Bentuk", 10)
    value = Column("Nilai", 16)
    received_on = Column("Tanggal terima", 14)
    assessed_on = Column("Tanggal asesmen", 14)
    conferred_on = Column("Tanggal pembahasan kasus", 14)
    handover_number = Column("No. BAST", 18)

    def dehydrate_cluster(self, row: BeneficiaryRow) -> str:
        return chosen(PM, "cluster", row.cluster)

    def dehydrate_component(self, row: BeneficiaryRow) -> str:
        return chosen(PM, "component", row.component)

    def dehydrate_form(self, row: BeneficiaryRow) -> str:
        return chosen(PM, "form", row.form)


class TaxesExport(ListExport):
    title = "Pajak"
    row = Column("Baris", 8)
    evidence_number = Column("No. Bukti", 16)
    kind = Column("Jenis", 20)
    base = Column("Dasar", 16)
    amount = Column("Nilai", 16)
    ntpn = Column("NTPN", 20)
    paid_on = Column("Tanggal setor", 14)


class FindingsExport(ListExport):
    title = "Temuan"
    place = Column("Tempat", 14)
    severity = Column("Tingkat", 12, "severity_label")
    rule = Column("Aturan", 10)
    message = Column("Temuan", 50)
    found = Column("Ditemukan", 30)
    expected = Column("Seharusnya", 30)
    remedy = Column("Cara memperbaiki", 40)
    citation = Column("Dasar", 40)


class EvidenceExport(ListExport):
    title = "Bukti"
    evidence_number = Column("No. Bukti", 16)
    file = Column("Berkas", 40, "file__original_name")
    sha256 = Column("SHA-256", 68, "file__sha256")
    attached_by = Column("Dilampirkan oleh", 28)


def report_workbook(report: Report, revision: Revision) -> bytes:
    """Summary, cash book, use of the RAB, beneficiaries, taxes, findings and evidence of one revision."""
    evidence = report.evidence.filter(removed_at__isnull=True)
    return workbook(
        [
            _summary(report, revision),
            CashBookExport().table(revision.entries.all()),
            _budget(report, revision),
            BeneficiariesExport().table(revision.beneficiaries.all()),
            TaxesExport().table(revision.taxes.all()),
            FindingsExport().table(revision.findings.all()),
            EvidenceExport().table(evidence.select_related("file", "attached_by")),
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
