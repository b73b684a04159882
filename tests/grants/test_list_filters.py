"""The shorter lists of money can be narrowed too, and a page of them asks the database a fixed number of questions."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from grants.actions.batches import fill_batch, make_batch
from grants.reconciliation.records import FileKind
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
