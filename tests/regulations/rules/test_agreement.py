"""The agreement binds on the day of payment, and the papers of the LKS are valid on it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from regulations.facts import DocumentFacts
from regulations.findings import NOWHERE
from tests.regulations.builders import clean_facts
from tests.regulations.examples_office import OFFICE
from tests.regulations.judging import findings_of, ids
from tests.regulations.plants_office import PLANTS, paid, with_agreement, with_document, with_payment

PAID = paid(OFFICE)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("issued_on", "valid_until", "told"),
    [
        (None, None, []),
        (PAID, PAID, []),
        (PAID + DAY, None, ["PKS-01"]),
        (None, PAID - DAY, ["PKS-01"]),
    ],
)
def test_a_registration_holds_through_both_its_days(
    issued_on: date | None, valid_until: date | None, told: list[str]
) -> None:
    assert ids(with_document(OFFICE, "tanda_daftar", issued_on=issued_on, valid_until=valid_until)) == told


def test_one_valid_registration_among_several_is_enough() -> None:
    old = DocumentFacts("tanda_daftar", "TD/LAMA", date(2015, 1, 1), date(2019, 12, 31))
    assert ids(with_agreement(OFFICE, documents=(old, *(OFFICE.agreement.documents or ())))) == []


def test_a_registration_that_ran_out_is_named_with_its_days_and_what_was_needed() -> None:
    (finding,) = findings_of("PKS-01", PLANTS["PKS-01"](OFFICE))
    assert finding.where == NOWHERE
    assert finding.found == "nomor TD/001/2020, terbit 10 Januari 2020, berlaku sampai 19 April 2021"
    assert finding.expected == ("tanda daftar yang berlaku pada hari SP2D 210040302000001 tanggal 20 April 2021")
    (finding,) = findings_of("PKS-01", with_agreement(OFFICE, documents=()))
    assert finding.found == "belum ada tanda daftar yang tercatat"


def test_papers_that_nobody_asked_for_are_not_missed() -> None:
    assert clean_facts().agreement.documents is None
    assert ids(clean_facts()) == []


def test_a_tax_number_that_ran_out_is_told_as_a_deed_is() -> None:
    (finding,) = findings_of("PKS-02", with_document(OFFICE, "npwp", valid_until=PAID - DAY))
    assert finding.message.startswith("NPWP LKS Contoh")


def test_the_budget_and_the_instalments_each_come_to_the_value() -> None:
    both = with_agreement(OFFICE, value=119_000_000)
    assert [finding.message for finding in findings_of("PKS-03", both)] == [
        "Jumlah RAB berselisih Rp1.000.000 dari nilai perjanjian.",
        "Jumlah semua termin berselisih Rp1.000.000 dari nilai perjanjian.",
    ]
    assert findings_of("PKS-03", with_agreement(OFFICE, budget_lines=(), instalment_amounts=())) == []


@pytest.mark.parametrize(("signed_on", "told"), [(PAID, []), (PAID + DAY, ["PKS-04"]), (None, [])])
def test_nothing_is_paid_before_the_agreement_is_signed(signed_on: date | None, told: list[str]) -> None:
    assert ids(with_agreement(OFFICE, signed_on=signed_on)) == told


def test_a_payment_after_the_last_day_of_the_agreement_is_told() -> None:
    late = with_payment(with_agreement(OFFICE, ends_on=PAID), sp2d_date=PAID + DAY)
    assert [finding.found for finding in findings_of("PKS-05", late)] == ["21 April 2021"]
    assert findings_of("PKS-05", with_agreement(OFFICE, ends_on=PAID)) == []


def test_every_payment_of_the_instalment_is_judged() -> None:
    (first,) = OFFICE.instalment.disbursements
    second = replace(first, sp2d_number="210040302000002", sp2d_date=date(2022, 1, 3))
    two = replace(OFFICE, instalment=replace(OFFICE.instalment, disbursements=(first, second)))
    (finding,) = findings_of("PKS-05", two)
    assert finding.message.startswith("SP2D 210040302000002 tanggal 3 Januari 2022")


def test_before_its_sp2d_a_payment_is_named_by_its_day() -> None:
    proposed = with_payment(PLANTS["PKS-04"](OFFICE), sp2d_number="")
    (finding,) = findings_of("PKS-04", proposed)
    assert finding.message == "Pembayaran tanggal 20 April 2021 mendahului penandatanganan PKS."
