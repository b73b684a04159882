from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from grants.actions import record_death
from grants.models import DeathRecord
from tests.grants.test_deaths import DIED, NIK, OTHER_NIK, known_deaths
from tests.imports.sending import confirmed, fates, problems, reviewed, sent, workbook
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage
from vault.private import keyed_index

HEADINGS = ("NIK", "Tanggal meninggal", "Sumber")
SOURCE = "Akta 12/KM/2021"


def table(*rows, headings=HEADINGS) -> SimpleUploadedFile:
    return SimpleUploadedFile("kematian.xlsx", workbook(headings, rows))


def review(cast, *rows, who="finance"):
    return sent("kematian", workbook(HEADINGS, rows), by=cast.person(who))


def test_a_review_writes_nothing_and_names_nobody_by_a_whole_nik(cast):
    run = review(cast, (NIK, DIED, SOURCE))
    assert fates(run) == ["baru"]
    (row,) = reviewed(run)
    assert row.name == "327106••••••0001"
    assert [(change.heading, change.will) for change in row.changes] == [
        ("Tanggal meninggal", "14 Maret 2021"),
        ("Sumber", SOURCE),
    ]
    assert not DeathRecord.objects.exists()


def test_what_was_reviewed_is_recorded_and_the_same_file_changes_nothing_after_that(cast):
    rows, by = ((NIK, DIED, SOURCE), ("3271 0617 0890 0002", "15/03/2021", SOURCE)), cast.person("finance")
    run = confirmed(review(cast, *rows), by=by)
    assert known_deaths([keyed_index(NIK), keyed_index(OTHER_NIK)]) == {
        keyed_index(NIK): DIED,
        keyed_index(OTHER_NIK): date(2021, 3, 15),
    }
    event = Event.objects.filter(verb="deathrecord.import").get()
    assert event.data == {"sha256": run.file.sha256, "new": 2, "changed": 0, "fingerprint": run.fingerprint}
    again = review(cast, *rows)
    assert (fates(again), again.writes) == (["sama", "sama"], 0)
    with pytest.raises(Refusal, match="Tidak ada yang berubah"):
        confirmed(again, by=by)
    assert DeathRecord.objects.count() == 2


def test_every_wrong_cell_is_named_and_holds_the_whole_file_back(cast):
    tomorrow = timezone.localdate() + timedelta(days=1)
    run = review(
        cast,
        (NIK, DIED, SOURCE),
        (3271061708900002, "kapan-kapan", None),
        ("3271061713900003", tomorrow, SOURCE),
        (NIK, DIED, SOURCE),
        (None, DIED, SOURCE),
    )
    assert fates(run) == ["baru", "salah", "salah", "salah", "salah"]
    found = problems(run)
    assert list(found) == ["A3", "B3", "C3", "A4", "B4", "A5", "A6"]
    assert found["A3"].startswith("Isi sel ini ditulis sebagai angka")  # and not which
    assert "tidak terbaca sebagai tanggal" in found["B3"]
    assert found["C3"] == "Wajib diisi."
    assert "bulan lahir 13" in found["A4"]
    assert "belum terjadi" in found["B4"]
    assert found["A5"] == "Orang ini sudah ada pada baris 2 berkas ini."
    assert found["A6"] == "Wajib diisi."
    with pytest.raises(Refusal, match="Tidak ada yang disimpan"):
        confirmed(run, by=cast.person("finance"))
    assert not DeathRecord.objects.exists()


def test_another_day_for_who_stands_in_the_register_is_wrong_until_that_is_withdrawn(cast):
    by = cast.person("finance")
    record_death(nik=NIK, died_on=DIED, source=SOURCE, by=by)
    ((place, sentence),) = problems(review(cast, (NIK, "15/03/2021", SOURCE))).items()
    assert place == "B2"
    assert "Sudah tercatat meninggal 14 Maret 2021" in sentence


def test_the_register_of_another_office_is_not_looked_into(cast):
    record_death(nik=NIK, died_on=DIED, source=SOURCE, by=cast.person("other_finance"))
    assert fates(review(cast, (NIK, "15/03/2021", SOURCE))) == ["baru"]


def test_what_changed_since_the_review_is_not_saved_unseen(cast):
    run, by = review(cast, (NIK, DIED, SOURCE), (OTHER_NIK, DIED, SOURCE)), cast.person("finance")
    record_death(nik=NIK, died_on=DIED, source=SOURCE, by=by)
    with pytest.raises(StalePage):
        confirmed(run, by=by)
    assert DeathRecord.objects.count() == 1


