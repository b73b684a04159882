"""One fault for each rule about the office's side: papers, accounts, payments, signatures.

A plant takes the facts of any report without fault that has its payment's papers, and spoils one thing in it, so that
its own rule speaks, once, and no other does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from regulations.facts import DecreedFacts, DocumentFacts, ReportFacts

Plant = Callable[[ReportFacts], ReportFacts]
_DAY = timedelta(days=1)


def with_agreement(facts: ReportFacts, **changes: Any) -> ReportFacts:
    return replace(facts, agreement=replace(facts.agreement, **changes))


def with_payment(facts: ReportFacts, **changes: Any) -> ReportFacts:
    """The same with its first payment changed."""
    first, *rest = facts.instalment.disbursements
    return replace(facts, instalment=replace(facts.instalment, disbursements=(replace(first, **changes), *rest)))


def with_decree(facts: ReportFacts, **changes: Any) -> ReportFacts:
    decree = facts.instalment.disbursements[0].decree
    assert decree is not None
    return with_payment(facts, decree=replace(decree, **changes))


def with_decreed(facts: ReportFacts, *, left_out: int = 0, short: int = 0, missed: int = 0) -> ReportFacts:
    """The same with a decree that gives its people what they got: but for one left out, or one a rupiah short."""
    given: dict[str, int] = {}
    for one in facts.beneficiaries:
        given[one.nik or ""] = given.get(one.nik or "", 0) + (one.value or 0)
    shares = {one.row: given[one.nik or ""] - (one.row == short) for one in facts.beneficiaries if one.row != left_out}
    return replace(facts, decreed=DecreedFacts("10/SK/CONTOH/2021", len(given) + missed, shares, missed))


def with_document(facts: ReportFacts, kind: str, **changes: Any) -> ReportFacts:
    """The same with its documents of this kind changed, or with one of it where there is none."""
    documents = facts.agreement.documents or ()
    if not any(document.kind == kind for document in documents):
        documents = (*documents, DocumentFacts(kind, "CONTOH-1"))
    changed = (replace(document, **changes) if document.kind == kind else document for document in documents)
    return with_agreement(facts, documents=tuple(changed))


def paid_on(facts: ReportFacts, day: date) -> ReportFacts:
    """The same paid on another day, on which all its papers were made; the agreement is no younger."""
    facts = with_agreement(
        facts,
        signed_on=min(facts.agreement.signed_on or day, day),
        starts_on=min(facts.agreement.starts_on, day),
    )
    facts = with_decree(facts, decided_on=day)
    return with_payment(facts, spp_date=day, spm_date=day, sp2d_date=day, fiscal_year=day.year)


def paid(facts: ReportFacts) -> date:
    return facts.instalment.disbursements[0].sp2d_date


def came(facts: ReportFacts) -> date:
    """Day of the first receipt."""
    return min(entry.date for entry in facts.entries if entry.received and entry.date)


def used(facts: ReportFacts) -> date:
    """Day of the first expense."""
    return min(entry.date for entry in facts.entries if entry.paid and entry.date)


def received_on(facts: ReportFacts, day: date) -> ReportFacts:
    """The same with all its receipts on another day."""
    entries = (replace(entry, date=day) if entry.received else entry for entry in facts.entries)
    return replace(facts, entries=tuple(entries))


def _one_rupiah_short(facts: ReportFacts) -> tuple[int, ...]:
    *others, last = facts.agreement.instalment_amounts
    return (*others, last - 1)


def _paid_before_it_began(facts: ReportFacts) -> ReportFacts:
    day = came(facts)
    return with_agreement(paid_on(facts, day - _DAY), starts_on=day)


def _paid_from_two_accounts(facts: ReportFacts) -> ReportFacts:
    """Halves on two accounts, which differ in a digit that no purpose and no form is told by."""
    payment = facts.instalment.disbursements[0]
    half = payment.amount // 2
    other = replace(
        payment,
        sp2d_number=payment.sp2d_number[::-1],
        amount=payment.amount - half,
        account=f"{payment.account[:3]}99{payment.account[5]}",
    )
    halves = (replace(payment, amount=half), other)
    return replace(facts, instalment=replace(facts.instalment, disbursements=halves))


def _left_idle(facts: ReportFacts) -> ReportFacts:
    day = used(facts) - timedelta(days=106)
    return received_on(paid_on(facts, day), day)


def _signed_by(facts: ReportFacts, **changes: Any) -> ReportFacts:
    first, *rest = facts.signatures or ()
    return replace(facts, signatures=(replace(first, **changes), *rest))


def _booked_after_signing(facts: ReportFacts) -> ReportFacts:
    return _signed_by(facts, signed_on=max(entry.date for entry in facts.entries if entry.date) - _DAY)


def _without_pact(facts: ReportFacts) -> ReportFacts:
    return replace(facts, signatures=tuple(replace(one, with_pact=False) for one in facts.signatures or ()))


PLANTS: dict[str, Plant] = {
    "PKS-01": lambda facts: with_document(facts, "tanda_daftar", valid_until=paid(facts) - _DAY),
    "PKS-02": lambda facts: with_document(facts, "akta", issued_on=paid(facts) + _DAY),
    "PKS-03": lambda facts: with_agreement(facts, instalment_amounts=_one_rupiah_short(facts)),
    "PKS-04": lambda facts: with_agreement(facts, signed_on=paid(facts) + _DAY),
    "PKS-05": _paid_before_it_began,
    "PKS-06": lambda facts: with_document(facts, "akreditasi", valid_until=paid(facts) - _DAY),
    "AKUN-01": lambda facts: with_payment(facts, account="521219"),
    "AKUN-02": lambda facts: with_agreement(facts, form="barang" if facts.agreement.form == "uang" else "uang"),
    "AKUN-03": lambda facts: with_payment(facts, fiscal_year=paid(facts).year - 1),
    "AKUN-04": _paid_from_two_accounts,
    "SK-01": lambda facts: with_payment(facts, decree=None),
    "SK-02": lambda facts: with_decree(facts, decided_on=paid(facts) + _DAY),
    "SK-03": lambda facts: with_decree(facts, has_file=False),
    "SK-04": lambda facts: with_payment(facts, account_holder="Budi Santosa"),
    "SK-05": lambda facts: with_decreed(facts, left_out=facts.beneficiaries[0].row),
    "SK-06": lambda facts: with_decreed(facts, missed=1),
    "SK-07": lambda facts: with_decreed(facts, short=facts.beneficiaries[0].row),
    "SAL-01": lambda facts: with_payment(facts, spm_date=paid(facts) + _DAY),
    "SAL-02": lambda facts: replace(facts, instalment=replace(facts.instalment, amount=facts.instalment.amount + 1)),
    "SAL-03": lambda facts: with_payment(facts, sp2d_number=facts.instalment.disbursements[0].sp2d_number[:-1]),
    "SAL-04": lambda facts: paid_on(facts, came(facts) - timedelta(days=31)),
    "SAL-05": lambda facts: with_payment(facts, sp2d_date=came(facts) + _DAY),
    "SAL-06": _left_idle,
    "SAL-07": lambda facts: with_payment(facts, received_amount=facts.instalment.disbursements[0].amount - 1),
    "TTD-01": lambda facts: replace(facts, signatures=(facts.signatures or ())[:1]),
    "TTD-02": lambda facts: _signed_by(facts, signer=(facts.signatures or ())[-1].signer),
    "TTD-03": _booked_after_signing,
    "TTD-04": _without_pact,
}
