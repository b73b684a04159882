"""The assistance was booked under an account (akun) for social assistance that fits what it was for."""

from __future__ import annotations

from collections.abc import Iterator

from regulations.catalogue import Examples, Subject, rule
from regulations.facts import DisbursementFacts, ReportFacts
from regulations.findings import NOWHERE, Finding, Severity
from regulations.parameters import ACCOUNT_OF_FORM, ACCOUNT_OF_PURPOSE, ASSISTANCE_ACCOUNTS

_OFFICE_MENDS = "Bukan kesalahan LKS. Minta staf keuangan balai memeriksa akun pembayaran ini."


@rule(
    id="AKUN-01",
    title="Akun termasuk belanja bantuan sosial",
    fault="Akun bukan belanja bantuan sosial",
    obligation="Bantuan sosial dibukukan pada kelompok akun 57.",
    remedy=_OFFICE_MENDS,
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
                message=f"{_named(disbursement)} dibukukan pada akun yang bukan bantuan sosial.",
                found=disbursement.account,
                expected=f"akun enam angka yang berawalan {group}",
            )


@rule(
    id="AKUN-02",
    title="Akun sesuai tujuan dan bentuk bantuan",
    fault="Akun tidak sesuai tujuan atau bentuk bantuan",
    obligation="Tiga angka pertama akun sesuai tujuan bantuan, dan angka keenam sesuai bentuknya.",
    remedy=_OFFICE_MENDS,
    severity=Severity.WARNING,
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
            message=f"{_named(disbursement)} dibukukan pada akun yang tidak cocok bagi bantuan {purpose} ({form}).",
            found=account,
            expected=f"akun berawalan {group} dengan angka keenam {last}",
        )


def _named(disbursement: DisbursementFacts) -> str:
    """The payment by its SP2D; one that is only proposed has none yet."""
    return f"SP2D {disbursement.sp2d_number}" if disbursement.sp2d_number else "Pembayaran ini"


def _is_assistance(facts: ReportFacts, disbursement: DisbursementFacts) -> bool:
    account = disbursement.account
    group = facts.law.on(ASSISTANCE_ACCOUNTS, disbursement.sp2d_date)
    return len(account) == 6 and account.isdecimal() and account.startswith(group)
