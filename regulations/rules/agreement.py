"""The agreement (PKS) that a payment rests on, and the papers that entitle the LKS to be a partner.

What the LKS itself can mend or explain, its own papers, is a warning. What only the office can mend is a note: it tells
the verifier, and never holds up a treasurer who cannot help it. The office reads the same rules on the page of the
payment, before the money is gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from regulations.catalogue import Examples, Stage, Subject, rule
from regulations.citation import Citation
from regulations.dates import tanggal
from regulations.facts import DocumentFacts, ReportFacts
from regulations.findings import NOWHERE, Finding, Severity
from regulations.instruments import ACCREDITATION, PARTNERS, social_assistance
from regulations.payments import NOT_THE_TREASURER, dated
from rupiah.format import format_rupiah

_REGISTRATION, _ACCREDITATION = "tanda_daftar", "akreditasi"
#: Papers that may run out beside those two, and how a sentence names them.
_OTHER_PAPERS = {"akta": "Akta pendirian", "npwp": "NPWP"}


# Judged until the report is handed in: the office may still record the paper that the LKS had all along.
@rule(
    id="PKS-01",
    title="Tanda daftar LKS berlaku pada hari pembayaran",
    fault="Tanda daftar LKS tidak berlaku pada hari pembayaran",
    obligation="LKS yang menerima bantuan terdaftar, dan tanda daftarnya berlaku pada hari uang dibayarkan.",
    remedy="Serahkan tanda daftar yang berlaku pada hari itu kepada staf keuangan balai. Bila memang tidak ada, "
    "jelaskan sebabnya.",
    severity=Severity.WARNING,
    citation=Citation(PARTNERS, "pendaftaran lembaga kesejahteraan sosial"),
    subject=Subject.AGREEMENT,
    stage=Stage.SUBMISSION,
    examples=Examples(
        passes="Tanda daftar berlaku sampai 31 Desember 2024, SP2D 20 April 2021.",
        fails="Tanda daftar berlaku sampai 19 April 2021, SP2D 20 April 2021.",
        border="Tanda daftar berlaku sampai 20 April 2021, tepat hari SP2D.",
    ),
)
def registration_is_valid_when_paid(facts: ReportFacts) -> Iterator[Finding]:
    documents = facts.agreement.documents
    if documents is None:
        return
    papers = _of_kind(documents, _REGISTRATION)
    for payment in facts.instalment.disbursements:
        if not _any_valid(papers, payment.sp2d_date):
            yield registration_is_valid_when_paid.found(
                where=NOWHERE,
                message=f"Tanda daftar {facts.agreement.partner_name} tidak berlaku ketika dananya dibayarkan.",
                found=_shown(papers, "belum ada tanda daftar yang tercatat"),
                expected=f"tanda daftar yang berlaku pada hari {dated(payment)}",
            )


@rule(
    id="PKS-02",
    title="Akta dan NPWP LKS berlaku pada hari pembayaran",
    fault="Akta atau NPWP LKS tidak berlaku pada hari pembayaran",
    obligation="Dokumen LKS yang tercatat, akta pendirian dan NPWP, berlaku pada hari uang dibayarkan.",
    remedy="Serahkan dokumen yang berlaku pada hari itu kepada staf keuangan balai. Bila memang tidak ada, "
    "jelaskan sebabnya.",
    severity=Severity.WARNING,
    citation=Citation(PARTNERS, "dokumen lembaga kesejahteraan sosial"),
    subject=Subject.AGREEMENT,
    stage=Stage.SUBMISSION,
    examples=Examples(
        passes="Akta pendirian tahun 2015 tanpa batas waktu, SP2D 20 April 2021.",
        fails="Satu-satunya akta yang tercatat terbit 3 Mei 2021, sesudah SP2D 20 April 2021.",
        border="Tidak ada akta yang tercatat: LKS boleh tidak berbadan hukum, jadi tidak disebut.",
    ),
)
def other_documents_are_valid_when_paid(facts: ReportFacts) -> Iterator[Finding]:
    for kind, name in _OTHER_PAPERS.items():
        papers = _of_kind(facts.agreement.documents or (), kind)
        for payment in facts.instalment.disbursements:
            if papers and not _any_valid(papers, payment.sp2d_date):
                yield other_documents_are_valid_when_paid.found(
                    where=NOWHERE,
                    message=f"{name} {facts.agreement.partner_name} tidak berlaku ketika dananya dibayarkan.",
                    found=_shown(papers, ""),
                    expected=f"{name} yang berlaku pada hari {dated(payment)}",
                )


@rule(
    id="PKS-03",
    title="Nilai PKS sama dengan RAB dan jumlah termin",
    fault="Nilai PKS berbeda dari RAB atau jumlah termin",
    obligation="Nilai perjanjian sama dengan jumlah RAB dan sama dengan jumlah semua termin.",
    remedy=f"{NOT_THE_TREASURER} Balai yang menyamakan nilai, RAB, dan termin perjanjian ini.",
    severity=Severity.NOTE,
    citation=social_assistance("nilai dan rencana anggaran dalam perjanjian kerja sama"),
    subject=Subject.AGREEMENT,
    waivable=False,
    examples=Examples(
        passes="Nilai Rp120.000.000, RAB Rp120.000.000, dua termin masing-masing Rp60.000.000.",
        fails="Nilai Rp120.000.000, RAB Rp119.000.000.",
        border="Nilai Rp120.000.000 dalam tiga termin Rp50.000.000, Rp50.000.000, dan Rp20.000.000.",
    ),
)
def agreement_ties(facts: ReportFacts) -> Iterator[Finding]:
    agreement = facts.agreement
    sums = {
        "Jumlah RAB": [line.amount for line in agreement.budget_lines],
        "Jumlah semua termin": list(agreement.instalment_amounts),
    }
    for name, amounts in sums.items():
        total = sum(amounts)
        if amounts and total != agreement.value:
            yield agreement_ties.found(
                where=NOWHERE,
                message=f"{name} berselisih {format_rupiah(abs(total - agreement.value))} dari nilai perjanjian.",
                found=format_rupiah(total),
                expected=f"{format_rupiah(agreement.value)}, nilai PKS {agreement.number}",
            )


@rule(
    id="PKS-04",
    title="PKS ditandatangani sebelum dananya dibayarkan",
    fault="Dana dibayarkan sebelum PKS ditandatangani",
    obligation="Dana dibayarkan pada atau sesudah hari perjanjian ditandatangani.",
    remedy=f"{NOT_THE_TREASURER} Verifikator meminta balai memeriksa tanggal PKS dan SP2D.",
    severity=Severity.NOTE,
    citation=social_assistance("pembayaran berdasarkan perjanjian kerja sama"),
    subject=Subject.AGREEMENT,
    examples=Examples(
        passes="PKS ditandatangani 1 April 2021, SP2D 20 April 2021.",
        fails="PKS ditandatangani 21 April 2021, SP2D 20 April 2021.",
        border="PKS ditandatangani 20 April 2021, tepat hari SP2D.",
    ),
)
def agreement_was_signed_before_payment(facts: ReportFacts) -> Iterator[Finding]:
    signed_on = facts.agreement.signed_on
    if signed_on is None:
        return
    for payment in facts.instalment.disbursements:
        if payment.sp2d_date < signed_on:
            yield agreement_was_signed_before_payment.found(
                where=NOWHERE,
                message=f"{dated(payment)} mendahului penandatanganan PKS.",
                found=tanggal(payment.sp2d_date),
                expected=f"{tanggal(signed_on)}, tanggal PKS {facts.agreement.number}, atau sesudahnya",
            )


@rule(
    id="PKS-05",
    title="Dana dibayarkan dalam masa PKS",
    fault="Dana dibayarkan di luar masa PKS",
    obligation="Dana dibayarkan selama perjanjian berlaku, kedua tanggalnya termasuk.",
    remedy=f"{NOT_THE_TREASURER} Verifikator meminta balai memeriksa masa PKS dan tanggal SP2D.",
    severity=Severity.NOTE,
    citation=social_assistance("pembayaran dalam masa perjanjian kerja sama"),
    subject=Subject.AGREEMENT,
    examples=Examples(
        passes="PKS berlaku 1 April sampai 31 Desember 2021, SP2D 20 April 2021.",
        fails="PKS berlaku 1 April sampai 31 Desember 2021, SP2D 3 Januari 2022.",
        border="PKS berlaku sampai 31 Desember 2021, SP2D pada hari itu juga.",
    ),
)
def payment_falls_within_the_agreement(facts: ReportFacts) -> Iterator[Finding]:
    agreement = facts.agreement
    for payment in facts.instalment.disbursements:
        if not agreement.starts_on <= payment.sp2d_date <= agreement.ends_on:
            yield payment_falls_within_the_agreement.found(
                where=NOWHERE,
                message=f"{dated(payment)}, {format_rupiah(payment.amount)}, di luar masa PKS.",
                found=tanggal(payment.sp2d_date),
                expected=f"{tanggal(agreement.starts_on)} sampai {tanggal(agreement.ends_on)}, masa PKS",
            )


# An LKS may be accredited and need not be: one that never was is not spoken of.
@rule(
    id="PKS-06",
    title="Akreditasi LKS masih berlaku",
    fault="Akreditasi LKS sudah habis",
    obligation="Akreditasi yang pernah dimiliki LKS diperpanjang sebelum habis.",
    remedy="Tidak menghalangi laporan. Ajukan perpanjangan akreditasi, lalu serahkan sertifikatnya kepada balai.",
    severity=Severity.NOTE,
    citation=Citation(ACCREDITATION, "masa berlaku akreditasi"),
    subject=Subject.AGREEMENT,
    stage=Stage.SUBMISSION,
    examples=Examples(
        passes="Akreditasi berlaku sampai 31 Desember 2022, SP2D 20 April 2021.",
        fails="Akreditasi habis 31 Desember 2020, SP2D 20 April 2021.",
        border="LKS belum pernah terakreditasi: tidak disebut.",
    ),
)
def accreditation_has_not_run_out(facts: ReportFacts) -> Iterator[Finding]:
    papers = _of_kind(facts.agreement.documents or (), _ACCREDITATION)
    for payment in facts.instalment.disbursements:
        if papers and not _any_valid(papers, payment.sp2d_date):
            yield accreditation_has_not_run_out.found(
                where=NOWHERE,
                message=f"Akreditasi {facts.agreement.partner_name} tidak berlaku ketika dananya dibayarkan.",
                found=_shown(papers, ""),
                expected=f"akreditasi yang berlaku pada hari {dated(payment)}",
            )


def _of_kind(documents: Sequence[DocumentFacts], kind: str) -> list[DocumentFacts]:
    return [document for document in documents if document.kind == kind]


def _any_valid(papers: Sequence[DocumentFacts], day: date) -> bool:
    return any(paper.valid_on(day) for paper in papers)


def _shown(papers: Sequence[DocumentFacts], none: str) -> str:
    """The paper that holds longest with its days, or ``none``."""
    if not papers:
        return none
    paper = max(papers, key=lambda one: one.valid_until or date.max)
    issued = f", terbit {tanggal(paper.issued_on)}" if paper.issued_on else ""
    until = f", berlaku sampai {tanggal(paper.valid_until)}" if paper.valid_until else ""
    return f"nomor {paper.number}{issued}{until}"
