"""The payment's own papers, and its way into the cash book of the LKS."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from regulations.facts import ReportFacts
from regulations.findings import Where
from regulations.law import Law
from regulations.parameters import CHANNEL_DAYS, Dated
from tests.regulations.builders import FIRST_ROW, with_entry
from tests.regulations.examples_office import OFFICE
from tests.regulations.judging import findings_of, ids
from tests.regulations.plants_office import PLANTS, came, paid_on, with_payment

DAY = timedelta(days=1)


def _paid_before(days: int) -> ReportFacts:
    return paid_on(OFFICE, came(OFFICE) - timedelta(days=days))


def test_papers_out_of_order_are_all_shown_with_their_days() -> None:
    (finding,) = findings_of("SAL-01", PLANTS["SAL-01"](OFFICE))
    assert finding.found == "SPP 15 April 2021, SPM 21 April 2021, SP2D 20 April 2021"
    assert finding.expected == "SPP, lalu SPM, lalu SP2D, atau pada hari yang sama"


def test_a_paper_that_is_not_there_yet_stands_in_no_order() -> None:
    assert ids(with_payment(OFFICE, spp_date=None, spm_date=None, decree=None)) == []
    (finding,) = findings_of("SAL-01", with_payment(OFFICE, spp_date=date(2021, 4, 21), spm_date=None))
    assert finding.found == "SPP 21 April 2021, SP2D 20 April 2021"


def test_what_was_paid_is_told_beside_what_was_agreed() -> None:
    facts = replace(OFFICE, instalment=replace(OFFICE.instalment, amount=61_000_000))
    (finding,) = findings_of("SAL-02", facts)
    assert finding.found == "Rp60.000.000 menurut SP2D"
    assert finding.expected == "Rp61.000.000, jumlah termin 1"
    nothing_paid = replace(OFFICE, instalment=replace(OFFICE.instalment, disbursements=()))
    assert findings_of("SAL-02", nothing_paid) == []


@pytest.mark.parametrize("number", ["21004030200001", "2100403020000011", "21004030200000A", "٢١٠٠٤٠٣٠٢٠٠٠٠٠١"])
def test_an_sp2d_has_fifteen_digits(number: str) -> None:
    (finding,) = findings_of("SAL-03", with_payment(OFFICE, sp2d_number=number))
    assert finding.expected == "15 angka"
    assert not finding.citation.confirmed


def test_money_may_be_thirty_days_on_its_way_and_no_longer() -> None:
    assert ids(_paid_before(30)) == []
    (finding,) = findings_of("SAL-04", _paid_before(31))
    assert finding.where == Where("BKU", FIRST_ROW, "date")
    assert finding.message == "Uang ini masuk 31 hari sesudah SP2D."
    assert finding.expected.startswith("paling lambat 20 April 2021, 30 hari sesudah SP2D 210040302000001")


def test_the_days_on_the_way_are_those_that_the_law_says_now() -> None:
    citation = CHANNEL_DAYS.history[-1].citation
    law = Law(figures={CHANNEL_DAYS.id: (Dated(40, citation),)})
    assert findings_of("SAL-04", replace(_paid_before(40), law=law)) == []
    assert len(findings_of("SAL-04", replace(_paid_before(41), law=law))) == 1


def test_a_receipt_belongs_to_the_last_payment_before_it() -> None:
    (first,) = _paid_before(60).instalment.disbursements
    second = replace(first, sp2d_number="210040302000002", sp2d_date=came(OFFICE), amount=1)
    two = replace(OFFICE, instalment=replace(OFFICE.instalment, disbursements=(first, second)))
    assert findings_of("SAL-04", two) == []


def test_money_that_comes_before_its_sp2d_is_told_in_its_cell() -> None:
    (finding,) = findings_of("SAL-05", with_entry(0, OFFICE, date=date(2021, 4, 19)))
    assert finding.where == Where("BKU", FIRST_ROW, "date")
    assert finding.found == "19 April 2021"
    assert finding.expected == "20 April 2021 atau sesudahnya, tanggal SP2D 210040302000001"
    assert findings_of("SAL-05", with_entry(0, OFFICE, date=None)) == []


def test_a_day_outside_the_agreement_is_left_to_the_rule_that_names_it() -> None:
    assert "SAL-05" not in ids(with_entry(0, OFFICE, date=date(2021, 3, 31)))


def test_idle_money_is_told_at_the_first_expense() -> None:
    (finding,) = findings_of("SAL-06", PLANTS["SAL-06"](OFFICE))
    assert finding.where == Where("BKU", FIRST_ROW + 1, "date")
    assert finding.message == "Dana baru digunakan 106 hari sesudah diterima."
    no_expense = replace(OFFICE, entries=OFFICE.entries[:1])
    assert findings_of("SAL-06", no_expense) == []


def test_what_the_lks_got_is_held_against_the_sp2d_to_the_rupiah() -> None:
    paid = OFFICE.instalment.disbursements[0].amount
    assert findings_of("SAL-07", with_payment(OFFICE, received_amount=paid)) == []
    (less,) = findings_of("SAL-07", with_payment(OFFICE, received_amount=paid - 2_500))
    assert less.message == "Dana yang masuk kurang Rp2.500 dari SP2D."
    assert (less.found, less.expected) == (
        "Rp59.997.500 menurut LKS",
        "Rp60.000.000 menurut SP2D 210040302000001",
    )
    (more,) = findings_of("SAL-07", with_payment(OFFICE, received_amount=paid + 1))
    assert more.message == "Dana yang masuk lebih Rp1 dari SP2D."
    (nothing,) = findings_of("SAL-07", with_payment(OFFICE, received_amount=0))
    assert nothing.found == "Rp0 menurut LKS"
