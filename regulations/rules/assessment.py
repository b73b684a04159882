"""Before aid is given, need is assessed with its instrument, and a case conference chooses the approach.

The order of the days is an error, for a report that says so contradicts itself. A day that is missing is a warning: the
Director General asks for proof of both, no article that has been read does, and a date that a form forces out of a
treasurer proves nothing. A missing file is a warning for the same reason: the file is the proof, and who has none says
why before the report is signed.
"""

from __future__ import annotations

from collections.abc import Iterator

from regulations.casefiles import assessment_number, conference_number
from regulations.cashbook import evidence_key
from regulations.catalogue import Examples, Stage, Subject, rule
from regulations.dates import tanggal
from regulations.facts import ReportFacts
from regulations.findings import Finding, Severity, Where
from regulations.instruments import atensi
from regulations.sheets import BENEFICIARIES


@rule(
    id="ASM-01",
    title="Asesmen dilakukan sebelum bantuan",
    fault="Asesmen dilakukan sesudah bantuan",
    obligation="Asesmen dengan instrumennya dilakukan paling lambat pada hari bantuan diterima.",
    remedy="Betulkan Tanggal Asesmen atau Tanggal Terima sesuai berkasnya.",
    severity=Severity.ERROR,
    citation=atensi("asesmen sebelum bantuan diberikan"),
    subject=Subject.ASSESSMENT,
    examples=Examples(
        passes="Asesmen 12 April 2021, bantuan diterima 10 Juni 2021.",
        fails="Asesmen 11 Juni 2021, bantuan diterima 10 Juni 2021.",
        border="Asesmen dan bantuan pada hari yang sama, 10 Juni 2021.",
    ),
)
def assessment_comes_before_aid(facts: ReportFacts) -> Iterator[Finding]:
    for beneficiary in facts.beneficiaries:
        assessed, received = beneficiary.assessed_on, beneficiary.received_on
        if assessed is not None and received is not None and assessed > received:
            yield assessment_comes_before_aid.found(
                where=Where(BENEFICIARIES, beneficiary.row, "assessed_on"),
                message="Asesmen bertanggal sesudah bantuan diterima.",
                found=tanggal(assessed),
                expected=f"paling lambat {tanggal(received)}, tanggal bantuan diterima menurut baris ini",
            )


@rule(
    id="ASM-02",
    title="Pembahasan kasus di antara asesmen dan bantuan",
    fault="Pembahasan kasus tidak di antara asesmen dan bantuan",
    obligation="Pembahasan kasus (case conference) diadakan sesudah asesmen dan sebelum bantuan diberikan.",
    remedy="Betulkan Tanggal Pembahasan Kasus sesuai notulanya.",
    severity=Severity.ERROR,
    citation=atensi("pembahasan kasus sebelum pendekatan dipilih"),
    subject=Subject.ASSESSMENT,
    examples=Examples(
        passes="Asesmen 12 April, pembahasan kasus 20 April, bantuan 10 Juni 2021.",
        fails="Asesmen 12 April, pembahasan kasus 11 April, bantuan 10 Juni 2021.",
        border="Asesmen dan pembahasan kasus pada hari yang sama, 12 April 2021.",
    ),
)
def conference_lies_between_assessment_and_aid(facts: ReportFacts) -> Iterator[Finding]:
    for beneficiary in facts.beneficiaries:
        conferred = beneficiary.conferred_on
        if conferred is None:
            continue
        assessed, received = beneficiary.assessed_on, beneficiary.received_on
        if received is not None and conferred > received:
            message = "Pembahasan kasus bertanggal sesudah bantuan diterima."
            expected = f"paling lambat {tanggal(received)}, tanggal bantuan diterima menurut baris ini"
        # An assessment after the aid has its own rule, ASM-01; the conference need not follow it there.
        elif assessed is not None and conferred < assessed and (received is None or assessed <= received):
            message = "Pembahasan kasus bertanggal sebelum asesmen."
            expected = f"{tanggal(assessed)} atau sesudahnya, tanggal asesmen menurut baris ini"
        else:
            continue
        yield conference_lies_between_assessment_and_aid.found(
            where=Where(BENEFICIARIES, beneficiary.row, "conferred_on"),
            message=message,
            found=tanggal(conferred),
            expected=expected,
        )


@rule(
    id="ASM-03",
    title="Tanggal asesmen tertulis",
    fault="Tanggal asesmen belum ditulis",
    obligation="Tiap penerima manfaat diasesmen dengan instrumennya sebelum menerima bantuan, dan tanggalnya dicatat.",
    remedy="Tulis tanggal asesmen menurut instrumennya. Bila memang tidak ada asesmen, jelaskan kepada verifikator.",
    severity=Severity.WARNING,
    citation=atensi("asesmen sebelum bantuan diberikan"),
    subject=Subject.ASSESSMENT,
    examples=Examples(
        passes="Bantuan 10 Juni 2021 dengan tanggal asesmen 12 April 2021.",
        fails="Bantuan 10 Juni 2021 tanpa tanggal asesmen.",
        border="Tanggal asesmen tertulis tetapi tidak terbaca: sudah disebut saat buku kerja dibaca.",
    ),
)
def assessment_is_dated(facts: ReportFacts) -> Iterator[Finding]:
    for beneficiary in facts.beneficiaries:
        if beneficiary.assessed_on is None and "assessed_on" not in beneficiary.unreadable:
            yield assessment_is_dated.found(
                where=Where(BENEFICIARIES, beneficiary.row, "assessed_on"),
                message="Tanggal asesmen penerima manfaat ini belum ditulis.",
                found="kosong",
                expected="tanggal asesmen menurut instrumennya",
            )


