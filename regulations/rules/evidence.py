"""Every expense has its own evidence: a number in the book, and a file behind the number."""

from __future__ import annotations

from collections.abc import Iterator

from regulations.cashbook import evidence_key, expenses_without
from regulations.catalogue import Examples, Stage, Subject, rule
from regulations.dates import tanggal
from regulations.facts import ReportFacts
from regulations.findings import Finding, Severity, Where
from regulations.instruments import social_assistance
from regulations.sheets import CASH_BOOK
from rupiah.format import format_rupiah


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


@rule(
    id="BKT-04",
    title="Tiap bukti mempunyai berkasnya sendiri",
    fault="Satu berkas dipakai untuk beberapa bukti",
    obligation="Satu foto atau hasil pindai membuktikan satu nomor bukti.",
    remedy="Lampirkan foto bukti ini sendiri. Bila satu nota memang memuat beberapa belanja, jelaskan.",
    severity=Severity.WARNING,
    citation=social_assistance("bukti pengeluaran yang lengkap dan sah"),
    subject=Subject.EVIDENCE,
    stage=Stage.SUBMISSION,
    examples=Examples(
        passes="BK-001 dan BK-002 dengan foto yang berbeda.",
        fails="BK-001 dan BK-002 dengan foto yang sama persis.",
        border="Satu nomor bukti dengan dua foto yang berbeda, depan dan belakang.",
    ),
)
def every_evidence_has_a_file_of_its_own(facts: ReportFacts) -> Iterator[Finding]:
    if not facts.evidence_files:
        return
    files = {evidence_key(number): hashes for number, hashes in facts.evidence_files.items()}
    first: dict[str, tuple[str, str]] = {}  # hash → key and number of the evidence that it proves first
    for entry in facts.entries:
        if not entry.paid or not entry.evidence_number:
            continue
        key = evidence_key(entry.evidence_number)
        others = {first.setdefault(one, (key, entry.evidence_number)) for one in sorted(files.get(key, ()))}
        shared = sorted(number for other, number in others if other != key)
        if shared:
            yield every_evidence_has_a_file_of_its_own.found(
                where=Where(CASH_BOOK, entry.row, "evidence_number"),
                message=f"Berkas bukti {entry.evidence_number} sama persis dengan berkas bukti {', '.join(shared)}.",
                found="berkas yang sama",
                expected=f"berkas bukti {entry.evidence_number} sendiri",
            )


@rule(
    id="BKT-05",
    title="Belanja tidak tercatat dua kali",
    fault="Belanja tampak tercatat dua kali",
    obligation="Satu belanja dicatat satu kali, dengan satu bukti.",
    remedy="Hapus baris yang ganda. Bila memang dua belanja yang berbeda, bedakan uraiannya.",
    severity=Severity.WARNING,
    citation=social_assistance("bukti pengeluaran yang lengkap dan sah"),
    subject=Subject.EVIDENCE,
    examples=Examples(
        passes="Dua belanja dari toko yang sama pada hari yang sama dengan jumlah berbeda.",
        fails="Tanggal, penerima, kode RAB, uraian, dan jumlah yang sama dengan dua nomor bukti.",
        border="Nomor buktinya pun sama: itu kesalahan BKT-02, tidak disebut dua kali.",
    ),
)
def no_expense_is_written_twice(facts: ReportFacts) -> Iterator[Finding]:
    first: dict[tuple[object, ...], tuple[int, str]] = {}
    for entry in facts.entries:
        if not (entry.paid and entry.date and entry.payee and entry.evidence_number and entry.description):
            continue
        key = (entry.date, entry.paid, entry.payee, entry.budget_code, entry.description)
        row, number = first.setdefault(key, (entry.row, entry.evidence_number))
        if row != entry.row and evidence_key(number) != evidence_key(entry.evidence_number):
            yield no_expense_is_written_twice.found(
                where=Where(CASH_BOOK, entry.row, "paid"),
                message=f"Belanja ini sama dengan baris {row}, hanya nomor buktinya yang berbeda.",
                found=f"{format_rupiah(entry.paid)} pada {tanggal(entry.date)} kepada {entry.payee}",
                expected=f"belanja yang belum tercatat di baris {row}",
            )
