"""The statement of absolute responsibility (SPTJM) and the integrity pact: their text, and what a signature covers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from accounts.roles import Role
from partners.models import Officer
from regulations.dates import tanggal
from reports.answers import Answers, answers_of
from reports.evidence import evidence_sheet
from reports.models import Evidence, Report, Revision, Signature
from rupiah.format import format_rupiah
from rupiah.terbilang import terbilang

SIGNERS = (Role.TREASURER, Role.PARTNER_HEAD)


#: What the head promises for the LKS, whatever the report: a signature covers these very words.
PACT = (
    "Kami tidak melakukan korupsi, kolusi, dan nepotisme dalam menggunakan dan mempertanggungjawabkan bantuan ini.",
    "Kami tidak meminta, memberi, atau menerima imbalan apa pun yang berkaitan dengan bantuan ini, dari atau kepada "
    "siapa pun.",
    "Kami tidak memakai bantuan ini untuk kepentingan pribadi, keluarga, golongan, atau partai politik.",
    "Kami memilih penerima manfaat menurut kebutuhannya, dan penyedia barang atau jasa tanpa pertentangan kepentingan.",
    "Kami menyusun laporan dengan jujur dan terbuka, dan memberikan semua keterangan yang diminta pemeriksa.",
    "Bila kami mengetahui penyimpangan, kami melaporkannya kepada balai atau kepada Inspektorat Jenderal.",
    "Bila kami melanggar pakta ini, kami bersedia dikenai sanksi menurut peraturan perundang-undangan.",
)


@dataclass(frozen=True, slots=True)
class Document:
    """A text to be signed, in Indonesian: heading, opening line, numbered clauses, closing."""

    title: str
    opening: str
    clauses: tuple[str, ...]
    closing: str


@dataclass(frozen=True, slots=True)
class Statement(Document):
    """The SPTJM, with the pact that the head signs in the same act, and the digest that is signed."""

    pact: Document
    digest: str


def signing_digest(report: Report, revision: Revision, answers: Answers | None = None) -> str:
    """SHA-256 over all that is signed, 64 hex digits.

    That is the workbook and all attached evidence with their numbers, what the treasurer explained, the waivers that
    the report relies on, and what the head promises.
    """
    answers = answers or answers_of(report)
    evidence = Evidence.objects.filter(report=report, removed_at__isnull=True)
    lines = sorted(f"{number}\n{sha256}" for number, sha256 in evidence.values_list("evidence_number", "file__sha256"))
    lines += sorted("\n".join(("explanation", *key, _sha256(one.text))) for key, one in answers.explanations.items())
    lines += [f"waiver\n{waiver.pk}" for waiver in answers.holding]
    lines.append("\n".join(("pact", *PACT)))
    return _sha256("\n".join([revision.workbook.sha256, *lines]))


def statement_of(report: Report, revision: Revision) -> Statement:
    """The statement on this revision, with its amounts in figures and in words."""
    instalment = report.instalment
    agreement = instalment.agreement
    files = evidence_sheet(report, revision).receipts
    answers = answers_of(report)
    aid = (
        f"atas bantuan sosial termin {instalment.number} menurut perjanjian kerja sama nomor {agreement.number} "
        f"tanggal {tanggal(agreement.signed_on)} dengan {agreement.partner.office.name}, menyatakan bahwa:"
    )
    return Statement(
        title="Surat Pernyataan Tanggung Jawab Mutlak (SPTJM)",
        opening=f"Kami yang menandatangani pernyataan ini, Ketua dan Bendahara {agreement.partner.name}, {aid}",
        clauses=(
            f"Bantuan yang kami terima sebesar {_both(report.received)}.",
            f"Bantuan yang kami gunakan sebesar {_both(report.spent)}, tercatat dalam {revision.entry_count} baris "
            f"buku kas umum dan dibuktikan dengan {files} berkas bukti.",
            f"Sisa bantuan sebesar {_both(report.remainder)}"
            + (" dan akan kami setorkan ke kas negara." if report.remainder else ", jadi tidak ada yang disetor."),
            f"Bunga bank atas bantuan itu sebesar {_both(report.interest)} dan akan kami setorkan ke kas negara."
            if report.interest
            else "Tidak ada bunga bank atas bantuan itu.",
            "Bantuan digunakan sesuai dengan rencana anggaran biaya dan tujuan yang disepakati dalam perjanjian, dan "
            "tidak ada bagian bantuan yang kami potong dari hak penerima manfaat.",
            *_clauses_on_answers(answers),
            ("Selain yang dikecualikan itu, semua" if answers.holding else "Semua")
            + " bukti pengeluaran lengkap dan sah, dan aslinya kami simpan untuk keperluan pemeriksaan.",
            "Kami bertanggung jawab mutlak atas kebenaran laporan ini. Bila di kemudian hari terbukti ada kerugian "
            "negara, kami bersedia mengembalikannya ke kas negara dan dituntut menurut peraturan perundang-undangan.",
        ),
        closing="Pernyataan ini kami buat dengan sadar dan tanpa paksaan.",
        pact=Document(
            title="Pakta Integritas",
            opening=f"Saya yang menandatangani pakta ini, Ketua {agreement.partner.name}, {aid}",
            clauses=PACT,
            closing="Pakta ini saya buat dengan sadar dan tanpa paksaan.",
        ),
        digest=signing_digest(report, revision, answers),
    )


def live_signatures(report: Report) -> dict[str, Signature]:
    """The signatures that stand, by role."""
    standing = report.signatures.filter(cleared_at__isnull=True).select_related("user")
    return {signature.role: signature for signature in standing}


def sentence_on_fallen(stood: dict[str, Signature]) -> str:
    """Which of the signatures that ``stood`` before an action it has taken back, and why; empty where none fell."""
    fallen = Signature.objects.filter(pk__in=[one.pk for one in stood.values()], cleared_at__isnull=False)
    why = {signature.role: signature.cleared_because for signature in fallen}
    if not why:
        return ""
    roles = " dan ".join(role.label.removesuffix(" LKS").lower() for role in SIGNERS if role.value in why)
    because = next(iter(why.values()))
    return f"Tanda tangan {roles} gugur karena {because}; tanda tangani lagi sebelum mengirim."


def signers_of(report: Report, standing: dict[str, Signature]) -> list[tuple[Role, Officer | None, Signature | None]]:
    """Who signs: the role, who holds it at the LKS now, and the signature of those ``standing``."""
    partner = report.instalment.agreement.partner
    return [(role, partner.officer(role), standing.get(role.value)) for role in SIGNERS]


def _clauses_on_answers(answers: Answers) -> list[str]:
    """What the statement says of explanations and waivers; nothing where there are none."""
    clauses = []
    if answers.explanations:
        rules = ", ".join(sorted({rule for rule, _, _ in answers.explanations}))
        clauses.append(f"Peringatan menurut aturan {rules} kami jelaskan sebagaimana tercantum dalam laporan ini.")
    if answers.holding:
        rules = ", ".join(sorted({waiver.rule for waiver in answers.holding}))
        clauses.append(
            f"Atas temuan menurut aturan {rules} berlaku pengecualian yang diberikan Pejabat Pembuat Komitmen, "
            "sebagaimana tercantum dalam laporan ini."
        )
    return clauses


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _both(amount: int) -> str:
    return f"{format_rupiah(amount)} ({terbilang(amount)})"
