from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from grants.actions import record_allocation, revise_allocation
from grants.models import Allocation, AllocationRevision
from partners.bounds import validate_budget_year
from trail.models import AppendOnly, Event
from trail.refusal import NotAllowed, Refusal, StalePage

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
    ("field", "value"),
    [("account", "57111"), ("account", "57111A"), ("amount", 0), ("program", ""), ("year", 1926), ("year", 2101)],
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


def revise(line, *, by, revision=None, **fields):
    """A revision by one and the same document, seen as the line stands now."""
    return revise_allocation(
        allocation=line,
        by=by,
        revision=Allocation.objects.get(pk=line.pk).revision if revision is None else revision,
        document="DIPA-027.04/REV-1/2021",
        decided_on=date(2021, 3, 1),
        reason="Pagu disesuaikan dengan jumlah penerima.",
        **fields,
    )


def test_a_revision_keeps_what_stood_there_before(cast):
    finance = cast.person("finance")
    line = record_allocation(by=finance, **LINE)
    revised = revise(line, by=finance, **{**LINE, "amount": 95_000_000, "description": "Bantuan uang"})
    assert (revised.amount, revised.revision) == (95_000_000, 1)
    kept = line.revisions.get()
    assert (kept.number, kept.before, kept.after, kept.recorded_by) == (1, 90_000_000, 95_000_000, finance)
    assert kept.changes == {"description": {"from": LINE["description"], "to": "Bantuan uang"}}
    assert (kept.document, kept.decided_on) == ("DIPA-027.04/REV-1/2021", date(2021, 3, 1))
    event = Event.objects.about(line).last()
    assert event.sentence == "Alokasi direvisi dengan DIPA-027.04/REV-1/2021"
    assert event.data["changes"]["amount"] == {"from": 90_000_000, "to": 95_000_000}
    # A line may be emptied; its history goes on.
    assert revise(line, by=finance, amount=0).amount == 0
    assert [each.number for each in line.revisions.all()] == [1, 2]
    with pytest.raises(AppendOnly):
        line.revisions.all().delete()


def test_a_revision_that_changes_nothing_or_says_nothing_leaves_no_trace(cast):
    finance = cast.person("finance")
    line = record_allocation(by=finance, **LINE)
    told = {"document": "REV-1", "decided_on": date(2021, 3, 1), "reason": "Pagu disesuaikan dengan penerima."}
    for wrong, said in (
        ({}, "Tidak ada yang berubah"),
        ({"amount": 1, "reason": "-"}, "terlalu singkat"),
        ({"amount": 1, "document": " "}, "(?i)nomor revisi"),
        ({"amount": -1}, "(?i)pagu"),
        ({"amount": 1, "decided_on": timezone.localdate() + timedelta(days=1)}, "belum terjadi"),
    ):
        with pytest.raises(Refusal, match=said), transaction.atomic():
            revise_allocation(allocation=line, by=finance, revision=0, **{**told, **wrong})
    line.refresh_from_db()
    assert (Event.objects.about(line).count(), line.revisions.count(), line.amount) == (1, 0, LINE["amount"])


def test_a_page_that_has_not_seen_the_last_revision_is_stale_and_so_is_a_second_click(cast):
    finance = cast.person("finance")
    line = record_allocation(by=finance, **LINE)
    revise(line, by=finance, revision=0, amount=80_000_000)
    with pytest.raises(StalePage, match="sudah direvisi orang lain"):
        revise(line, by=finance, revision=0, amount=80_000_000)
    assert line.revisions.count() == 1


def test_an_amount_may_fall_to_what_is_in_use_and_codes_are_fixed_by_it(stage):
    line = stage.proposed().allocation
    with pytest.raises(Refusal, match=r"tidak boleh kurang dari Rp30\.000\.000"):
        revise(line, by=stage.finance, amount=29_999_999)
    for change in ({"year": 2022}, {"account": "521219"}, {"program": "XX"}):
        with pytest.raises(Refusal, match="tidak dapat diubah lagi"):
            revise(line, by=stage.finance, **change)
    assert revise(line, by=stage.finance, amount=30_000_000).amount == 30_000_000
    assert revise(line, by=stage.finance, description="Uraian baru").description == "Uraian baru"


def test_another_offices_line_cannot_be_revised(cast):
    line = record_allocation(by=cast.person("finance"), **LINE)
    with pytest.raises(NotAllowed):
        revise(line, by=cast.person("other_finance"), amount=1)


def test_a_revision_cannot_turn_a_line_into_one_that_stands_there(cast):
    record_allocation(by=cast.person("finance"), **LINE)
    other = record_allocation(by=cast.person("finance"), **{**LINE, "account": "571112"})
    with pytest.raises(Refusal, match="sudah tercatat"):
        revise(other, by=cast.person("finance"), account="571111")


def test_the_database_itself_refuses_amounts_below_nought_and_a_revision_twice(cast):
    finance = cast.person("finance")
    line = revise(record_allocation(by=finance, **LINE), by=finance, amount=1)
    kept = line.revisions.get()
    again = {"allocation": line, "document": "R", "decided_on": kept.decided_on, "recorded_by": finance}
    for wrong in (
        {"number": 1, "before": 1, "after": 2},
        {"number": 0, "before": 1, "after": 2},
        {"number": 2, "before": -1, "after": 2},
        {"number": 2, "before": 1, "after": -2},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            AllocationRevision.objects.create(**again, **wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Allocation.objects.filter(pk=line.pk).update(amount=-1)


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


def test_the_database_holds_no_budget_year_that_cannot_be(cast):
    line = record_allocation(by=cast.person("finance"), **LINE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Allocation.objects.filter(pk=line.pk).update(year=1926)


def test_next_year_is_the_last_that_a_budget_may_be_for():
    this = timezone.localdate().year
    validate_budget_year(2000)
    validate_budget_year(this + 1)
    for year in (1999, this + 2):
        with pytest.raises(ValidationError, match="antara 2000 dan"):
            validate_budget_year(year)
