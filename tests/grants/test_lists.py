"""Lists of money: sums that tie with their rows, filters, and a number of queries that does not grow."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from grants.actions import deposit_return, mark_accounted, open_return, reject_disbursement
from grants.models import Disbursement, TreasuryReturn
from partners.models import Instalment
from tests.grants.conftest import SP2D
from tests.grants.paper import scan


@pytest.fixture
def crowd(stage):
    """Four agreements of two LKS: rejected and proposed anew, paid, accounted with a remainder, proposed."""
    resik = stage.cast.partner("LKS Resik", registration_number="TD/002")
    first = stage.proposed()
    reject_disbursement(disbursement=first, reason="Rekening LKS salah tulis", by=stage.ppspm, version=first.version)
    stage.proposed()
    for number, partner in (("002/PKS", stage.partner), ("003/PKS", resik)):
        stage.cast.paid(stage.cast.agreement(partner, number=number).instalments.get(number=1))
    last = Disbursement.objects.get(instalment__agreement__number="003/PKS")
    mark_accounted(instalment=last.instalment, by=stage.ppk)
    open_return(instalment=last.instalment, amount=750_000, by=stage.ppk)
    stage.cast.proposed(stage.cast.agreement(resik, number="004/PKS").instalments.get(number=1), account="571112")
    return stage


def rows(response):
    return list(response.context["page_obj"])


@pytest.mark.parametrize(
    "chosen", ["", "state=paid", "state=proposed", "year=2021", "q=003/PKS", "state=rejected&year=2021", "q=000"]
)
def test_totals_tie_with_the_rows_of_the_list(crowd, sign_in, chosen):
    response = sign_in(crowd.finance).get(f"{reverse('grants:disbursements')}?{chosen}")
    shown = rows(response)
    totals = response.context["totals"]
    assert shown
    assert totals.count == len(shown)
    assert totals.amount == sum(row.amount for row in shown)
    for state in totals.states:
        assert state.amount == sum(row.amount for row in shown if row.state == state.state)
        assert state.count == sum(row.state == state.state for row in shown)


def test_totals_are_of_the_whole_list_not_of_the_page(crowd, sign_in, monkeypatch):
    monkeypatch.setattr("partners.paging.ON_A_PAGE", 2)
    response = sign_in(crowd.finance).get(reverse("grants:disbursements"))
    assert len(rows(response)) == 2
    assert response.context["totals"].count == 5


def test_a_list_is_narrowed_by_lks_state_and_number(crowd, sign_in):
    browser, url = sign_in(crowd.finance), reverse("grants:disbursements")
    assert len(rows(browser.get(url))) == 5
    assert {row.instalment.agreement.partner for row in rows(browser.get(url, {"partner": crowd.partner.pk}))} == {
        crowd.partner
    }
    paid = Disbursement.objects.paid().first()
    for number in (paid.sp2d_number, paid.spm_number):
        assert paid in rows(browser.get(url, {"q": f" {number} "}))
    assert rows(browser.get(url, {"q": paid.sp2d_number})) == [paid]
    assert "Tidak ada penyaluran yang cocok" in browser.get(url, {"year": "2021", "q": "zzz"}).content.decode()


def test_another_offices_lks_is_no_choice(crowd, sign_in):
    theirs = crowd.cast.partner("LKS Sumur", finance="other_finance", registration_number="TD/009")
    response = sign_in(crowd.finance).get(reverse("grants:disbursements"), {"partner": theirs.pk})
    assert "partner" in response.context["filter"].form.errors


def test_an_lks_is_not_asked_which_lks(crowd, sign_in):
    response = sign_in(crowd.treasurer).get(reverse("grants:disbursements"))
    assert "partner" not in response.context["filter"].form.fields
    assert {row.instalment.agreement.partner for row in rows(response)} == {crowd.partner}


def test_allocations_sum_up_to_their_lines_and_to_the_disbursements(crowd, sign_in):
    response = sign_in(crowd.finance).get(reverse("grants:allocations"))
    shown, sums = rows(response), response.context["sums"]
    assert sums["pagu"] == sum(line.amount for line in shown)
    assert sums["spent"] == sum(line.used for line in shown)
    assert sums["left"] == sums["pagu"] - sums["spent"] == sum(line.remaining for line in shown)
    assert sums["spent"] == sum(payment.amount for payment in Disbursement.objects.living())


def test_allocations_are_narrowed_by_year_and_account(crowd, sign_in):
    crowd.cast.allocation(year=2022)
    browser, url = sign_in(crowd.finance), reverse("grants:allocations")
    assert len(rows(browser.get(url))) == 3
    assert [line.year for line in rows(browser.get(url, {"year": 2022}))] == [2022]
    assert [line.account for line in rows(browser.get(url, {"account": "571112"}))] == ["571112"]
    assert not rows(browser.get(url, {"account": "52"}))


def test_a_line_outside_group_57_is_named_and_only_its_use_is_a_finding(crowd, sign_in):
    crowd.cast.allocation(account="521219")
    response = sign_in(crowd.finance).get(reverse("grants:allocations"))
    assert response.content.decode().count("bukan kelompok 57") == 1
    assert not any(line.shown for line in rows(response) if line.account == "521219")


def test_returns_that_wait_stand_first_and_the_oldest_on_top(crowd, sign_in):
    settled = crowd.cast.agreement(crowd.partner, number="005/PKS").instalments.get(number=1)
    crowd.cast.paid(settled)
    mark_accounted(instalment=settled, by=crowd.ppk)
    deposited = open_return(instalment=settled, amount=10_000, by=crowd.ppk)
    newer = Disbursement.objects.get(instalment__agreement__number="002/PKS").instalment
    mark_accounted(instalment=newer, by=crowd.ppk)
    open_return(instalment=newer, amount=20_000, by=crowd.ppk)
    deposit_return(
        treasury_return=deposited,
        billing_code="820210412345678",
        ntpn="A1B2C3D4E5F6G7H8",
        paid_on=SP2D,
        upload=scan(),
        by=crowd.treasurer,
        version=deposited.version,
    )
    response = sign_in(crowd.finance).get(reverse("grants:returns"))
    assert [owed.amount for owed in rows(response)] == [750_000, 20_000, 10_000]
    assert response.context["totals"].amount == sum(owed.amount for owed in TreasuryReturn.objects.all())


@pytest.mark.parametrize("name", ["disbursements", "returns", "allocations"])
def test_a_longer_list_asks_the_database_no_more_often(crowd, sign_in, name):
    browser, url = sign_in(crowd.finance), reverse(f"grants:{name}")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert browser.get(url).status_code == 200
        return len(caught)

    before = queries()
    for number in range(6, 9):
        instalment = crowd.cast.agreement(crowd.partner, number=f"00{number}/PKS").instalments.get(number=1)
        crowd.cast.paid(instalment, account=f"57111{number}")
        mark_accounted(instalment=instalment, by=crowd.ppk)
        open_return(instalment=instalment, amount=1_000, by=crowd.ppk)
    assert queries() == before


@pytest.mark.parametrize("name", ["disbursements", "returns", "allocations"])
def test_an_empty_list_says_what_comes_next(cast, sign_in, name):
    page = sign_in(cast.person("finance")).get(reverse(f"grants:{name}")).content.decode()
    assert '<div class="empty">' in page


def test_what_lists_repeat_of_other_records_is_true(crowd):
    """The office and the mark of a request stand where lists look for them, not only where they come from."""
    for record in (*Disbursement.objects.all(), *TreasuryReturn.objects.all()):
        assert record.office == record.instalment.agreement.partner.office
    asked = set(Disbursement.objects.living().values_list("instalment", flat=True))
    assert 0 < len(asked) < Instalment.objects.count()
    assert set(Instalment.objects.filter(requested=True).values_list("pk", flat=True)) == asked


def test_a_rejected_request_frees_its_instalment(stage):
    payment = stage.proposed()
    assert Instalment.objects.get(pk=payment.instalment_id).requested
    reject_disbursement(
        disbursement=payment, reason="Rekening LKS salah tulis", by=stage.ppspm, version=payment.version
    )
    assert not Instalment.objects.get(pk=payment.instalment_id).requested


def test_a_name_with_signs_of_markup_stays_a_name_in_the_choice_of_lks(crowd, sign_in):
    odd = crowd.cast.partner("LKS Asih", registration_number="TD/010")
    odd.name = 'LKS "Asih" <b>'
    odd.save()
    page = sign_in(crowd.finance).get(reverse("grants:disbursements"), {"partner": odd.pk}).content.decode()
    assert f'<option value="{odd.pk}" selected>LKS &quot;Asih&quot; &lt;b&gt;</option>' in page
