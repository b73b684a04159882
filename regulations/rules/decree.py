"""Who is paid: a decree of recipients (SK) that was there before the payment, and the account of the LKS itself.

The decree is the office's own paper, so what is wrong with it is a note for the verifier. Whose account it is the LKS
can explain, so that is a warning.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from regulations.catalogue import Examples, Subject, rule
from regulations.dates import tanggal
from regulations.facts import ReportFacts
from regulations.findings import NOWHERE, Finding, Severity
from regulations.instruments import social_assistance
from regulations.payments import NOT_THE_TREASURER, named

#: Words that say what kind of body it is, and tell no LKS from another.
_KINDS = frozenset(
    ("lks", "lka", "lksa", "lembaga", "kesejahteraan", "sosial", "yayasan", "perkumpulan", "panti", "bendahara", "dan")
)
_WORD = re.compile(r"[^\W_]+")
#: So alike must two words be to be the same with a slip of the keyboard; 1 is the same.
_ALIKE = 0.8


@rule(
    id="SK-01",
    title="Pembayaran bersandar pada SK penerima",
    fault="Pembayaran tanpa SK penerima",
    obligation="Bantuan dibayarkan kepada penerima yang ditetapkan dengan surat keputusan.",
    remedy=f"{NOT_THE_TREASURER} Verifikator meminta balai menunjukkan SK penerimanya.",
    severity=Severity.NOTE,
    citation=social_assistance("penetapan penerima bantuan sosial"),
    subject=Subject.DECREE,
    examples=Examples(
        passes="Pembayaran bersandar pada SK 10/SK/2021.",
        fails="Pembayaran tanpa SK penerima.",
        border="SK tercatat tanpa nomor: dianggap belum ada.",
    ),
)
def payment_rests_on_a_decree(facts: ReportFacts) -> Iterator[Finding]:
    for payment in facts.instalment.disbursements:
        # Where even the SPP is unknown, nobody has asked for the papers of this payment.
        if payment.spp_date is None or (payment.decree and payment.decree.number.strip()):
            continue
        yield payment_rests_on_a_decree.found(
            where=NOWHERE,
            message=f"{named(payment)} tidak menunjuk SK penerima.",
            found="SK tanpa nomor" if payment.decree else "tidak ada SK",
            expected="nomor dan tanggal SK penerima bantuan",
        )


@rule(
    id="SK-02",
    title="SK penerima mendahului SPP",
    fault="SK penerima sesudah SPP",
    obligation="Penerima ditetapkan sebelum pembayarannya diminta: tanggal SK tidak sesudah tanggal SPP dan SP2D.",
    remedy=f"{NOT_THE_TREASURER} Verifikator meminta balai memeriksa tanggal SK dan SPP.",
    severity=Severity.NOTE,
    citation=social_assistance("penetapan penerima bantuan sosial"),
    subject=Subject.DECREE,
    examples=Examples(
        passes="SK 5 April 2021, SPP 15 April 2021.",
        fails="SK 16 April 2021, SPP 15 April 2021.",
        border="SK dan SPP pada hari yang sama.",
    ),
)
def decree_comes_before_the_request(facts: ReportFacts) -> Iterator[Finding]:
    for payment in facts.instalment.disbursements:
        if payment.decree is None:
            continue
        asked = min(payment.spp_date or payment.sp2d_date, payment.sp2d_date)
        if payment.decree.decided_on > asked:
            yield decree_comes_before_the_request.found(
                where=NOWHERE,
                message=f"SK {payment.decree.number} ditetapkan sesudah pembayarannya diminta.",
                found=f"SK {tanggal(payment.decree.decided_on)}",
                expected=f"paling lambat {tanggal(asked)}, tanggal {'SPP' if asked == payment.spp_date else 'SP2D'}",
            )


@rule(
    id="SK-03",
    title="Berkas SK penerima tersimpan",
    fault="Berkas SK penerima belum tersimpan",
    obligation="Hasil pindai SK penerima tersimpan bersama nomornya, sehingga pemeriksa dapat membukanya.",
    remedy=f"{NOT_THE_TREASURER} Verifikator meminta balai menunjukkan SK aslinya.",
    severity=Severity.NOTE,
    citation=social_assistance("penetapan penerima bantuan sosial"),
    subject=Subject.DECREE,
    examples=Examples(
        passes="SK 10/SK/2021 dengan hasil pindainya.",
        fails="SK 10/SK/2021 tanpa berkas.",
        border="Pembayaran tanpa SK sama sekali: sudah disebut oleh SK-01, tidak disebut dua kali.",
    ),
)
def decree_has_its_file(facts: ReportFacts) -> Iterator[Finding]:
    for payment in facts.instalment.disbursements:
        if payment.decree is not None and payment.decree.number.strip() and not payment.decree.has_file:
            yield decree_has_its_file.found(
                where=NOWHERE,
                message=f"Berkas SK {payment.decree.number} belum tersimpan.",
                found="belum ada berkas",
                expected="hasil pindai atau PDF SK penerima",
            )


@rule(
    id="SK-04",
    title="Rekening atas nama LKS",
    fault="Rekening bukan atas nama LKS",
    obligation="Dana dibayarkan ke rekening atas nama LKS yang ditetapkan sebagai penerima.",
    remedy="Jelaskan hubungan pemilik rekening dengan LKS, misalnya yayasan yang menaunginya. Bila nama rekening salah "
    "tercatat, beri tahu staf keuangan balai.",
    severity=Severity.WARNING,
    citation=social_assistance("rekening penerima bantuan sosial"),
    subject=Subject.DECREE,
    examples=Examples(
        passes="LKS Contoh dibayar ke rekening atas nama LKS Contoh.",
        fails="LKS Contoh dibayar ke rekening atas nama Budi Santosa.",
        border="LKS Contoh dibayar ke rekening atas nama “YAYASAN CONTOH SEJAHTERA”: nama LKS ada di dalamnya.",
    ),
)
def account_bears_the_name_of_the_partner(facts: ReportFacts) -> Iterator[Finding]:
    name = facts.agreement.partner_name
    for payment in facts.instalment.disbursements:
        holder = payment.account_holder
        if holder is not None and not _resembles(holder, name):
            yield account_bears_the_name_of_the_partner.found(
                where=NOWHERE,
                message=f"{named(payment)} masuk ke rekening yang namanya tidak mirip nama LKS.",
                found=f"rekening atas nama {holder}" if holder.strip() else "rekening tanpa nama",
                expected=f"rekening atas nama {name}",
            )


def _resembles(holder: str, name: str) -> bool:
    """Whether the holder's name holds a telling word of the LKS's, whole, run together or with a slip."""
    words = _WORD.findall(holder.casefold())
    telling = [word for word in _WORD.findall(name.casefold()) if word not in _KINDS and len(word) > 2]
    if not telling:
        telling = _WORD.findall(name.casefold())
    joined = "".join(words)
    return not telling or any(word in joined or difflib.get_close_matches(word, words, 1, _ALIKE) for word in telling)
