from __future__ import annotations

import io
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from beneficiaries.models import Aid, Person, Repeat
from tests.beneficiaries.serving import GIVEN, HER_NIK, NIK, given, known, ready, served
from tests.grants.paper import scan
from tests.seen import seen
from trail.models import Event

EVIL = '=HYPERLINK("http://jahat.test";"a")'


def url(name, *args):
    return reverse(f"beneficiaries:{name}", args=args)


def shown(answer) -> str:
    """The page without what only looks random."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())


def aid_fields(**about):
    return {
        "component": "aksesibilitas",
        "form": "barang",
        "item": "Alat bantu dengar",
        "value": "3.000.000",
        "given_on": GIVEN.isoformat(),
        "bast_number": "BAST-8",
        **about,
    }


def test_no_page_list_or_export_shows_a_whole_nik_or_case_notes(cast, sign_in):
    aid = given(cast, ready(cast, partner=cast.partner()))
    pages = ["people", "aid_list", "repeats", "people_export", "aid_export", "repeats_export"]
    own = [url("person", aid.person_id), url("service", aid.service_id), url("aid", aid.pk), url("open", aid.person_id)]
    browser = sign_in(cast.person("finance"))
    for address in [*map(url, pages), *own]:
        answer = browser.get(address)
        assert answer.status_code == 200
        content = answer.content
        if content[:2] == b"PK":
            cells = [cell for row in load_workbook(io.BytesIO(content)).active.values for cell in row]
            content = " ".join(map(str, cells)).encode()
        assert NIK.encode() not in content and b"sangat pribadi" not in content


def test_beside_a_masked_nik_stands_no_day_of_birth_and_a_blank_one_changes_nothing(cast, sign_in):
    person = known(cast)
    browser = sign_in(cast.person("finance"))
    years = person.age_on(timezone.localdate())
    page = seen(browser.get(url("person", person.pk)))
    assert f"Usia {years} tahun" in page and "1990" not in page
    sheet = load_workbook(io.BytesIO(browser.get(url("people_export")).content)).active
    cells = [str(cell) for row in sheet.values for cell in row]
    assert str(years) in cells and not [cell for cell in cells if "1990" in cell]
    form = browser.get(url("person_edit", person.pk)).context["form"]
    assert form["born_on"].value() is None and "Kosongkan bila tidak berubah" in form["born_on"].help_text
    fields = {"name": "Asep B", "cluster": "lansia", "born_on": ""}
    assert browser.post(url("person_edit", person.pk), fields).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.born_on) == ("Asep B", date(1990, 8, 17))
    assert "17 Agustus 1990" in seen(browser.post(url("open", person.pk), {"why": "layanan"}))


def test_opening_asks_what_for_shows_it_once_and_is_told(cast, sign_in):
    person = served(cast).person
    browser = sign_in(cast.person("auditor"))
    assert browser.post(url("open", person.pk), {"why": "iseng"}).status_code == 422
    assert not Event.objects.filter(verb="person.open").exists()
    answer = browser.post(url("open", person.pk), {"why": "periksa"})
    assert NIK in shown(answer) and "sangat pribadi" in shown(answer)
    assert "no-store" in answer["Cache-Control"]
    assert NIK not in shown(browser.get(url("open", person.pk)))
    assert Event.objects.filter(verb="person.open").count() == 1


def test_a_person_is_found_by_nik_without_the_number_in_an_address_and_only_where_it_may_be_seen(cast, sign_in):
    person = known(cast)
    answer = sign_in(cast.person("finance")).post(url("find"), {"nik": "3271 0617 0890 0002"})
    assert answer.context["found"] == [person] and NIK not in shown(answer)
    far = sign_in(cast.person("other_finance"))
    assert far.post(url("find"), {"nik": NIK}).context["found"] == []
    assert far.post(url("find"), {"nik": "123"}).status_code == 422
    assert far.get(url("find"), {"nik": NIK}).context["found"] is None


def test_a_person_is_recorded_and_revised_on_the_page(cast, sign_in):
    browser = sign_in(cast.person("verifier"))
    fields = {"nik": "3271 0617 0890 0002", "name": "Asep", "cluster": "lansia", "regency": "Kota Bogor"}
    assert browser.post(url("person_new"), {**fields, "regency": "Bogorr"}).status_code == 422
    assert browser.post(url("person_new"), {**fields, "born_on": "1990-08-18"}).status_code == 422
    assert browser.post(url("person_new"), fields).status_code == 302
    person = Person.objects.get()
    assert browser.post(url("person_edit", person.pk), {**fields, "nik": HER_NIK, "name": "Asep B"}).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.nik, person.regency) == ("Asep B", NIK, "Kota Bogor")


def test_from_assessment_to_aid_on_the_pages(cast, sign_in):
    service, browser = served(cast), sign_in(cast.person("finance"))
    assert browser.post(url("aid_new", service.pk), aid_fields()).status_code == 422
    paper = {"assessed_on": "2021-05-03", "upload": scan()}
    assert browser.post(url("assess", service.pk), paper).status_code == 302
    assert browser.post(url("confer", service.pk), {"conferred_on": "2021-05-10"}).status_code == 422
    paper = {"conferred_on": "2021-05-10", "upload": scan()}
    assert browser.post(url("confer", service.pk), paper).status_code == 302
    answer = browser.post(url("aid_new", service.pk), aid_fields(photo=scan("foto.png")))
    assert answer.status_code == 302 and Aid.objects.get().photo is not None


def test_the_same_again_comes_back_as_a_warning_that_keeps_what_was_typed(cast, sign_in):
    given(cast)
    service, browser = ready(cast, who="other_finance"), sign_in(cast.person("other_finance"))
    fields = aid_fields(given_on=(GIVEN + timedelta(days=40)).isoformat())
    answer = browser.post(url("aid_new", service.pk), {**fields, "photo": scan()})
    assert answer.status_code == 422 and not Repeat.objects.exists()
    (past,) = answer.context["past"]
    assert (past.when, past.aid) == ("Juni 2021", None)
    assert answer.context["form"]["item"].value() == "Alat bantu dengar"
    assert "despite" in answer.context["form"].fields and answer.context["files_again"]
    assert browser.post(url("aid_new", service.pk), {**fields, "despite": "Perlu"}).status_code == 422
    fields["despite"] = "Alat yang pertama hilang saat pindah."
    assert browser.post(url("aid_new", service.pk), fields).status_code == 302
    assert Aid.objects.order_by("-pk").first().despite == fields["despite"]
    page = shown(browser.get(url("repeats")))
    assert "Juni 2021" in page and "20 Juli 2021" in page and "10 Juni 2021" not in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2),
        ("q=asep", 2),
        ("q=budi", 0),
        ("cluster=disabilitas", 2),
        ("cluster=anak", 0),
        ("state=inactive", 0),
        ("groundwork=siap", 1),
        ("groundwork=kurang", 1),
    ],
)
def test_the_list_of_people_is_narrowed_in_the_address(cast, sign_in, query, count):
    ready(cast)
    served(cast, known(cast, nik=HER_NIK))
    answer = sign_in(cast.person("finance")).get(f"{url('people')}?{query}")
    assert answer.context["page_obj"].paginator.count == count


def test_lists_of_aid_and_of_repeats_are_narrowed_and_summed(cast, sign_in):
    service = ready(cast)
    given(cast, service)
    given(cast, service, despite="Alat yang lama rusak terendam banjir.", value=1_000_000)
    browser = sign_in(cast.person("finance"))
    narrowed = {"": 2, "form=uang": 0, "since=2021-06-11": 0, "until=2021-06-10": 2, "papers=kurang": 2}
    for query, count in narrowed.items():
        assert browser.get(f"{url('aid_list')}?{query}").context["page_obj"].paginator.count == count
    assert browser.get(url("aid_list")).context["total"] == 4_000_000
    for query, count in (("", 1), ("between=antar", 0), ("between=satu", 1), ("reason=ada", 1), ("year=2021", 1)):
        assert browser.get(f"{url('repeats')}?{query}").context["page_obj"].paginator.count == count


def test_what_a_person_typed_is_never_a_formula(cast, sign_in):
    Person.objects.filter(pk=known(cast).pk).update(name=EVIL)
    answer = sign_in(cast.person("finance")).get(url("people_export"))
    cells = [cell for row in load_workbook(io.BytesIO(answer.content)).active.values for cell in row]
    assert f"'{EVIL}" in cells and EVIL not in cells


def test_a_service_ends_and_is_visited_on_the_pages(cast, sign_in):
    service, browser = ready(cast), sign_in(cast.person("finance"))
    fields = {
        "ended_on": "2021-09-01",
        "ended_for": "rujuk",
        "handed_to_name": "Dinas Sosial Kota Bogor",
        "reason": "Kembali kepada keluarganya.",
        "version": service.version,
    }
    assert browser.post(url("service_end", service.pk), {**fields, "ended_for": "tujuan"}).status_code == 422
    assert browser.post(url("service_end", service.pk), fields).status_code == 302
    assert browser.post(url("service_end", service.pk), fields).status_code == 409
    visit = {"visited_on": "2021-10-01", "visited_by": "Bu Peksos", "result": "Baik."}
    assert browser.post(url("visit_new", service.pk), visit).status_code == 302
    assert "Dinas Sosial Kota Bogor" in shown(browser.get(url("service", service.pk)))


def test_the_list_of_people_asks_the_same_number_of_queries_for_many(cast, sign_in, django_assert_max_num_queries):
    partner = cast.partner()
    for serial in range(1, 6):
        served(cast, known(cast, nik=f"{NIK[:-4]}{serial:04d}"), partner=partner)
    browser = sign_in(cast.person("finance"))
    browser.get(url("people"))
    with django_assert_max_num_queries(14):
        browser.get(url("people"))
