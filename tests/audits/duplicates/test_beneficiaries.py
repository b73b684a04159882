"""One person as a beneficiary at two places in overlapping years: told with its reason, as far as may be seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from audits.duplicates.beneficiaries import same_people
from beneficiaries.models import Aid
from grants.actions import add_recipient
from reports.models import BeneficiaryRow
from tests.audits.test_risks import three_lks
from tests.beforehand import begins_with
from tests.beneficiaries.serving import given, known, ready, served
from tests.cast import NIK, Cast
from tests.seen import seen
from trail.models import Event

SignIn = Callable[[User], Client]


def served_everywhere(cast: Cast) -> None:
    """Whom the report of Sakura names stands in a decree of Melati, and was given something by the other balai."""
    three_lks(cast)
    resik = cast.agreement(cast.partner("LKS Resik", registration_number="TD/3"), number="8/PKS")
    decree = cast.drafted_decree(resik, names_people=True, number="20/SK")
    said = {"nik": NIK, "name": "Penerima Rahasia", "amount": 1_000_000, "form": "barang"}
    add_recipient(decree=decree, by=cast.person("ppk"), component="keluarga", **said)
    cast.in_force(decree)
    person = known(cast, nik=NIK, who="other_finance")
    given(cast, ready(cast, served(cast, person, who="other_finance"), who="other_finance"), who="other_finance")


@begins_with(served_everywhere)
def test_who_is_served_at_two_places_in_the_same_years_is_told(cast: Cast, sign_in: SignIn) -> None:
    auditor, elsewhere = cast.person("office_auditor"), cast.person("other_finance")
    with CaptureQueriesContext(connection) as asked:
        pairs = same_people(auditor)
    assert len(asked) <= 16
    assert len(pairs) == 3
    near = next(pair for pair in pairs if not pair.between_offices)
    assert {near.first.partner, near.second.partner} == {"LKS Sakura", "LKS Resik"}
    assert near.reason == "Penerima yang sama di dua LKS, 2021; bukan bantuan sejenis dalam jangka aturan"
    assert near.group == "orang" and near.rank == 1
    labels = [near.first.label, near.second.label]
    assert all(label.startswith("Penerima Rahasia, 327106••••••0001: ") for label in labels), labels
    assert any("SK 20/SK" in label for label in labels) and any("LPJ termin 1 PKS" in label for label in labels)
    assert near.first.url and near.second.url

    # Of the other balai only the office and the month.
    hidden = [place for pair in pairs if pair.between_offices for place in (pair.first, pair.second) if not place.url]
    office = cast.office("other_balai").name
    assert {(each.label, each.partner, each.office, each.day) for each in hidden} == {
        ("penerima, Juni 2021", "", office, None)
    }
    assert len(hidden) == 2 and len(same_people(elsewhere)) == 2

    browser = sign_in(auditor)
    page = browser.get(reverse("audits:duplicates"), {"jenis": "penerima"})
    assert "di dua LKS, 2021" in seen(page) and NIK not in page.content.decode()
    assert not browser.get(reverse("audits:duplicates"), {"jenis": "penerima", "alasan": "sejenis"}).context["page_obj"]
    before = Event.objects.filter(verb="record.look").count()
    assert browser.get(reverse("audits:duplicates_export"), {"jenis": "penerima"}).status_code == 200
    looks = Event.objects.filter(verb="record.look").count() - before
    assert looks == (1 if auditor.reads_by_grants else 0)

    # The same kind within the days of the law is marked, and stands above.
    row = BeneficiaryRow.objects.filter(revision__report__partner__name="LKS Sakura").first()
    assert row is not None and row.received_on is not None
    Aid.objects.update(component=row.component, form=row.form, given_on=row.received_on + timedelta(days=30))
    marked = [pair for pair in same_people(auditor) if pair.group == "sejenis"]
    assert [pair.reason for pair in marked] == [
        "Penerima yang sama di dua kantor, 2021; bantuan sejenis dalam jangka aturan"
    ]
    first = browser.get(reverse("audits:duplicates"), {"jenis": "penerima"}).context["page_obj"][0]
    assert first.group == "sejenis"

    # In years that do not overlap nobody is told; nor what was withdrawn.
    Aid.objects.update(given_on=date(2019, 6, 1))
    assert not any(pair.between_offices for pair in same_people(auditor))
    Aid.objects.update(given_on=date(2021, 6, 1), state="withdrawn", withdrawn_because="Keliru.")
    assert [pair.between_offices for pair in same_people(auditor)] == [False]
