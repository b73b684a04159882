"""Every expense has its own evidence: a number in the book, and a file behind the number."""

from __future__ import annotations

from collections.abc import Iterator

from regulations.cashbook import evidence_key, expenses_without
from regulations.catalogue import Examples, Stage, Subject, rule
from regulations.facts import ReportFacts
from regulations.findings import Finding, Severity, Where
from regulations.instruments import social_assistance
from regulations.sheets import CASH_BOOK


@rule(
    id="BKT-01",
    title="Tiap pengeluaran bernomor bukti",
    fault="Pengeluaran belum bernomor bukti",
    obligation="Tiap pengeluaran menunjuk bukti dengan nomornya.",
    remedy="Beri nomor pada kuitansi atau nota, lalu tulis nomor itu di kolom No. Bukti.",
    severity=Severity.ERROR,
    citation=social_assistance("bukti pengeluaran yang lengkap dan sah"),
    subject=Subject.EVIDENCE,
    examples=Examples(
        passes="Pengeluaran Rp4.500.000 dengan nomor bukti BK-001.",
        fails="Pengeluaran Rp4.500.000 tanpa nomor bukti.",
        border="Penerimaan dari SP2D tanpa nomor bukti: nomor hanya wajib untuk pengeluaran.",
    ),
)
def every_expense_has_an_evidence_number(facts: ReportFacts) -> Iterator[Finding]:
    for entry in expenses_without(facts, "evidence_number"):
        yield every_expense_has_an_evidence_number.found(
            where=Where(CASH_BOOK, entry.row, "evidence_number"),
            message="Pengeluaran ini belum bernomor bukti.",
            found="kosong",
            expected="nomor kuitansi atau nota",
        )


@rule(
    id="BKT-02",
    title="Nomor bukti tidak dipakai dua kali",
    fault="Nomor bukti dipakai dua kali",
    obligation="Satu bukti dipertanggungjawabkan satu kali.",
    remedy="Hapus baris yang tercatat dua kali, atau beri bukti yang berbeda nomornya sendiri.",
    severity=Severity.ERROR,
    citation=social_assistance("bukti pengeluaran yang lengkap dan sah"),
    subject=Subject.EVIDENCE,
    examples=Examples(
        passes="Nomor bukti BK-001 dan BK-002.",
        fails="Nomor bukti BK-001 di dua baris.",
        border="Nomor bukti “BK-001” dan “bk-001 ”: huruf kecil dan spasi tidak membuat nomor baru.",
    ),
)
def no_evidence_number_is_used_twice(facts: ReportFacts) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for entry in facts.entries:
        if not entry.evidence_number:
            continue
        row = first.setdefault(evidence_key(entry.evidence_number), entry.row)
        if row != entry.row:
            yield no_evidence_number_is_used_twice.found(
                where=Where(CASH_BOOK, entry.row, "evidence_number"),
                message=f"Nomor bukti ini sudah dipakai di baris {row}.",
                found=entry.evidence_number,
                expected="nomor bukti yang belum dipakai",
            )


@rule(
    id="BKT-03",
    title="Tiap pengeluaran disertai berkas bukti",
    fault="Pengeluaran belum disertai berkas bukti",
    obligation="Bukti tiap pengeluaran dilampirkan sebagai foto, hasil pindai, atau PDF.",
    remedy="Unggah foto atau hasil pindai bukti ini di halaman Bukti.",
    severity=Severity.ERROR,
    citation=social_assistance("bukti pengeluaran yang lengkap dan sah"),
    subject=Subject.EVIDENCE,
    stage=Stage.SUBMISSION,
    examples=Examples(
        passes="Pengeluaran BK-001 dan berkas untuk BK-001 sudah diunggah.",
        fails="Pengeluaran BK-002 dan berkas untuk BK-002 belum diunggah.",
        border="Berkas diunggah untuk “bk-002”: tetap dikenali sebagai bukti BK-002.",
    ),
)
def every_expense_has_an_evidence_file(facts: ReportFacts) -> Iterator[Finding]:
    if facts.evidenced is None:
        return
    evidenced = {evidence_key(number) for number in facts.evidenced}
    for entry in facts.entries:
        if entry.paid and entry.evidence_number and evidence_key(entry.evidence_number) not in evidenced:
            yield every_expense_has_an_evidence_file.found(
                where=Where(CASH_BOOK, entry.row, "evidence_number"),
                message=f"Bukti {entry.evidence_number} belum dilampirkan.",
                found="belum ada berkas",
                expected=f"foto, hasil pindai, atau PDF bukti {entry.evidence_number}",
            )