@rule(
    id="ASM-04",
    title="Tanggal pembahasan kasus tertulis",
    fault="Tanggal pembahasan kasus belum ditulis",
    obligation="Pendekatan bagi tiap penerima manfaat dipilih dalam pembahasan kasus, dan tanggalnya dicatat.",
    remedy="Tulis tanggal menurut notula pembahasan kasus. Bila memang tidak diadakan, jelaskan kepada verifikator.",
    severity=Severity.WARNING,
    citation=atensi("pembahasan kasus sebelum pendekatan dipilih"),
    subject=Subject.ASSESSMENT,
    examples=Examples(
        passes="Bantuan 10 Juni 2021 dengan tanggal pembahasan kasus 20 April 2021.",
        fails="Bantuan 10 Juni 2021 tanpa tanggal pembahasan kasus.",
        border="Tanggal pembahasan kasus tertulis tetapi tidak terbaca: sudah disebut saat buku kerja dibaca.",
    ),
)
def conference_is_dated(facts: ReportFacts) -> Iterator[Finding]:
    for beneficiary in facts.beneficiaries:
        if beneficiary.conferred_on is None and "conferred_on" not in beneficiary.unreadable:
            yield conference_is_dated.found(
                where=Where(BENEFICIARIES, beneficiary.row, "conferred_on"),
                message="Tanggal pembahasan kasus bagi penerima manfaat ini belum ditulis.",
                found="kosong",
                expected="tanggal menurut notula pembahasan kasus",
            )


@rule(
    id="ASM-05",
    title="Berkas asesmen dilampirkan",
    fault="Berkas asesmen belum dilampirkan",
    obligation="Asesmen tiap penerima manfaat dibuktikan dengan berkas instrumennya. Satu berkas boleh memuat semua "
    "yang diasesmen pada hari yang sama.",
    remedy="Lampirkan foto atau hasil pindai instrumennya di halaman Bukti. Bila memang tidak ada, jelaskan kepada "
    "verifikator.",
    severity=Severity.WARNING,
    citation=atensi("asesmen dengan instrumennya, dengan tanggal dan berkas"),
    subject=Subject.ASSESSMENT,
    stage=Stage.SUBMISSION,
    examples=Examples(
        passes="Asesmen 12 April 2021 dengan berkas ASESMEN-2021-04-12.",
        fails="Asesmen 12 April 2021 tanpa berkas.",
        border="Dua orang diasesmen pada 12 April 2021: satu berkas ASESMEN-2021-04-12 cukup untuk keduanya.",
    ),
)
def assessment_has_its_file(facts: ReportFacts) -> Iterator[Finding]:
    attached = _attached(facts)
    for beneficiary in facts.beneficiaries:
        day = beneficiary.assessed_on
        if attached is None or day is None or evidence_key(assessment_number(day)) in attached:
            continue
        yield assessment_has_its_file.found(
            where=Where(BENEFICIARIES, beneficiary.row, "assessed_on"),
            message=f"Berkas asesmen {tanggal(day)} bagi penerima manfaat ini belum dilampirkan.",
            found="belum ada berkas",
            expected=f"instrumen asesmen sebagai {assessment_number(day)}",
        )


@rule(
    id="ASM-06",
    title="Notula pembahasan kasus dilampirkan",
    fault="Notula pembahasan kasus belum dilampirkan",
    obligation="Pembahasan kasus dibuktikan dengan notulanya. Satu notula berlaku untuk semua yang dibahas pada hari "
    "itu.",
    remedy="Lampirkan foto atau hasil pindai notulanya di halaman Bukti. Bila memang tidak ada, jelaskan kepada "
    "verifikator.",
    severity=Severity.WARNING,
    citation=atensi("pembahasan kasus, dengan tanggal dan berkas"),
    subject=Subject.ASSESSMENT,
    stage=Stage.SUBMISSION,
    examples=Examples(
        passes="Pembahasan kasus 20 April 2021 dengan berkas PEMBAHASAN-2021-04-20.",
        fails="Pembahasan kasus 20 April 2021 tanpa berkas.",
        border="Dua orang dibahas pada 20 April 2021: satu notula cukup untuk keduanya.",
    ),
)
def conference_has_its_minutes(facts: ReportFacts) -> Iterator[Finding]:
    attached = _attached(facts)
    for beneficiary in facts.beneficiaries:
        day = beneficiary.conferred_on
        if attached is None or day is None or evidence_key(conference_number(day)) in attached:
            continue
        yield conference_has_its_minutes.found(
            where=Where(BENEFICIARIES, beneficiary.row, "conferred_on"),
            message=f"Notula pembahasan kasus {tanggal(day)} bagi penerima manfaat ini belum dilampirkan.",
            found="belum ada berkas",
            expected=f"notula pembahasan kasus sebagai {conference_number(day)}",
        )


def _attached(facts: ReportFacts) -> set[str] | None:
    """Keys of what has a file; None: not asked yet."""
    return None if facts.evidenced is None else {evidence_key(number) for number in facts.evidenced}
