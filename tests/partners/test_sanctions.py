"""What bars a new agreement, what two persons set aside, and an agreement that ends before its time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.actions import give_roles
from accounts.models import User
from accounts.roles import Role
from partners.actions import (
    ask_for_lift,
    grant_lift,
    propose_agreement,
    record_document,
    set_training_condition,
    withdraw_lift,
)
from partners.models import Agreement, Partner, PartnerDocument
from partners.obligations import open_obligations
from partners.sanctions import obstacles, obstacles_now, years_before
from reports.models import Report
from tests.cast import Cast
from tests.partners.living import end_asked, ended, lift_asked, trained
from trail.refusal import NotAllowed, Refusal, StalePage

REASON = "LKS satu-satunya di kabupaten ini."


def keys(partner: Partner, on: date) -> list[str]:
    return [obstacle.key for obstacle in obstacles(Partner.objects.get(pk=partner.pk), on)]


def propose(cast: Cast, agreement: Agreement) -> Agreement:
    return propose_agreement(agreement=agreement, by=cast.person("finance"), version=agreement.version)


def test_a_registration_that_ran_out_bars_and_one_that_ends_today_does_not(cast: Cast) -> None:
    partner = cast.partner()
    PartnerDocument.objects.filter(kind="tanda_daftar").update(valid_until=date(2021, 6, 1))
    assert keys(partner, date(2021, 6, 1)) == []
    assert keys(partner, date(2021, 6, 2)) == ["tanda_daftar"]
    PartnerDocument.objects.create(partner=partner, kind="tanda_daftar", number="TD/9")
    assert keys(partner, date(2021, 6, 2)) == []


def test_an_overdue_report_on_another_agreement_bars_a_new_one(cast: Cast) -> None:
    agreement = cast.agreement()
    cast.paid(agreement.instalments.get(number=1))
    report = Report.objects.get()
    assert f"laporan:{report.pk}" not in keys(agreement.partner, report.due_on)
    assert keys(agreement.partner, report.due_on + timedelta(days=1)) == [f"laporan:{report.pk}"]
    Report.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    draft = cast.draft(agreement.partner, number="002/PKS/2021")
    with pytest.raises(Refusal, match="terlambat: batasnya"):
        propose(cast, draft)
    assert draft.state == "draft"


@pytest.mark.parametrize(("came", "barred"), [("hadir", False), ("daring", False), ("tidak", True)])
def test_a_training_counts_on_site_and_online_and_not_when_absent(cast: Cast, came: str, barred: bool) -> None:
    partner = cast.partner()
    set_training_condition(by=cast.person("kpa"), within_years=2)
    trained(cast, partner, on=date(2021, 4, 1), presence=came)
    assert bool(keys(partner, date(2021, 6, 1))) is barred


def test_a_training_counts_until_the_day_so_many_years_later(cast: Cast) -> None:
    partner = cast.partner()
    set_training_condition(by=cast.person("ppk"), within_years=2)
    trained(cast, partner, on=date(2021, 4, 1))
    assert keys(partner, date(2023, 4, 1)) == []
    assert keys(partner, date(2023, 4, 2)) == ["bimtek"]
    set_training_condition(by=cast.person("ppk"), within_years=None)
    assert keys(partner, date(2023, 4, 2)) == []


def test_so_many_years_before_a_leap_day() -> None:
    assert years_before(date(2024, 2, 29), 1) == date(2023, 2, 28)


def test_proposing_names_the_missing_training(cast: Cast) -> None:
    draft = cast.draft(cast.partner())
    set_training_condition(by=cast.person("kpa"), within_years=1)
    with pytest.raises(Refusal, match="mensyaratkan bimtek dalam 1 tahun terakhir"):
        propose(cast, draft)


def test_finance_staff_do_not_set_the_condition(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        set_training_condition(by=cast.person("finance"), within_years=1)


def test_two_persons_set_a_sanction_aside_until_a_day(cast: Cast, sign_in: Callable[[User], Client]) -> None:
    partner, today = cast.partner(), timezone.localdate()
    browser = sign_in(cast.person("finance"))
    assert browser.get(partner.get_absolute_url()).context["may_draft"]
    lift = lift_asked(cast, partner)
    assert obstacles_now(partner, today)
    assert not browser.get(partner.get_absolute_url()).context["may_draft"]
    give_roles(user=cast.person("ppk"), roles=[Role.PPK, Role.KPA], by=None)
    with pytest.raises(NotAllowed, match="orang lain"):
        grant_lift(lift=lift, by=cast.person("ppk"), version=0)
    grant_lift(lift=lift, by=cast.person("kpa"), version=0)
    assert obstacles_now(partner, lift.valid_until) == []
    assert obstacles_now(partner, lift.valid_until + timedelta(days=1))
    with pytest.raises(StalePage):
        grant_lift(lift=lift, by=cast.person("kpa"), version=0)
    propose(cast, cast.draft(partner))
    withdraw_lift(lift=lift, by=cast.person("ppk"), version=lift.version, reason="LKS sudah dijadwalkan ikut bimtek.")
    assert obstacles_now(partner, today)


def test_what_comes_later_bars_again(cast: Cast) -> None:
    partner, today = cast.partner(), timezone.localdate()
    grant_lift(lift=lift_asked(cast, partner), by=cast.person("kpa"), version=0)
    PartnerDocument.objects.filter(kind="tanda_daftar").update(valid_until=today - timedelta(days=1))
    assert [obstacle.key for obstacle in obstacles_now(partner, today)] == ["tanda_daftar"]


def test_nothing_is_set_aside_where_nothing_stands_in_the_way(cast: Cast) -> None:
    until = timezone.localdate() + timedelta(days=30)
    with pytest.raises(Refusal, match="Tidak ada yang menghalangi"):
        ask_for_lift(partner=cast.partner(), by=cast.person("ppk"), because=REASON, valid_until=until)


def test_a_leave_of_more_than_ninety_days_is_refused(cast: Cast) -> None:
    partner = cast.partner()
    set_training_condition(by=cast.person("kpa"), within_years=1)
    until = timezone.localdate() + timedelta(days=91)
    with pytest.raises(Refusal, match="tidak dapat dipakai"):
        ask_for_lift(partner=partner, by=cast.person("ppk"), because=REASON, valid_until=until)


def test_documents_that_run_out_are_listed_unless_they_were_renewed(cast: Cast) -> None:
    partner, by = cast.partner(), cast.person("finance")
    day = date(2021, 6, 1)
    record_document(partner=partner, kind="akreditasi", number="A/1", valid_until=day, by=by)
    listed = PartnerDocument.objects.running_out(day)
    assert [document.number for document in listed] == ["A/1"]
    assert not PartnerDocument.objects.running_out(day - timedelta(days=1)).exists()
    record_document(partner=partner, kind="akreditasi", number="A/2", valid_until=day + timedelta(days=900), by=by)
    assert not PartnerDocument.objects.running_out(day).exists()


def test_an_agreement_ends_early_with_what_is_still_open(cast: Cast) -> None:
    agreement = cast.agreement()
    cast.paid(agreement.instalments.get(number=1))
    assert len(open_obligations(agreement)) == 1
    ended(cast, agreement)
    assert (agreement.state, agreement.terminated_on) == ("terminated", date(2021, 7, 1))
    assert len(open_obligations(agreement)) == 1


@pytest.mark.parametrize("day", [date(2021, 3, 31), date(2021, 12, 31)])
def test_an_early_end_lies_within_the_time_of_the_agreement(cast: Cast, day: date) -> None:
    agreement = cast.agreement()
    with pytest.raises(Refusal, match="di luar masa berlaku"):
        end_asked(cast, agreement, on=day)
    assert Agreement.objects.get().state == "active"
