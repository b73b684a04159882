"""What another register or decree says of a recipient: given already, or dead; told as far as the reader may know."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from beneficiaries.actions import DiedElsewhere, GivenBefore
from beneficiaries.models import Aid, Repeat
from grants.actions import add_recipient, propose_decree
from grants.decree_shown import shown_recipients
from grants.recipient_importing import RECIPIENT_LIST
from imports.actions.runs import begin_import
from tests.beneficiaries.serving import given, known, ready, served
from tests.grants.decreeing import died, named, nik_of
from tests.imports.sending import workbook
from tests.seen import seen
from trail.models import Event
from trail.refusal import Refusal

ALIVE = "Bertemu sendiri di rumahnya pada 3 April 2021."


def on_list(cast, decree, by, **about):
    said = {"nik": nik_of(1), "name": "Asep", "amount": 1_000_000, "form": "uang", "component": "hidup_layak", **about}
    return add_recipient(decree=decree, by=cast.person(by), **said)


def notes(cast, decree, reader):
    people = list(decree.recipients.order_by("place"))
    return [note for shown in shown_recipients(cast.person(reader), decree, people) for note in shown.notes]


def imported(cast, decree, by, *rows):
    headings = [column.heading for column in RECIPIENT_LIST.table.columns]
    upload = SimpleUploadedFile("penerima.xlsx", workbook(headings, rows))
    return begin_import(importer=RECIPIENT_LIST, upload=upload, by=cast.person(by), context=decree)


@pytest.fixture
def second(stage):
    """The draft of another LKS of the same office, whose list names the first person."""
    partner = stage.cast.partner("LKS Resik", registration_number="TD/002/2020")
    agreement = stage.cast.agreement(partner, number="002/PKS")
    return stage.cast.drafted_decree(agreement, names_people=True, number="20/SK")


def test_whom_a_decree_in_force_names_is_marked_on_any_other(stage, second):
    """By page, by filter, by import; by the month alone for another office; where neither names a component too."""
    cast = stage.cast
    named(stage)  # names no component
    on_list(cast, second, "ppk")
    on_list(cast, second, "ppk", nik=nik_of(2), form="barang")
    assert second.recipients.marked("dibantu").count() == 1
    told = "Sudah dibantu sejenis: 5 April 2021, Balai Karya “Mulya Jaya” Jakarta: SK penerima."
    assert notes(cast, second, "ppk") == [told]
    far = cast.partner("LKS Jauh", finance="other_finance", registration_number="TD/003/2020")
    theirs = cast.drafted_decree(
        cast.agreement(far, number="003/PKS", finance="other_finance", ppk="other_ppk"),
        ppk="other_ppk",
        names_people=True,
    )
    on_list(cast, theirs, "other_ppk")
    assert notes(cast, theirs, "other_ppk") == [told.replace("5 April 2021", "April 2021")]
    run = imported(cast, theirs, "other_ppk", (nik_of(2), "Budi", "", "Uang", 1_000_000, "", "", ""))
    assert "Sudah dibantu sejenis: April 2021" in seen_run(run)
    assert not Aid.objects.exists() and not Repeat.objects.exists()


def seen_run(run):
    browser = Client()
    browser.force_login(run.started_by, backend="allauth.account.auth_backends.AuthenticationBackend")
    return seen(browser.get(reverse("imports:run", args=[run.key])))


def test_a_recipient_without_a_component_is_asked_for_by_the_form(stage, second):
    given(stage.cast, ready(stage.cast, known_as(stage.cast)), component="hidup_layak", form="uang", bast_number="")
    on_list(stage.cast, second, "ppk", component="")
    assert second.recipients.marked("dibantu").count() == 1
    assert "Sudah dibantu sejenis" in notes(stage.cast, second, "ppk")[0]


def known_as(cast, person=1, who="finance"):
    return served(cast, known(cast, nik=nik_of(person), who=who), who=who)


def test_aid_asks_for_a_reason_where_a_decree_gives_the_same(stage):
    """But not within the agreement whose decree it is: that is this very aid. No pair of records is kept of it."""
    cast = stage.cast
    named(stage)
    service = ready(cast, known_as(cast))
    aid = {"component": "hidup_layak", "form": "uang", "bast_number": ""}
    with pytest.raises(GivenBefore, match="5 April 2021, Balai Karya .*SK penerima"):
        given(cast, service, **aid)
    service.agreement = stage.agreement
    service.save(update_fields=["agreement"])
    given(cast, service, **aid)
    assert not Repeat.objects.exists()


def test_a_death_recorded_elsewhere_asks_a_decree_for_the_reason_that_aid_asks_for(stage, second, sign_in):
    cast = stage.cast
    died(stage, 1, who="other_finance")
    died(stage, 2)
    with pytest.raises(Refusal, match="tercatat meninggal 1 April 2021") as refusal:
        on_list(cast, second, "ppk", nik=nik_of(2), despite=ALIVE)  # no reason helps against the office's own paper
    assert not isinstance(refusal.value, DiedElsewhere)
    with pytest.raises(DiedElsewhere, match="Makassar mencatat orang ini meninggal pada April 2021") as doubted:
        on_list(cast, second, "ppk")
    assert "1 April" not in str(doubted.value)
    with pytest.raises(Refusal, match="terlalu singkat"):
        on_list(cast, second, "ppk", despite="Hidup")
    run = imported(cast, second, "ppk", (nik_of(1), "Asep", "", "Uang", 1_000_000, "", "", ""))
    assert "masukkan orang ini satu per satu" in seen_run(run)
    browser, url = sign_in(stage.ppk), reverse("grants:recipient_new", args=[second.pk])
    typed = {"nik": nik_of(1), "name": "Asep", "amount": "1.000.000", "form": "uang", "component": "", "bank": ""}
    page = browser.post(url, typed)
    assert page.status_code == 422 and "Alasan tetap dicantumkan" in seen(page)
    assert browser.post(url, typed | {"despite": ALIVE}).status_code == 302
    person = second.recipients.get()
    assert person.despite == ALIVE
    assert Event.objects.about(second).get(verb="decree.add").data["reason"] == ALIVE
    assert notes(cast, second, "ppk")[0].endswith(f"pada April 2021. Tetap dicantumkan: {ALIVE}")
    second.refresh_from_db()
    assert cast.in_force(second).state == "approved"


def test_a_death_recorded_elsewhere_since_then_holds_the_decree_until_there_is_a_reason(stage, second):
    on_list(stage.cast, second, "ppk")
    died(stage, 1, who="other_finance", on=date(2021, 3, 1))
    second.refresh_from_db()
    with pytest.raises(Refusal, match="1 penerima tercatat sudah meninggal.*masukkan lagi orang itu dengan alasannya"):
        propose_decree(decree=second, by=stage.ppk, version=second.version)
