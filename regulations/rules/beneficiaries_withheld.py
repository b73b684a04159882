"""Aid in money reaches the beneficiaries whole: nothing of it stays with the LKS."""

from __future__ import annotations

from collections.abc import Iterator

from regulations.cashbook import totals
from regulations.catalogue import Examples, Subject, rule
from regulations.facts import ReportFacts
from regulations.findings import Finding, Severity, Where
from regulations.instruments import social_assistance
from regulations.sheets import BENEFICIARIES, CASH_BOOK
from rupiah.format import format_angka, format_rupiah

MONEY = "uang"


# Only where money is all that was given: in a list that names goods too, part of the money has rightly become goods.
@rule(
    id="PM-10",
    title="Uang bantuan sampai seluruhnya",
    fault="Uang bantuan tidak sampai seluruhnya",
    obligation="Bila bantuan hanya berupa uang, jumlah yang diterima para penerima sama dengan yang dibayarkan LKS.",
    remedy="Lengkapi lembar PM, atau betulkan nilainya. Potongan apa pun dikembalikan kepada penerima, dan jelaskan.",
    severity=Severity.WARNING,
    citation=social_assistance("penyaluran bantuan secara utuh kepada penerima"),
    subject=Subject.BENEFICIARIES,
    examples=Examples(
        passes="Dibayarkan Rp26.000.000, diterima para penerima Rp26.000.000.",
        fails="Dibayarkan Rp26.000.000, diterima para penerima Rp23.400.000: terpotong Rp2.600.000.",
        border="Di antara penerima ada yang menerima barang: dananya sebagian memang dibelanjakan.",
    ),
)
def money_reaches_its_recipients_whole(facts: ReportFacts) -> Iterator[Finding]:
    book = totals(facts)
    if facts.agreement.form != MONEY or not facts.beneficiaries or book is None:
        return
    handed = 0
    for beneficiary in facts.beneficiaries:
        if beneficiary.form != MONEY or beneficiary.value is None:
            return
        handed += beneficiary.value
    if handed < book.paid:
        yield money_reaches_its_recipients_whole.found(
            where=Where(BENEFICIARIES, None, "value"),
            message=f"Ada {format_rupiah(book.paid - handed)} yang dibayarkan, tetapi tidak tampak diterima siapa pun.",
            found=f"{format_rupiah(handed)} diterima menurut {format_angka(len(facts.beneficiaries))} baris PM",
            expected=f"{format_rupiah(book.paid)}, jumlah pengeluaran di BKU",
        )


@rule(
    id="PM-11",
    title="Uang bagi seorang penerima sama di PM dan BKU",
    fault="Uang bagi seorang penerima berbeda di PM dan BKU",
    obligation="Uang bantuan yang dibayarkan kepada seorang penerima di buku kas sama dengan nilainya di lembar PM.",
    remedy="Samakan nilai di PM dengan bukti pembayarannya. Bila ada potongan, serahkan kekurangannya.",
    severity=Severity.WARNING,
    citation=social_assistance("penyaluran bantuan secara utuh kepada penerima"),
    subject=Subject.BENEFICIARIES,
    examples=Examples(
        passes="PM mencatat uang Rp1.500.000, dan BKU mencatat Rp1.500.000 kepada orang itu.",
        fails="PM mencatat uang Rp1.650.000, tetapi BKU hanya mencatat Rp1.500.000 kepada orang itu.",
        border="Nama orang itu tidak muncul di BKU: uangnya dibayarkan bersama, jadi tidak dapat dibandingkan.",
    ),
)
def money_for_one_person_is_the_same_in_both_lists(facts: ReportFacts) -> Iterator[Finding]:
    listed: dict[str, list[int]] = {}  # name → sum and first row of what the list says
    for beneficiary in facts.beneficiaries:
        if beneficiary.form == MONEY and beneficiary.name and beneficiary.value is not None:
            known = listed.setdefault(_name(beneficiary.name), [0, beneficiary.row])
            known[0] += beneficiary.value
    if not listed or CASH_BOOK in facts.unreadable_tables:
        return
    paid: dict[str, int] = {}
    for entry in facts.entries:
        if "paid" in entry.unreadable or "payee" in entry.unreadable:
            return  # the missing amount may be this person's
        if entry.payee and entry.paid and (name := _name(entry.payee)) in listed:
            paid[name] = paid.get(name, 0) + entry.paid
    for name, amount in paid.items():
        value, row = listed[name]
        if amount != value:
            yield money_for_one_person_is_the_same_in_both_lists.found(
                where=Where(BENEFICIARIES, row, "value"),
                message=f"Uang bagi orang ini berselisih {format_rupiah(abs(value - amount))} dari buku kas.",
                found=format_rupiah(value),
                expected=f"{format_rupiah(amount)}, dibayarkan kepada orang ini menurut BKU",
            )


def _name(text: str) -> str:
    return " ".join(text.casefold().split())
