"""The shorter lists of money can be narrowed too, and a page of them asks the database a fixed number of questions."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from grants.actions.batches import fill_batch, make_batch
from grants.filters import AllocationFilter
from grants.models import Allocation, Decree
from grants.reconciliation.records import FileKind
from tests.grants import decreeing
from tests.grants.bank import REPLY, reply_line, taken_in
from tests.grants.conftest import Stage


def test_files_of_banks_and_batches_are_narrowed_and_batches_cost_no_query_each(stage: Stage, sign_in):
    payment = stage.proposed()
    batch = make_batch(title="April", by=stage.finance)
    fill_batch(batch=batch, chosen=frozenset({payment.pk}), by=stage.finance)
    browser = sign_in(stage.finance)
    address = reverse("grants:batches")
    browser.get(address)
    with CaptureQueriesContext(
        connection,
    ) as one:
        page = browser.get(address)
    assert [(each.title, each.payments, each.worth) for each in page.context["page_obj"]] == [
        ("April", 1, payment.amount)
    ]
    for number in range(5):
        make_batch(title=f"Mei {number}", by=stage.finance)
    with CaptureQueriesContext(connection) as six:
        assert len(browser.get(address).context["page_obj"].object_list) == 6
    assert len(six) == len(one)
    assert len(browser.get(address, {"q": "mei"}).context["page_obj"].object_list) == 5
    content = REPLY + reply_line(payment, "Sukses").replace(";13/04", "210131300000001;13/04", 1)
    taken_in(content, by=stage.finance, kind=FileKind.BANK_REPLY)
    files = reverse("grants:bank_files")
    assert len(browser.get(files, {"kind": "bank"}).context["page_obj"].object_list) == 1
    assert len(browser.get(files, {"kind": "sp2d"}).context["page_obj"].object_list) == 0
    assert browser.get(reverse("grants:clocks"), {"distributor": "pos"}).status_code == 200


def test_decrees_and_what_they_change_are_narrowed_and_an_lks_sees_those_in_force(stage: Stage, sign_in):
    decreeing.named(stage)
    further = decreeing.further(stage, {1: 12_000_000, 2: 11_000_000, 3: 7_000_000, 4: 1_000_000})
    browser, address = sign_in(stage.finance), reverse("grants:decrees")
    page = browser.get(address)
    assert [(each.number, each.people, each.worth) for each in page.context["page_obj"]] == [
        ("11/SK", 4, 31_000_000),
        ("10/SK", 3, 30_000_000),
    ]

    def numbers(browser, **chosen: str) -> list[str]:
        return [each.number for each in browser.get(address, chosen).context["page_obj"]]

    assert numbers(browser, q="11/") == ["11/SK"]
    assert numbers(browser, state="approved", year="2021", partner=str(stage.partner.pk)) == ["10/SK"]
    assert numbers(browser, names_people="False") == []
    assert numbers(browser, names_people="True") == ["11/SK", "10/SK"]
    head = sign_in(stage.cast.head(stage.partner))
    assert numbers(head) == ["10/SK"]
    assert [state for state, _ in head.get(address).context["filter"].form.fields["state"].choices][1:] == [
        "approved",
        "replaced",
    ]

    changes = reverse("grants:decree_changes", args=[further.pk])
    assert [(worth, named) for _, worth, _, named in browser.get(changes).context["sums"]] == [
        (30_000_000, True),
        (31_000_000, True),
    ]
    Decree.objects.filter(pk=further.changes_id).update(names_people=False)  # for the LKS itself: of the whole PKS
    assert browser.get(changes).context["sums"][0][1] == further.agreement.value
    Decree.objects.filter(pk=further.changes_id).update(names_people=True)
    narrowed = browser.get(changes, {"macam": "berubah", "q": "penerima 2"})
    assert [person.name for person in narrowed.context["page_obj"]] == ["Penerima 2"]
    assert [tab["count"] for tab in narrowed.context["tabs"]] == [0, 0, 1]
    assert narrowed.context["tabs"][0]["url"] == "?macam=masuk&q=penerima+2"


def test_budget_lines_are_narrowed_by_programme(stage: Stage):
    line = stage.cast.allocation()
    Allocation.objects.filter(pk=line.pk).update(program="ZZ")
    line.pk, line.program = None, "AA"
    line.save()
    lines = Allocation.objects.all()
    for chosen, count in (("ZZ", 1), ("AA", 1), ("", 2)):
        filters = AllocationFilter({"program": chosen}, queryset=lines, user=stage.finance)
        assert filters.filters["program"].extra["choices"] == [("AA", "AA"), ("ZZ", "ZZ")]
        assert filters.qs.count() == count
