from __future__ import annotations

import pytest

from grants.actions import record_allocation, revise_allocation
from grants.models import Allocation
from trail.models import Event
from trail.refusal import NotAllowed, Refusal

LINE = {
    "year": 2021,
    "program": "DL",
    "activity": "6400",
    "kro": "QEA",
    "ro": "001",
    "component": "051",
    "account": "571111",
    "description": "Bantuan ATENSI melalui LKS",
    "amount": 90_000_000,
}


def test_a_line_belongs_to_the_office_of_who_records_it(cast):
    line = record_allocation(by=cast.person("finance"), **LINE)
    assert line.office == cast.office("balai")
    assert Event.objects.about(line).get().verb == "allocation.record"


def test_the_same_line_is_recorded_once_per_office_and_year(cast):
    record_allocation(by=cast.person("finance"), **LINE)
    with pytest.raises(Refusal, match="sudah tercatat"):
        record_allocation(by=cast.person("finance"), **LINE)
    record_allocation(by=cast.person("finance"), **{**LINE, "year": 2022})
    record_allocation(by=cast.person("other_finance"), **LINE)
    assert Allocation.objects.count() == 3


@pytest.mark.parametrize(
    ("field", "value"), [("account", "57111"), ("account", "57111A"), ("amount", 0), ("program", "")]
)
def test_a_line_that_does_not_fit_is_refused_by_the_name_of_its_field(cast, field, value):
    label = str(Allocation._meta.get_field(field).verbose_name)
    with pytest.raises(Refusal, match=f"(?i)^{label}: "):
        record_allocation(by=cast.person("finance"), **{**LINE, field: value})
    assert not Allocation.objects.exists()


@pytest.mark.parametrize("who", ["ppk", "ppspm", "kpa", "verifier", "auditor", "office_auditor", "admin", "legal"])
def test_only_finance_records_allocations(cast, who):
    with pytest.raises(NotAllowed):
        record_allocation(by=cast.person(who), **LINE)


def test_a_revision_keeps_what_stood_there_before(cast):
    line = record_allocation(by=cast.person("finance"), **LINE)
    revised = revise_allocation(allocation=line, by=cast.person("finance"), **{**LINE, "amount": 95_000_000})
    assert revised.amount == 95_000_000
    event = Event.objects.about(line).last()
    assert event.verb == "allocation.revise"
    assert event.data == {"changes": {"amount": {"from": 90_000_000, "to": 95_000_000}}}


def test_a_revision_that_changes_nothing_leaves_no_trace(cast):
    line = record_allocation(by=cast.person("finance"), **LINE)
    revise_allocation(allocation=line, by=cast.person("finance"), **LINE)
    assert Event.objects.about(line).count() == 1


def test_an_amount_may_fall_to_what_is_disbursed_and_not_a_rupiah_below(stage):
    payment = stage.proposed()
    line = payment.allocation
    with pytest.raises(Refusal, match=r"tidak boleh kurang dari Rp30\.000\.000"):
        revise_allocation(allocation=line, by=stage.finance, amount=29_999_999)
    assert revise_allocation(allocation=line, by=stage.finance, amount=30_000_000).amount == 30_000_000


def test_year_code_and_account_are_fixed_once_money_is_proposed_from_a_line(stage):
    line = stage.proposed().allocation
    for change in ({"year": 2022}, {"account": "521219"}, {"program": "XX"}):
        with pytest.raises(Refusal, match="tidak dapat diubah lagi"):
            revise_allocation(allocation=line, by=stage.finance, **change)
    assert revise_allocation(allocation=line, by=stage.finance, description="Uraian baru").description == "Uraian baru"


def test_another_offices_line_cannot_be_revised(cast):
    line = record_allocation(by=cast.person("finance"), **LINE)
    with pytest.raises(NotAllowed):
        revise_allocation(allocation=line, by=cast.person("other_finance"), amount=1)


def test_a_revision_cannot_turn_a_line_into_one_that_stands_there(cast):
    record_allocation(by=cast.person("finance"), **LINE)
    other = record_allocation(by=cast.person("finance"), **{**LINE, "account": "571112"})
    with pytest.raises(Refusal, match="sudah tercatat"):
        revise_allocation(allocation=other, by=cast.person("finance"), account="571111")


def test_use_counts_what_is_proposed_and_paid_but_not_what_was_rejected(stage):
    from grants.actions import reject_disbursement

    payment = stage.proposed()
    line = Allocation.objects.with_use().get(pk=payment.allocation_id)
    assert (line.used, line.remaining) == (30_000_000, line.amount - 30_000_000)
    reject_disbursement(
        disbursement=payment, reason="Rekening LKS salah tulis", by=stage.ppspm, version=payment.version
    )
    line = Allocation.objects.with_use().get(pk=payment.allocation_id)
    assert (line.used, line.remaining) == (0, line.amount)
