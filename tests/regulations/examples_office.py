"""The examples of the rules about what the system itself knows: papers, accounts, payments, signatures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from regulations.facts import DecreeFacts, DocumentFacts, ReportFacts, SignatureFacts
from tests.regulations.builders import clean_agreement, clean_facts, clean_instalment
from tests.regulations.cases import Case
from tests.regulations.plants_office import (
    PLANTS,
    came,
    paid,
    paid_on,
    received_on,
    used,
    with_agreement,
    with_decree,
    with_decreed,
    with_document,
    with_payment,
)


def office_facts() -> ReportFacts:
    """A clean report with all its papers: paid on 20 April 2021, handed in and signed on 9 January 2022."""
    (payment,) = clean_instalment().disbursements
    payment = replace(
        payment,
        spp_date=date(2021, 4, 15),
        spm_date=date(2021, 4, 17),
        decree=DecreeFacts("10/SK/CONTOH/2021", date(2021, 4, 5), has_file=True),
        fiscal_year=2021,
        account_holder="LKS Contoh",
    )
    return clean_facts(
        agreement=clean_agreement(
            signed_on=date(2021, 4, 1),
            instalment_amounts=(60_000_000, 60_000_000),
            documents=(
                DocumentFacts("tanda_daftar", "TD/001/2020", date(2020, 1, 10), date(2024, 12, 31)),
                DocumentFacts("akta", "12", date(2015, 3, 2)),
            ),
        ),
        instalment=clean_instalment(disbursements=(payment,)),
        signatures=(
            SignatureFacts("treasurer", date(2022, 1, 9), "7"),
            SignatureFacts("partner_head", date(2022, 1, 9), "8", with_pact=True),
        ),
    )


OFFICE = office_facts()
_LAST_ENTRY = date(2021, 7, 1)


def _two_payments() -> ReportFacts:
    payment = OFFICE.instalment.disbursements[0]
    halves = (
        replace(payment, amount=30_000_000),
        replace(payment, sp2d_number="210040302000002", amount=30_000_000),
    )
    return replace(OFFICE, instalment=replace(OFFICE.instalment, disbursements=halves))


def _left_for(days: int) -> ReportFacts:
    day = used(OFFICE) - timedelta(days=days)
    return received_on(paid_on(OFFICE, day), day)


def _signed_on(day: date) -> ReportFacts:
    return replace(OFFICE, signatures=tuple(replace(one, signed_on=day) for one in OFFICE.signatures or ()))


def _treasurer_signed_twice() -> ReportFacts:
    treasurer, head = OFFICE.signatures or ()
    return replace(OFFICE, signatures=(treasurer, treasurer, head))


def _given_twice() -> ReportFacts:
    first, *_ = OFFICE.beneficiaries
    again = replace(first, row=99, received_on=date(2021, 6, 12))
    return with_decreed(replace(OFFICE, beneficiaries=(*OFFICE.beneficiaries, again)))


_BORDERS: dict[str, ReportFacts] = {
    "PKS-01": with_document(OFFICE, "tanda_daftar", valid_until=paid(OFFICE)),
    "PKS-02": with_agreement(OFFICE, documents=(OFFICE.agreement.documents or ())[:1]),
    "PKS-03": with_agreement(OFFICE, instalment_amounts=(50_000_000, 50_000_000, 20_000_000)),
    "PKS-04": with_agreement(OFFICE, signed_on=paid(OFFICE)),
    "PKS-05": with_agreement(OFFICE, starts_on=paid(OFFICE)),
    "PKS-06": with_agreement(OFFICE, documents=()),
    "AKUN-03": replace(with_payment(paid_on(OFFICE, date(2021, 12, 31)), fiscal_year=2021)),
    "AKUN-04": with_payment(OFFICE, account="521219"),
    "SK-01": with_decree(OFFICE, number=" "),
    "SK-02": with_decree(OFFICE, decided_on=date(2021, 4, 15)),
    "SK-03": with_payment(OFFICE, decree=None),
    "SK-04": with_payment(OFFICE, account_holder="YAYASAN CONTOH SEJAHTERA"),
    "SK-05": replace(OFFICE, decreed=None),
    "SK-06": _given_twice(),
    "SK-07": with_decreed(OFFICE),
    "SAL-01": paid_on(OFFICE, paid(OFFICE)),
    "SAL-02": _two_payments(),
    "SAL-03": with_payment(OFFICE, sp2d_number=""),
    "SAL-04": paid_on(OFFICE, came(OFFICE) - timedelta(days=30)),
    "SAL-05": received_on(OFFICE, paid(OFFICE)),
    "SAL-06": _left_for(105),
    "SAL-07": with_payment(OFFICE, received_amount=None),
    "TTD-01": replace(OFFICE, signatures=None),
    "TTD-02": _treasurer_signed_twice(),
    "TTD-03": _signed_on(_LAST_ENTRY),
    "TTD-04": OFFICE,
}

OFFICE_CASES = {
    rule_id: Case(failing=PLANTS[rule_id](OFFICE), border=border, passing=OFFICE, border_fails=rule_id == "SK-01")
    for rule_id, border in _BORDERS.items()
}
