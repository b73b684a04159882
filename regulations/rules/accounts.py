"""The assistance was booked under an account (akun) for social assistance that fits what it was for.

Only the office can mend any of it. One is an error all the same: money that is not booked as social assistance cannot
be accounted for as such. The office's way out is a correction of the account, or a finding set aside by verifier and
PPK. The others are notes for the verifier. All are shown to the office on the page of the payment, before it is made.
"""

from __future__ import annotations

from collections.abc import Iterator

from regulations.catalogue import Examples, Subject, rule
from regulations.citation import Citation
from regulations.facts import DisbursementFacts, ReportFacts
from regulations.findings import NOWHERE, Finding, Severity
from regulations.instruments import TREASURY_LAW, social_assistance
from regulations.parameters import ACCOUNT_OF_FORM, ACCOUNT_OF_PURPOSE, ASSISTANCE_ACCOUNTS
from regulations.payments import NOT_THE_TREASURER, named
from rupiah.format import format_rupiah

#: Accounts under which audits found assistance that did not belong there.
_KNOWN_MISTAKES = {"521219": "belanja barang non operasional lainnya"}
_OFFICE_MENDS = f"{NOT_THE_TREASURER} Balai yang memeriksa akun pembayaran ini."


@rule(
    id="AKUN-01",
    title="Akun termasuk belanja bantuan sosial",
    fault="Akun bukan belanja bantuan sosial",
    obligation="Bantuan sosial dibukukan pada kelompok akun {AKUN-BANSOS}.",
    remedy="Bukan kesalahan LKS. Minta balai membetulkan akun pembayaran ini; bila tidak dapat lagi, verifikator dapat "
    "meminta temuan ini disisihkan oleh PPK.",
    severity=Severity.ERROR,
    citation=ASSISTANCE_ACCOUNTS.history[-1].citation,
    subject=Subject.ACCOUNTS,
    examples=Examples(
        passes="Akun 571111.",
        fails="Akun 521219 (belanja barang non operasional lainnya).",
        border="Akun 581111: dekat dengan 57, tetapi bukan bantuan sosial.",
    ),
)
def account_is_for_social_assistance(facts: ReportFacts) -> Iterator[Finding]:
    for disbursement in facts.instalment.disbursements:
        if not _is_assistance(facts, disbursement):
            group = facts.law.on(ASSISTANCE_ACCOUNTS, disbursement.sp2d_date)
            yield account_is_for_social_assistance.found(
                where=NOWHERE,
                message=f"{named(disbursement)} dibukukan pada akun yang bukan bantuan sosial.",
                found=_with_its_name(disbursement.account),
                expected=f"akun enam angka yang berawalan {group}",
            )


@rule(
    id="AKUN-02",
    title="Akun sesuai tujuan dan bentuk bantuan",
    fault="Akun tidak sesuai tujuan atau bentuk bantuan",
    obligation="Tiga angka pertama akun sesuai tujuan bantuan, dan angka keenam sesuai bentuknya.",
    remedy=_OFFICE_MENDS,
    severity=Severity.NOTE,
    citation=ACCOUNT_OF_PURPOSE.history[-1].citation,
    subject=Subject.ACCOUNTS,
    examples=Examples(
        passes="Rehabilitasi berbentuk uang pada akun 571111.",
        fails="Rehabilitasi berbentuk barang pada akun 571111.",
        border="Akun 521219: sudah disebut oleh AKUN-01, tidak disebut dua kali.",
    ),
)
def account_fits_purpose_and_form(facts: ReportFacts) -> Iterator[Finding]:
    purpose, form = facts.agreement.purpose, facts.agreement.form
    for disbursement in facts.instalment.disbursements:
        account, day = disbursement.account, disbursement.sp2d_date
        if not _is_assistance(facts, disbursement):
            continue
        # A purpose or form that the tables do not know cannot be judged by them: any digit fits.
        group = facts.law.on(ACCOUNT_OF_PURPOSE, day).get(purpose, account[:3])
        last = facts.law.on(ACCOUNT_OF_FORM, day).get(form, account[5])
        if account.startswith(group) and account[5] == last:
            continue
        yield account_fits_purpose_and_form.found(
            where=NOWHERE,
            message=f"{named(disbursement)} dibukukan pada akun yang tidak cocok bagi bantuan {purpose} ({form}).",
            found=account,
            expected=f"akun berawalan {group} dengan angka keenam {last}",
        )


@rule(
    id="AKUN-03",
    title="Tahun alokasi sama dengan tahun SP2D",
    fault="Tahun alokasi berbeda dari tahun SP2D",
    obligation="Dana dibayarkan dari alokasi tahun anggaran yang sama dengan tahun SP2D.",
    remedy=_OFFICE_MENDS,
    severity=Severity.NOTE,
    citation=Citation(TREASURY_LAW, "tahun anggaran"),
    subject=Subject.ACCOUNTS,
    examples=Examples(
        passes="Alokasi tahun 2021, SP2D 20 April 2021.",
        fails="Alokasi tahun 2020, SP2D 20 April 2021.",
        border="Alokasi tahun 2021, SP2D 31 Desember 2021.",
    ),
)
def allocation_is_of_the_year_of_payment(facts: ReportFacts) -> Iterator[Finding]:
    for disbursement in facts.instalment.disbursements:
        year = disbursement.fiscal_year
        if year is not None and year != disbursement.sp2d_date.year:
            yield allocation_is_of_the_year_of_payment.found(
                where=NOWHERE,
                message=f"{named(disbursement)} dari alokasi tahun lain: {format_rupiah(disbursement.amount)}.",
                found=f"alokasi tahun {year}",
                expected=f"alokasi tahun {disbursement.sp2d_date.year}, tahun SP2D",
            )


@rule(
    id="AKUN-04",
    title="Satu termin dibayar dari satu akun",
    fault="Satu termin dibayar dari beberapa akun",
    obligation="Semua pembayaran satu termin dibukukan pada akun yang sama, terpisah dari biaya lain.",
    remedy=_OFFICE_MENDS,
    severity=Severity.NOTE,
    citation=social_assistance("bantuan sosial dianggarkan terpisah dari biaya operasional, penyaluran, dan pengadaan"),
    subject=Subject.ACCOUNTS,
    examples=Examples(
        passes="Dua SP2D untuk satu termin, keduanya pada akun 571111.",
        fails="Dua SP2D untuk satu termin, pada akun 571111 dan 571112.",
        border="Satu SP2D pada akun yang salah: itu kesalahan AKUN-01, tidak disebut dua kali.",
    ),
)
def an_instalment_is_paid_from_one_account(facts: ReportFacts) -> Iterator[Finding]:
    accounts = sorted({disbursement.account for disbursement in facts.instalment.disbursements})
    if len(accounts) > 1:
        yield an_instalment_is_paid_from_one_account.found(
            where=NOWHERE,
            message=f"Termin {facts.instalment.number} dibayar dari {len(accounts)} akun.",
            found=", ".join(_with_its_name(account) for account in accounts),
            expected="satu akun untuk semua pembayaran termin ini",
        )


def _with_its_name(account: str) -> str:
    name = _KNOWN_MISTAKES.get(account)
    return f"{account} ({name})" if name else account or "kosong"


def _is_assistance(facts: ReportFacts, disbursement: DisbursementFacts) -> bool:
    account = disbursement.account
    group = facts.law.on(ASSISTANCE_ACCOUNTS, disbursement.sp2d_date)
    return len(account) == 6 and account.isdecimal() and account.startswith(group)
