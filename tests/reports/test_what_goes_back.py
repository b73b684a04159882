"""What goes back when a report is accepted: each rupiah once, and what is in the way told before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from grants.actions import open_return
from grants.actions.returns import open_finding
from grants.models import TreasuryReturn
from reports.actions.review import accept_report
from reports.money import before_acceptance, money_in_the_way
from tests.beforehand import begins_with
from tests.cast import REMAINDER, Cast, submitted
from tests.grants.paper import scan
from tests.seen import seen
from trail.refusal import Refusal
from yearend.scope import Scope
from yearend.sources import Grouping
from yearend.table import year_table

SignIn = Callable[[User], Client]
KIND = TreasuryReturn.Kind


@begins_with(submitted)
def test_the_undelivered_part_of_the_remainder_is_owed_once(cast: Cast, sign_in: SignIn) -> None:
    report = cast.verified()
    finance, ppk, back = cast.person("finance"), cast.person("ppk"), REMAINDER - 1_000_000
    open_return(instalment=report.instalment, amount=back, kind=KIND.UNDELIVERED, by=finance)
    told = seen(sign_in(ppk).get(reverse("reports:review", args=[report.pk])))
    assert "dana tidak tersalurkan Rp3.000.000 sudah punya pengembalian sendiri" in told
    assert "pengembalian sisa yang dibuka: Rp1.000.000" in told
    accept_report(report=report, by=ppk, version=report.version)
    owed = dict(report.instalment.returns.values_list("kind", "amount"))
    assert owed == {KIND.UNDELIVERED: back, KIND.REMAINDER: 1_000_000}
    assert sum(owed.values()) == report.remainder
    assert "tanpa catatan pengembalian" not in seen(
        sign_in(cast.person("auditor")).get(reverse("audits:follow", args=[report.instalment_id]))
    )
    for year in (2021, report.office.today.year):
        assert year_table(Scope.of(finance, year), Grouping.PARTNER).total.difference == 0


@begins_with(submitted)
def test_a_remainder_smaller_than_what_was_undelivered_is_told_to_the_lks_and_refused(cast: Cast) -> None:
    report = cast.verified()
    open_return(instalment=report.instalment, amount=REMAINDER + 1, kind=KIND.UNDELIVERED, by=cast.person("finance"))
    assert "bagian dari sisa" in money_in_the_way(report, report.latest)
    with pytest.raises(Refusal, match="bagian dari sisa"):
        accept_report(report=report, by=cast.person("ppk"), version=report.version)


@begins_with(submitted)
def test_a_finding_too_large_is_named_with_its_cure_before_and_at_acceptance(cast: Cast, sign_in: SignIn) -> None:
    report = cast.verified()
    payment = report.instalment.disbursements.get()
    owed = open_finding(
        instalment=report.instalment,
        amount=payment.amount,
        reference="LHP 1",
        found_on=payment.sp2d_date,
        reason="Belanja tanpa bukti yang sah.",
        upload=scan(),
        by=cast.person("finance"),
    )
    assert [each.url for each in before_acceptance(report)] == [owed.get_absolute_url()]
    page = sign_in(cast.person("ppk")).get(reverse("reports:review", args=[report.pk]))
    assert "Laporan belum dapat diterima. Temuan LHP 1" in seen(page)
    with pytest.raises(Refusal, match="Temuan LHP 1 .* tarik temuannya"):
        accept_report(report=report, by=cast.person("ppk"), version=report.version)
