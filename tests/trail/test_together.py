"""One step for many records at once: each has its event, the chain is whole, and it is all of them or none."""

from __future__ import annotations

import pytest

from grants.models import DecreeRecipient, Delivery
from tests.cast import Cast
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage
from trail.together import transition_all
from trail.verify import verify_all

REASON = "Penerima pindah alamat semua."


@pytest.fixture
def waiting(cast: Cast):
    """Sixty recipients of one payment who wait for their money."""
    payment = cast.paid(cast.agreement(cast.partner()).instalments.get(number=1))
    for place in range(1, 61):
        nik = f"32010101018{place:05d}"
        person = DecreeRecipient.objects.create(
            decree=payment.decree, place=place, nik=nik, name=f"Penerima {place}", amount=500_000
        )
        Delivery.objects.create(disbursement=payment, recipient=person, amount=500_000)
    return payment.deliveries.select_related("recipient", "disbursement__instalment__agreement__partner__office")


def test_many_take_a_step_together_or_none_does(cast, waiting, django_assert_max_num_queries):
    finance, first = cast.person("finance"), waiting.first()
    ppk, stranger = cast.person("ppk"), cast.person("other_finance")
    versions = {each.pk: each.version for each in waiting}
    before = Event.objects.count()
    for wrong, error in (
        ({"by": ppk, "reason": REASON}, NotAllowed),
        ({"by": stranger, "reason": REASON}, NotAllowed),
        ({"by": finance, "reason": "-"}, Refusal),
        ({"by": finance, "reason": REASON, "versions": {**versions, first.pk: 7}}, StalePage),
    ):
        with pytest.raises(error):
            transition_all(waiting, "fail", **wrong)
    assert Event.objects.count() == before
    assert set(waiting.values_list("state", "version")) == {("waiting", 0)}

    with django_assert_max_num_queries(14):
        done = transition_all(
            waiting, "fail", by=finance, versions=versions, reason=REASON, data=lambda each: {"amount": each.amount}
        )
    assert done == 60
    assert set(waiting.values_list("state", "version")) == {("undelivered", 1)}
    event = Event.objects.about(first).last()
    told = {"from": "waiting", "to": "undelivered", "reason": REASON, "amount": 500_000}
    assert (event.verb, event.data, event.actor_name) == ("delivery.fail", told, finance.get_full_name())
    assert Event.objects.count() == before + 60
    assert all(verdict.whole for verdict in verify_all())
    # The step is taken already: nothing happens twice.
    with pytest.raises(StalePage):
        transition_all(waiting, "fail", by=finance, versions=versions, reason=REASON)
