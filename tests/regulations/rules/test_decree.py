"""A payment rests on a decree of recipients, and goes to the account of the LKS."""

from datetime import date

import pytest

from tests.regulations.builders import clean_facts
from tests.regulations.examples_office import OFFICE
from tests.regulations.judging import findings_of, ids
from tests.regulations.plants_office import PLANTS, with_agreement, with_decree, with_payment


def test_a_payment_whose_papers_nobody_asked_for_lacks_no_decree() -> None:
    assert ids(clean_facts()) == []
    (finding,) = findings_of("SK-01", PLANTS["SK-01"](OFFICE))
    assert finding.found == "tidak ada SK"
    (finding,) = findings_of("SK-01", with_decree(OFFICE, number=""))
    assert finding.found == "SK tanpa nomor"


def test_a_decree_of_the_day_of_the_request_is_in_time_and_the_next_day_is_not() -> None:
    assert ids(with_decree(OFFICE, decided_on=date(2021, 4, 15))) == []
    (finding,) = findings_of("SK-02", with_decree(OFFICE, decided_on=date(2021, 4, 16)))
    assert finding.expected == "paling lambat 15 April 2021, tanggal SPP"


def test_without_an_spp_the_decree_is_held_against_the_sp2d() -> None:
    facts = with_payment(with_decree(OFFICE, decided_on=date(2021, 4, 21)), spp_date=None)
    (finding,) = findings_of("SK-02", facts)
    assert finding.expected == "paling lambat 20 April 2021, tanggal SP2D"


@pytest.mark.parametrize(
    ("name", "holder"),
    [
        ("LKS Sakura", "LKS Sakura"),
        ("LKS Sakura", "YAYASAN SAKURA BOGOR"),
        ("LKS Sakura", "Lks Sakurra"),
        ("LKS Mawar Persada", "MAWARPERSADA"),
        ("LKA Bina Wanita Bahagia", "BINA WANITA BHG LKA"),
        ("LKS Bapel Gold", "Bendahara LKS Bapel-Gold"),
        ("Yayasan Sosial", "Yayasan Sosial"),
    ],
)
def test_an_account_is_known_by_a_telling_word_of_the_name(name: str, holder: str) -> None:
    assert ids(with_payment(with_agreement(OFFICE, partner_name=name), account_holder=holder)) == []


@pytest.mark.parametrize("holder", ["Budi Santosa", "Yayasan Kesejahteraan Sosial", "LKS Resik", " "])
def test_a_word_that_every_lks_bears_tells_nothing(holder: str) -> None:
    facts = with_payment(with_agreement(OFFICE, partner_name="LKS Sakura"), account_holder=holder)
    (finding,) = findings_of("SK-04", facts)
    assert finding.expected == "rekening atas nama LKS Sakura"
    assert finding.found == (f"rekening atas nama {holder}" if holder.strip() else "rekening tanpa nama")