def test_only_finance_imports(cast):
    run = review(cast, (NIK, DIED, SOURCE))
    for who in ("verifier", "auditor", "kpa"):
        with pytest.raises(NotAllowed):
            review(cast, (NIK, DIED, SOURCE), who=who)
        with pytest.raises(NotAllowed):
            confirmed(run, by=cast.person(who))


def test_a_review_asks_the_database_no_more_often_for_a_longer_file(cast):
    by = cast.person("finance")
    asked = []
    for length in (2, 300):
        content = workbook(HEADINGS, ((f"327106170890{number:04}", DIED, SOURCE) for number in range(1, length + 1)))
        with CaptureQueriesContext(connection) as queries:
            assert sent("kematian", content, by=by).new == length
        asked.append(len(queries))
    assert asked[1] <= asked[0]


# Its pages


def test_the_whole_way_on_the_pages(cast, sign_in):
    browser = sign_in(cast.person("finance"))
    template = load_workbook(io.BytesIO(browser.get(reverse("imports:template", args=["kematian"])).content))
    assert [cell.value for cell in template["Kematian"][1]] == list(HEADINGS)
    answer = browser.post(reverse("imports:upload", args=["kematian"]), {"upload": table((NIK, DIED, SOURCE))})
    page = browser.get(answer.headers["Location"])
    assert "Simpan 1 catatan kematian" in " ".join(page.text.split())
    assert NIK not in page.text
    run = page.context["run"]
    posted = {"fingerprint": run.fingerprint, "version": run.version}
    answer = browser.post(reverse("imports:confirm", args=[run.key]), posted, follow=True)
    assert "1 kematian dicatat" in answer.text
    assert "327106••••••0001" in answer.text
    assert NIK not in answer.text


def test_a_file_of_another_kind_is_told_so(cast, sign_in):
    browser = sign_in(cast.person("finance"))
    answer = browser.post(reverse("imports:upload", args=["kematian"]), {"upload": table(("x",), headings=("Nama",))})
    assert answer.status_code == 422
    assert "“NIK”" in answer.text


def test_one_is_recorded_and_withdrawn_on_the_pages(cast, sign_in):
    browser = sign_in(cast.person("finance"))
    answer = browser.post(
        reverse("grants:death_new"), {"nik": "3271 0657 0890 0001", "died_on": "14/03/2021", "source": SOURCE}
    )
    assert answer.status_code == 302
    record = DeathRecord.objects.get()
    assert (record.nik, record.died_on) == (NIK, DIED)
    withdrawal = reverse("grants:death_withdraw", args=[record.pk])
    assert browser.post(withdrawal, {"version": 0, "reason": ""}).status_code == 422
    listed = browser.post(withdrawal, {"version": 0, "reason": "NIK ini milik orang lain"}, follow=True)
    assert "NIK ini milik orang lain" in listed.text
    assert browser.post(withdrawal, {"version": 0, "reason": "NIK ini milik orang lain"}).status_code == 409


def test_what_cannot_be_recorded_is_said_in_the_form(cast, sign_in):
    browser = sign_in(cast.person("finance"))
    record_death(nik=NIK, died_on=DIED, source=SOURCE, by=cast.person("finance"))
    for typed, sentence in (
        ({"nik": NIK}, "sudah tercatat"),
        ({"nik": "327106"}, "NIK ini tidak mungkin benar"),
        ({"nik": OTHER_NIK, "died_on": "31/12/2099"}, "belum terjadi"),
    ):
        answer = browser.post(reverse("grants:death_new"), {"died_on": "14/03/2021", "source": SOURCE, **typed})
        assert answer.status_code == 422
        assert sentence in answer.text


def test_who_reads_the_register_sees_no_button_to_change_it(cast, sign_in):
    record_death(nik=NIK, died_on=DIED, source=SOURCE, by=cast.person("finance"))
    for who in ("verifier", "office_auditor", "auditor"):
        page = sign_in(cast.person(who)).get(reverse("grants:deaths")).text
        assert "327106••••••0001" in page
        assert "Catat kematian" not in page
        assert "Tarik<" not in page


def test_the_list_is_paged_and_narrowed_by_state(cast, sign_in, django_assert_max_num_queries):
    by = cast.person("finance")
    for number in range(1, 31):
        record_death(nik=f"327106170890{number:04}", died_on=DIED, source=SOURCE, by=by)
    browser = sign_in(by)
    with django_assert_max_num_queries(12):
        page = browser.get(reverse("grants:deaths"))
    assert (len(page.context["page_obj"]), page.context["page_obj"].paginator.count) == (25, 30)
    assert "Tidak ada catatan yang cocok" in browser.get(reverse("grants:deaths") + "?state=withdrawn").text
