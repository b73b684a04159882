"""A payment is held to its decree: nobody gets more than it says, no agreement more than its sum, the dead nothing."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.db.models import Sum

from grants.actions import (
    approve_decree,
    cancel_disbursement,
    disbursements,
    mark_accounted,
    propose_decree,
    record_retur,
    reject_disbursement,
)
from grants.actions.deliveries import fail_delivery, record_delivery, return_undelivered
from grants.actions.exceptions import grant_exception
from grants.allocation_findings import findings_of
from grants.decreed import dead_paid
from grants.facts import payment_findings
from grants.models import Allocation, Decree, Delivery, Disbursement
from legal.law import current_law
from partners.actions.terminations import approve_termination
from partners.commitments import against_value
from partners.models import Termination
from tests.at_once import at_once
from tests.grants.asking import exception_asked
from tests.grants.conftest import SP2D, SPM
from tests.grants.decreeing import (
    SHARES,
    asked,
    died,
    further,
    handed_out,
    issued,
    named,
    paid_out,
    ticked,
)
from tests.grants.paper import scan
from tests.partners.living import end_asked, ended
from tests.seen import seen
from trail.models import Event
from trail.refusal import Refusal

REPLACED = "SK-nya sudah diganti sejak diajukan."
GONE = "Penerima pindah dan tidak dapat dihubungi."


def hand(stage, payment, *places, day=SP2D):
    return record_delivery(
        disbursement=payment, ticked=ticked(payment, *places), delivered_on=day, handed_over_by="Pos", by=stage.finance
    )


def waiting(payment):
    """Sum by number of the person, as it is to be handed out."""
    return {int(each.recipient.nik[-4:]): each.amount for each in payment.deliveries.select_related("recipient")}


# More than a decree gives


def test_a_payment_is_not_more_than_its_decree_gives(stage):
    small = named(stage, 1_000_000)
    with pytest.raises(Refusal, match=r"menjadi Rp30\.000\.000, melebihi Rp1\.000\.000 menurut SK 10/SK.*SK perubahan"):
        asked(stage, small, channel="ls")
    enough = stage.cast.in_force(further(stage, {1: 30_000_000}))
    asked(stage, enough, channel="ls")  # to the rupiah


def test_every_instalment_counts_against_the_decree(stage):
    decree = named(stage)
    paid_out(stage, issued(stage, asked(stage, decree, channel="ls")))
    mark_accounted(instalment=stage.instalment(1), by=stage.ppk)
    with pytest.raises(Refusal, match=r"menjadi Rp50\.000\.000, melebihi Rp30\.000\.000"):
        asked(stage, decree, 2, channel="ls")
    # Nor do those whom nobody paid yet get it from the post office: who has had what is not known.
    more = stage.cast.in_force(further(stage, {1: 20_000_000, 2: 20_000_000, 3: 10_000_000}))
    with pytest.raises(Refusal, match="tidak tercatat siapa yang sudah menerima"):
        asked(stage, more, 2)
    asked(stage, more, 2, channel="ls")


def test_a_distributor_never_hands_a_person_more_than_the_decree_says(stage):
    decree = named(stage)
    first = handed_out(stage, decree)
    assert waiting(first) == {1: 12_000_000, 2: 10_000_000, 3: 8_000_000}
    hand(stage, first, 1, 2)
    fail_delivery(disbursement=first, ticked=ticked(first, 3), reason=GONE, by=stage.finance)
    return_undelivered(disbursement=first, by=stage.finance)
    mark_accounted(instalment=stage.instalment(1), by=stage.ppk)
    with pytest.raises(Refusal, match=r"melebihi Rp30\.000\.000|masih harus diserahkan kepada penerimanya Rp0"):
        asked(stage, decree, 2)
    # The further decree says what each gets in all, the third not again: what they could not be given went back.
    whole = stage.cast.in_force(further(stage, {1: 25_000_000, 2: 17_000_000}))
    second = handed_out(stage, whole, 2)
    assert waiting(second) == {1: 13_000_000, 2: 7_000_000}
    hand(stage, second, 1, 2)
    got = Delivery.objects.filter(state="delivered").values("recipient__nik_index").annotate(sum=Sum("amount"))
    says = dict(whole.recipients.values_list("nik_index", "amount"))
    assert all(each["sum"] <= says[each["recipient__nik_index"]] for each in got)


def test_a_distributors_payment_is_what_is_still_open_and_says_how_to_mend_it(stage):
    with pytest.raises(Refusal, match=r"Rp35\.000\.000, sedangkan termin ini Rp30\.000\.000.*SK perubahan") as refusal:
        asked(stage, named(stage, 15_000_000, 20_000_000))
    assert "bagi tiap orang jumlah seluruhnya sampai dengan termin ini" in str(refusal.value)


def test_a_further_decree_does_not_fall_below_what_is_paid(stage):
    paid_out(stage, issued(stage, asked(stage, named(stage), channel="ls")))
    less = further(stage, {1: 12_000_000})
    with pytest.raises(Refusal, match=r"Jumlah menurut SK ini Rp12\.000\.000, kurang dari Rp30\.000\.000"):
        propose_decree(decree=less, by=stage.ppk, version=less.version)


def test_a_further_decree_does_not_take_from_who_is_being_given(stage):
    payment = handed_out(stage, named(stage))
    other = further(stage, {1: 12_000_000, 2: 18_000_000})
    with pytest.raises(Refusal, match="1 penerima mendapat kurang daripada yang diserahkan"):
        propose_decree(decree=other, by=stage.ppk, version=other.version)
    fail_delivery(disbursement=payment, ticked=ticked(payment, 3), reason=GONE, by=stage.finance)
    assert stage.cast.in_force(other).state == "approved"


# A decree that is no longer in force


def test_a_decree_that_was_replaced_pays_nothing_however_old_the_page_is(stage):
    old = stage.cast.decree(stage.agreement)
    stale = Decree.objects.get(pk=old.pk)
    stage.cast.decree(stage.agreement, number="11/SK", decided_on=date(2021, 4, 6))
    with pytest.raises(Refusal, match="Pilih SK 11/SK, yang kini berlaku"):
        asked(stage, stale, channel="ls")


def test_an_spm_is_not_issued_on_a_decree_that_was_replaced(stage):
    payment = asked(stage, named(stage))
    changed = stage.cast.in_force(further(stage, {1: 12_000_000, 2: 18_000_000}))
    with pytest.raises(Refusal, match=r"menyebut SK 10/SK, yang sudah diganti SK 11/SK.*Tolak SPP ini"):
        issued(stage, payment)
    reject_disbursement(disbursement=payment, reason=REPLACED, by=stage.ppspm, version=payment.version)
    anew = handed_out(stage, changed)
    assert waiting(anew) == {1: 12_000_000, 2: 18_000_000}


def test_an_sp2d_is_never_refused_and_is_handed_out_by_the_decree_in_force(stage):
    """Replaced between SPM and SP2D: only a list of the same sum may do that, and it is its people who wait."""
    payment = issued(stage, asked(stage, named(stage)))
    more = further(stage, {1: 20_000_000, 2: 20_000_000, 3: 10_000_000})
    with pytest.raises(Refusal, match=r"SPM termin 1 Rp30\.000\.000 melalui PT Pos.*Rp50\.000\.000"):
        propose_decree(decree=more, by=stage.ppk, version=more.version)
    more.recipients.filter(place=1).delete()
    more.recipients.filter(place=2).update(amount=12_000_000)
    more.recipients.filter(place=3).update(amount=18_000_000)
    stage.cast.in_force(more)
    paid_out(stage, payment)
    assert waiting(payment) == {2: 12_000_000, 3: 18_000_000}


def test_the_kpa_sees_what_was_paid_meanwhile(stage):
    """A decree that was sound when it was proposed is judged again when it is approved."""
    named(stage)
    less = further(stage, {1: 12_000_000, 2: 10_000_000})
    propose_decree(decree=less, by=stage.ppk, version=less.version)
    asked(stage, stage.agreement.decrees.in_force().get(), channel="ls")
    with pytest.raises(Refusal, match=r"kurang dari Rp30\.000\.000"):
        approve_decree(decree=less, by=stage.cast.person("kpa"), version=less.version)


# Who has died


def test_no_spp_and_no_spm_for_a_list_with_the_dead(stage):
    decree = named(stage)
    payment = asked(stage, decree)
    died(stage, 1)
    with pytest.raises(Refusal, match="1 penerima pada SK 10/SK tercatat meninggal.*SK perubahan"):
        issued(stage, payment)
    reject_disbursement(disbursement=payment, reason=GONE, by=stage.ppspm, version=payment.version)
    with pytest.raises(Refusal, match="1 penerima pada SK 10/SK tercatat meninggal"):
        asked(stage, decree)
    issued(stage, asked(stage, stage.cast.in_force(further(stage, {2: 10_000_000, 3: 20_000_000}))))


def test_nothing_is_handed_to_who_had_died_before(stage):
    payment = handed_out(stage, named(stage))
    died(stage, 1, on=SP2D - timedelta(days=1))
    with pytest.raises(Refusal, match=r"Tercatat meninggal sebelum 12 April 2021: 1\. Penerima 1") as refusal:
        hand(stage, payment, 1, 2)
    assert "tidak tersalurkan" in str(refusal.value)
    hand(stage, payment, 2)
    died(stage, 3, on=SP2D)
    hand(stage, payment, 3)  # on the very day they were still alive to take it
    fail_delivery(disbursement=payment, ticked=ticked(payment, 1), reason="Penerima meninggal dunia.", by=stage.finance)


def test_who_died_after_they_were_paid_stays_with_what_they_were_paid(stage):
    """The further decree for the second instalment names them with the same sum, and no more."""
    payment = handed_out(stage, named(stage))
    hand(stage, payment, 1, 2, 3)
    mark_accounted(instalment=stage.instalment(1), by=stage.ppk)
    died(stage, 1, on=date(2021, 5, 3))
    greedy = further(stage, {1: 32_000_000, 2: 10_000_000, 3: 8_000_000})
    with pytest.raises(Refusal, match="1 penerima tercatat sudah meninggal"):
        propose_decree(decree=greedy, by=stage.ppk, version=greedy.version)
    greedy.recipients.filter(place=1).update(amount=SHARES[0])
    greedy.recipients.filter(place=2).update(amount=30_000_000)
    second = handed_out(stage, stage.cast.in_force(greedy), 2)
    assert waiting(second) == {2: 20_000_000}


def test_who_died_after_the_lks_was_paid_for_them_stays_with_that(stage):
    decree = named(stage, *SHARES)
    paid_out(stage, issued(stage, asked(stage, decree, channel="ls")))
    mark_accounted(instalment=stage.instalment(1), by=stage.ppk)
    died(stage, 1, on=date(2021, 5, 3))
    whole = further(stage, {1: 12_000_000, 2: 30_000_000, 3: 8_000_000})
    asked(stage, stage.cast.in_force(whole), 2, channel="ls")
    assert Disbursement.objects.count() == 2


# What changes meanwhile


def test_an_addendum_does_not_take_the_value_below_the_decree(stage):
    decree = named(stage, 30_000_000, 20_000_000)
    assert against_value(stage.agreement, 50_000_000) == []
    (sentence,) = against_value(stage.agreement, 49_999_999)
    assert f"{decree} memberi penerimanya Rp50.000.000, melebihi nilai Rp49.999.999 menurut adendum" in sentence


def test_who_ends_the_agreement_waits_for_the_spm(many_hands, stage, monkeypatch):
    """Never an SPM under an agreement that ended a moment before."""
    payment, looked, ppk = stage.proposed(), disbursements.unpayable, stage.ppk
    end_asked(stage.cast, stage.agreement, on=SPM)
    looking, over = threading.Event(), threading.Event()

    def look_long(*about):
        looking.set()
        over.wait(1)  # in vain: who ends the agreement waits for this SPM
        return looked(*about)

    def end():
        looking.wait(10)
        approve_termination(termination=Termination.objects.get(), by=ppk, version=0)
        over.set()

    monkeypatch.setattr(disbursements, "unpayable", look_long)
    at_once(lambda: issued(stage, Disbursement.objects.get(pk=payment.pk)), end)
    verbs = ("disbursement.approve", "agreement.terminate")
    assert tuple(Event.objects.filter(verb__in=verbs).order_by("pk").values_list("verb", flat=True)) == verbs


def test_an_sp2d_after_the_end_is_recorded_and_told_with_its_amount(stage):
    payment = issued(stage, stage.proposed())
    ended(stage.cast, stage.agreement, on=SPM)
    paid = paid_out(stage, payment)
    (told,) = [each.message for each in payment_findings(Disbursement.objects.get(pk=paid.pk)) if each.rule == "PKS-05"]
    assert "Rp30.000.000, di luar masa PKS" in told


def test_who_was_dead_before_the_money_came_is_told_with_the_amount(stage, sign_in):
    payment = handed_out(stage, named(stage))
    hand(stage, payment, 1)
    died(stage, 1, on=SP2D)  # alive before the day on which it was handed over
    assert dead_paid(payment) == (0, 0)
    died(stage, 2, on=SP2D - timedelta(days=1))
    assert dead_paid(payment) == (1, 10_000_000)
    shown = seen(sign_in(stage.finance).get(payment.get_absolute_url()))
    assert "1 penerima, Rp10.000.000, tercatat meninggal sebelum pembayaran ini" in shown
    fail_delivery(disbursement=payment, ticked=ticked(payment, 2), reason="Penerima meninggal dunia.", by=stage.finance)
    assert dead_paid(payment) == (0, 0)


def test_what_is_paid_in_another_year_than_its_lines_is_told_with_the_amount_of_the_line(stage):
    payment = asked(stage, named(stage), channel="ls")
    Disbursement.objects.filter(pk=payment.pk).update(spp_date=date(2021, 12, 30))
    issued(stage, Disbursement.objects.get(pk=payment.pk), day=date(2021, 12, 31))
    paid_out(stage, Disbursement.objects.get(pk=payment.pk), day=date(2022, 3, 1))
    found = findings_of(Allocation.objects.all(), current_law())
    assert [(each.rule, each.amount) for each in found[payment.allocation_id]] == [("AKUN-03", 30_000_000)]


def test_a_retur_is_not_given_up_while_the_next_instalment_waits_for_its_sp2d(stage):
    """By an exception two instalments are on their way at once; given up, the first one's shares would be the second's
    distributor's to hand out as well."""
    first = handed_out(stage, named(stage))
    exception = exception_asked(stage.cast, stage.instalment(2))
    grant_exception(exception=exception, by=stage.cast.person("kpa"), version=exception.version)
    both = stage.cast.in_force(further(stage, {1: 20_000_000, 2: 20_000_000, 3: 10_000_000}))
    second = issued(stage, asked(stage, both, 2))
    first = sent_back(stage, first)
    with pytest.raises(Refusal, match=r"SPM termin 2 Rp20\.000\.000 melalui PT Pos.*Catat SP2D-nya dahulu"):
        cancel_disbursement(disbursement=first, reason=GONE, by=stage.ppspm, version=first.version)
    paid_out(stage, second)
    assert waiting(second) == {1: 8_000_000, 2: 10_000_000, 3: 2_000_000}
    first.refresh_from_db()
    cancel_disbursement(disbursement=first, reason=GONE, by=stage.ppspm, version=first.version)
    assert waiting(second) == {1: 8_000_000, 2: 10_000_000, 3: 2_000_000}


def sent_back(stage, payment):
    return record_retur(
        disbursement=payment,
        returned_on=SP2D,
        bank_reason="Rekening tutup",
        upload=scan(),
        by=stage.finance,
        version=payment.version,
    )
