"""The assistance was booked under an account that is for it."""

from dataclasses import replace

import pytest

from regulations.findings import NOWHERE
from tests.regulations.builders import clean_agreement, clean_facts, with_disbursement
from tests.regulations.judging import findings_of, ids


@pytest.mark.parametrize("account", ["521219", "561111", "581111", "57111", "5711111", "57111A", ""])
def test_an_account_outside_group_57_or_of_another_length_is_refused(account: str) -> None:
    (finding,) = findings_of("AKUN-01", with_disbursement(account=account))
    assert finding.where == NOWHERE
    assert finding.expected == "akun enam angka yang berawalan 57"
    assert finding.citation.confirmed
    assert ids(with_disbursement(account=account)) == ["AKUN-01"]


@pytest.mark.parametrize(
    ("purpose", "form", "account"),
    [
        ("rehabilitasi", "uang", "571111"),
        ("jaminan", "barang", "572112"),
        ("pemberdayaan", "jasa", "573113"),
        ("perlindungan", "uang", "574111"),
        ("kemiskinan", "barang", "575112"),
        ("bencana", "jasa", "576113"),
    ],
)
def test_an_account_fits_the_purpose_by_its_head_and_the_form_by_its_tail(
    purpose: str, form: str, account: str
) -> None:
    instalment = with_disbursement(account=account).instalment
    assert ids(clean_facts(agreement=clean_agreement(purpose=purpose, form=form), instalment=instalment)) == []
    other_purpose = "jaminan" if purpose != "jaminan" else "bencana"
    other_form = "uang" if form != "uang" else "jasa"
    for misfit in ({"purpose": other_purpose, "form": form}, {"purpose": purpose, "form": other_form}):
        agreement = clean_agreement(**misfit)
        (finding,) = findings_of("AKUN-02", clean_facts(agreement=agreement, instalment=instalment))
        assert finding.found == account
        assert finding.severity.value == "note"
        assert not finding.citation.confirmed


def test_a_purpose_without_an_account_of_its_own_is_judged_by_its_form_alone() -> None:
    assert ids(clean_facts(agreement=clean_agreement(purpose="lain"))) == []
    assert ids(clean_facts(agreement=clean_agreement(purpose="lain", form="barang"))) == ["AKUN-02"]


def test_the_account_that_the_audit_board_found_is_called_by_its_name() -> None:
    (finding,) = findings_of("AKUN-01", with_disbursement(account="521219"))
    assert finding.found == "521219 (belanja barang non operasional lainnya)"
    (finding,) = findings_of("AKUN-01", with_disbursement(account=""))
    assert finding.found == "kosong"


def test_two_accounts_for_one_instalment_are_both_named() -> None:
    (one,) = with_disbursement(amount=30_000_000).instalment.disbursements
    other = replace(one, sp2d_number="210040302000002", account="521219")
    instalment = replace(with_disbursement().instalment, disbursements=(one, other))
    (finding,) = findings_of("AKUN-04", clean_facts(instalment=instalment))
    assert finding.found == "521219 (belanja barang non operasional lainnya), 571111"


@pytest.mark.parametrize(("year", "told"), [(2021, []), (2020, ["AKUN-03"]), (2022, ["AKUN-03"]), (None, [])])
def test_money_is_paid_from_the_allocation_of_its_own_year(year: int | None, told: list[str]) -> None:
    assert ids(with_disbursement(fiscal_year=year)) == told


def test_a_payment_is_named_by_its_sp2d_or_as_this_one_before_it_has_any() -> None:
    (finding,) = findings_of("AKUN-01", with_disbursement(account="521219"))
    assert finding.message == "SP2D 210040302000001 dibukukan pada akun yang bukan bantuan sosial."
    (finding,) = findings_of("AKUN-01", with_disbursement(account="521219", sp2d_number=""))
    assert finding.message == "Pembayaran ini dibukukan pada akun yang bukan bantuan sosial."
