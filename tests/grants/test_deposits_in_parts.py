"""What goes back may be paid in in several deposits, each confirmed by itself; the rest stays open by age."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from grants.actions import confirm_return, deposit_return, refuse_return
from grants.actions.deliveries import return_undelivered
from grants.actions.withdrawals import withdraw_return
from grants.ages import ages_of
from grants.models import Disbursement, TreasuryReturn
from tests.grants.paper import scan
from tests.grants.test_withdrawals import by_post, nobody_found
from trail.models import Event
from trail.refusal import Refusal, StalePage
from yearend.figures import owed as still_owed
from yearend.scope import Scope


def codes(number: int) -> dict[str, str]:
    return {"billing_code": f"{number:015d}", "ntpn": f"{number:016d}"}


def deposit(owed, amount, number, by, **changes):
    given = {**codes(number), "paid_on": date(2021, 12, 1), "upload": scan(), "version": owed.version, **changes}
    return deposit_return(treasury_return=owed, amount=amount, by=by, **given)


def sums() -> tuple[int, dict[str, int]]:
    """What goes back of the payment, and what the returns of each state say of it."""
    found: dict[str, int] = {}
    for row in TreasuryReturn.objects.all():
        found[row.state] = found.get(row.state, 0) + row.amount
    return Disbursement.objects.get().going_back, found


def test_three_deposits_pay_in_what_one_return_owes_and_every_sum_stays(stage, sign_in):
    owed = stage.owed(1_250_000)
    # Owed since long ago: the parts are as old, and the end of the year before tells what it told.
    long_ago = timezone.now() - timedelta(days=400)
    day = timezone.localdate(long_ago)
    TreasuryReturn.objects.update(opened_at=long_ago, since=day)
    scope = Scope(user=stage.finance, year=day.year, office=None)
    owed.refresh_from_db()

    for wrong in (0, -1, 1_250_001):
        with pytest.raises(Refusal, match="tidak mungkin: yang masih harus disetor Rp1.250.000"):
            deposit(owed, wrong, 1, stage.treasurer)
    stale = owed.version
    first = deposit(owed, 400_000, 1, stage.treasurer)
    owed.refresh_from_db()
    assert (first.state, first.amount, first.part_of, first.since) == ("deposited", 400_000, owed, owed.since)
    assert (owed.state, owed.amount, owed.parted) == ("open", 850_000, 400_000)
    with pytest.raises(StalePage):
        deposit(owed, 400_000, 2, stage.treasurer, version=stale)
    with pytest.raises(Refusal, match="NTPN 0000000000000001 sudah dipakai"):
        deposit(owed, 100_000, 1, stage.treasurer)
    assert sums() == (1_250_000, {"deposited": 400_000, "open": 850_000})
    assert "Rp850.000 masih harus disetor" in Event.objects.about(owed).last().sentence

    confirm_return(treasury_return=first, by=stage.finance, version=first.version)
    second = deposit(owed, 849_999, 2, stage.treasurer)
    refuse_return(treasury_return=second, reason="NTPN milik termin lain.", by=stage.ppspm, version=second.version)
    assert sums() == (1_250_000, {"confirmed": 400_000, "open": 850_000})
    ages = ages_of(TreasuryReturn.objects.all(), timezone.localdate())
    assert (ages.lines[-1].total.count, ages.lines[-1].total.amount) == (2, 850_000)
    assert sum(still_owed(scope).values_list("amount", flat=True)) == 1_250_000

    # A part of the part is one of the whole, so that whoever asks for its parts misses no rupiah.
    third = deposit(second, 849_000, 3, stage.treasurer)
    assert (third.part_of, second.part_of) == (owed, owed)
    refuse_return(treasury_return=third, reason="NTPN milik termin lain.", by=stage.ppspm, version=third.version)
    owed.refresh_from_db()
    assert sum(part.amount for part in owed.parts.all()) == owed.parted == 1_249_999
    deposit(third, None, 5, stage.treasurer)

    # The part is written down again where it is, and the last rupiah by the form, which is filled in with it.
    deposit(second, None, 3, stage.treasurer)
    owed.refresh_from_db()
    treasurer = sign_in(stage.treasurer)
    page = treasurer.get(owed.get_absolute_url())
    assert page.context["forms"]["deposit"]["amount"].value() == "1"
    assert first.get_absolute_url() in page.content.decode()
    answer = treasurer.post(
        reverse("grants:return_deposit", args=[owed.pk]),
        {"version": owed.version, "amount": "1", **codes(4), "paid_on": "2021-12-02", "upload": scan()},
    )
    assert answer.status_code == 302
    assert sums() == (1_250_000, {"confirmed": 400_000, "deposited": 850_000})
    # Neither is what was opened ever more than what it returns, whoever writes to the tables.
    with pytest.raises(IntegrityError), transaction.atomic():
        TreasuryReturn.objects.filter(pk=owed.pk).update(parted=30_000_000)


def test_of_what_a_distributor_kept_the_rest_is_not_withdrawn_once_a_part_is_paid_in(stage):
    payment = by_post(stage)
    nobody_found(stage, payment)
    owed = return_undelivered(disbursement=payment, by=stage.finance)
    part = deposit(owed, 10_000_000, 1, stage.finance)
    owed.refresh_from_db()
    assert sums() == (30_000_000, {"deposited": 10_000_000, "open": 20_000_000})
    reason = "Dua penerima ternyata sudah menerima dananya."
    with pytest.raises(Refusal, match="Sebagian dana tidak tersalurkan ini sudah disetor"):
        withdraw_return(treasury_return=owed, reason=reason, by=stage.ppk, version=owed.version)
    refuse_return(treasury_return=part, reason="NTPN milik termin lain.", by=stage.ppspm, version=part.version)
    # One sum, whole or gone: a part that stayed could be paid in, and the rest would never be owed again.
    withdraw_return(treasury_return=part, reason=reason, by=stage.ppk, version=part.version)
    assert sums() == (0, {"withdrawn": 30_000_000})
    with pytest.raises(StalePage):
        withdraw_return(treasury_return=owed, reason=reason, by=stage.ppk, version=owed.version)
    again = return_undelivered(disbursement=payment, by=stage.finance)
    assert (again.amount, sums()[0]) == (30_000_000, 30_000_000)


def test_all_that_is_wrong_with_a_deposit_is_told_at_once_each_in_its_place(stage, sign_in):
    owed = stage.owed()
    typed = {"version": owed.version, "amount": "2.000.000", "billing_code": "12", "ntpn": "", "paid_on": "2021-04-01"}
    answer = sign_in(stage.treasurer).post(
        reverse("grants:return_deposit", args=[owed.pk]),
        {**typed, "upload": SimpleUploadedFile("bukti.pdf", b"bukan pdf")},
    )
    errors = answer.context["forms"]["deposit"].errors
    assert (answer.status_code, set(errors)) == (422, {"amount", "billing_code", "ntpn", "paid_on", "upload"})
    with pytest.raises(Refusal) as refused:
        deposit(owed, 2_000_000, 1, stage.treasurer, billing_code="12", ntpn="", paid_on=date(2021, 4, 1), upload=None)
    assert len(refused.value.sentences) == 5
