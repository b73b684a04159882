"""Both signatures under the statement of responsibility (SPTJM), and the head's under the pact, stand at handing in.

Judged in the act of submission only (``signatures`` is None before): a signature needs a report without errors, so no
error may wait for a signature. They are errors all: a report without them is nobody's report.
"""

from __future__ import annotations

from collections.abc import Iterator

from regulations.catalogue import Examples, Stage, Subject, rule
from regulations.citation import Citation
from regulations.dates import tanggal
from regulations.facts import ReportFacts
from regulations.findings import NOWHERE, Finding, Severity, Where
from regulations.instruments import TREASURY_LAW, social_assistance
from regulations.sheets import CASH_BOOK

_SIGNERS = {"treasurer": "bendahara", "partner_head": "ketua"}


@rule(
    id="TTD-01",
    title="Bendahara dan ketua menandatangani",
    fault="Tanda tangan belum lengkap",
    obligation="Pernyataan tanggung jawab mutlak ditandatangani bendahara dan ketua LKS sebelum laporan dikirim.",
    remedy="Minta yang bersangkutan masuk dengan akunnya sendiri, membaca pernyataan, lalu menandatanganinya.",
    severity=Severity.ERROR,
    citation=social_assistance("surat pernyataan tanggung jawab mutlak"),
    subject=Subject.STATEMENTS,
    stage=Stage.SUBMISSION,
    waivable=False,
    examples=Examples(
        passes="Bendahara dan ketua sudah menandatangani.",
        fails="Bendahara sudah menandatangani, ketua belum.",
        border="Laporan belum dikirim: tanda tangan belum ditanyakan.",
    ),
)
def both_have_signed(facts: ReportFacts) -> Iterator[Finding]:
    if facts.signatures is None:
        return
    signed = {signature.role for signature in facts.signatures}
    for role, name in _SIGNERS.items():
        if role not in signed:
            yield both_have_signed.found(
                where=NOWHERE,
                message=f"Laporan belum ditandatangani oleh {name} LKS.",
                found="belum ada tanda tangan",
                expected=f"tanda tangan {name} pada pernyataan tanggung jawab mutlak",
            )


@rule(
    id="TTD-02",
    title="Bendahara dan ketua dua orang berbeda",
    fault="Satu orang menandatangani dua kali",
    obligation="Bendahara dan ketua yang menandatangani adalah dua orang yang berbeda.",
    remedy="Minta balai mencatat ketua dan bendahara yang benar, lalu masing-masing menandatangani lagi.",
    severity=Severity.ERROR,
    citation=Citation(TREASURY_LAW, "pemisahan kewenangan"),
    subject=Subject.STATEMENTS,
    stage=Stage.SUBMISSION,
    waivable=False,
    retirable=False,
    examples=Examples(
        passes="Bendahara dan ketua menandatangani dengan akunnya masing-masing.",
        fails="Satu orang menandatangani sebagai bendahara dan sebagai ketua.",
        border="Bendahara menandatangani dua kali: tetap satu tanda tangan bendahara.",
    ),
)
def two_different_people_have_signed(facts: ReportFacts) -> Iterator[Finding]:
    roles: dict[str, set[str]] = {}
    for signature in facts.signatures or ():
        roles.setdefault(signature.signer, set()).add(signature.role)
    for held in roles.values():
        if len(held) > 1:
            yield two_different_people_have_signed.found(
                where=NOWHERE,
                message="Ketua dan bendahara yang menandatangani adalah orang yang sama.",
                found="satu orang untuk dua tanda tangan",
                expected="dua orang, masing-masing satu tanda tangan",
            )


@rule(
    id="TTD-03",
    title="Tanda tangan sesudah buku kas ditutup",
    fault="Tanda tangan mendahului baris buku kas",
    obligation="Pernyataan ditandatangani pada atau sesudah tanggal baris terakhir buku kas.",
    remedy="Periksa tanggal baris ini. Bila benar, tunggu sampai hari itu lewat, lalu tanda tangani lagi.",
    severity=Severity.ERROR,
    citation=social_assistance("surat pernyataan tanggung jawab mutlak"),
    subject=Subject.STATEMENTS,
    stage=Stage.SUBMISSION,
    examples=Examples(
        passes="Baris terakhir 1 Juli 2021, ditandatangani 9 Januari 2022.",
        fails="Baris terakhir 1 Juli 2021, ditandatangani bendahara 30 Juni 2021.",
        border="Baris terakhir 1 Juli 2021, ditandatangani pada hari itu juga.",
    ),
)
def nothing_is_booked_after_signing(facts: ReportFacts) -> Iterator[Finding]:
    dated = [(entry.date, entry.row) for entry in facts.entries if entry.date is not None]
    if not dated:
        return
    last, row = max(dated)
    for signature in facts.signatures or ():
        if signature.signed_on < last:
            name = _SIGNERS.get(signature.role, "LKS")
            yield nothing_is_booked_after_signing.found(
                where=Where(CASH_BOOK, row, "date"),
                message=f"Buku kas memuat baris sesudah hari {name} menandatangani.",
                found=f"baris tanggal {tanggal(last)}",
                expected=f"paling lambat {tanggal(signature.signed_on)}, hari tanda tangan {name}",
            )


@rule(
    id="TTD-04",
    title="Ketua menandatangani pakta integritas",
    fault="Pakta integritas belum ditandatangani",
    obligation="Laporan memuat pakta integritas yang ditandatangani ketua LKS.",
    remedy="Minta ketua masuk dengan akunnya sendiri, membaca pernyataan dan pakta, lalu menandatangani keduanya lagi.",
    severity=Severity.ERROR,
    citation=social_assistance("pakta integritas dalam laporan pertanggungjawaban"),
    subject=Subject.STATEMENTS,
    stage=Stage.SUBMISSION,
    waivable=False,
    examples=Examples(
        passes="Ketua menandatangani pernyataan dan pakta integritas sekaligus.",
        fails="Ketua menandatangani pernyataan saja.",
        border="Bendahara menandatangani pernyataan saja: pakta hanya ditandatangani ketua.",
    ),
)
def head_has_signed_the_pact(facts: ReportFacts) -> Iterator[Finding]:
    for signature in facts.signatures or ():
        if signature.role == "partner_head" and not signature.with_pact:
            yield head_has_signed_the_pact.found(
                where=NOWHERE,
                message="Pakta integritas belum ditandatangani ketua LKS.",
                found="tanda tangan ketua pada pernyataan saja",
                expected="tanda tangan ketua pada pernyataan dan pakta integritas",
            )
