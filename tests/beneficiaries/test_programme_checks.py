"""What other programmes said of persons: taken in from a list, and told where it matters."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from beneficiaries.actions import record_check
from beneficiaries.filters import PersonFilter
from beneficiaries.models import Person, ProgrammeCheck
from regulations.dates import tanggal
from tests.beneficiaries.serving import HER_NIK, NIK, known, ready
from tests.imports.sending import confirmed, fates, problems, sent, workbook
from tests.seen import seen
from trail.models import Event
from trail.refusal import Refusal

HEADINGS = ("NIK", "Program", "Hasil", "Tanggal pengecekan", "Keterangan")
LISTED, NOT_LISTED = "Terdaftar", "Tidak terdaftar"


def listed(cast, *rows):
    return sent("pengecekan", workbook(HEADINGS, rows), by=cast.person("finance"))


def test_a_list_is_written_down_once_however_often_it_comes(cast):
    person = known(cast)
    rows = [(NIK, "PKH", LISTED, "01/05/2021", "KPM 12"), (NIK, "dtks", "tidak  terdaftar", "01/05/2021", "")]
    run = listed(cast, *rows)
    assert fates(run) == ["baru", "baru"] and not ProgrammeCheck.objects.exists()
    confirmed(run, by=cast.person("finance"))
    assert sorted(person.checks.values_list("programme", "result", "note")) == [
        ("dtks", "tidak", ""),
        ("pkh", "terdaftar", "KPM 12"),
    ]
    assert Event.objects.filter(verb="person.check_list").count() == 1
    assert fates(listed(cast, *rows)) == ["sama", "sama"]


def test_each_row_that_cannot_be_taken_says_why(cast):
    tomorrow = timezone.localdate() + timedelta(days=1)
    person, other = known(cast), known(cast, nik="3271061708900011", who="other_finance")
    record_check(person=person, programme="blt", result="tidak", checked_on=date(2021, 5, 1), by=cast.person("finance"))
    said = problems(
        listed(
            cast,
            (HER_NIK, "PKH", LISTED, "01/05/2021", ""),
            (other.nik, "PKH", LISTED, "01/05/2021", ""),
            (NIK, "PKHH", "ada", f"{tomorrow:%d/%m/%Y}", ""),
            (NIK, "BLT", LISTED, "01/05/2021", ""),
            (NIK, "KUBE", LISTED, "01/05/2021", ""),
            (NIK, "KUBE", LISTED, "01/05/2021", ""),
            (NIK, "", "", "", "x" * 301),
        )
    )
    assert said["A2"] == said["A3"]
    assert said["A2"].startswith("Orang ini belum ada pada daftar penerima kantor.")
    assert said["B4"].startswith("“PKHH” tidak dikenal. Pilih salah satu: DTKS, PKH")
    assert said["C4"].startswith("“ada” tidak dikenal.")
    assert said["D4"] == f"{tanggal(tomorrow)} belum terjadi. Periksa tanggalnya."
    assert said["C5"].startswith("Sudah dicatat “Tidak terdaftar” pada hari itu.")
    assert said["A7"] == "Orang, program, dan tanggal ini sudah ada pada baris 6 berkas ini."
    assert (said["B8"], said["C8"], said["D8"]) == (
        "Wajib diisi.",
        "Wajib diisi.",
        "Wajib diisi.",
    )
    assert "paling banyak 300 huruf" in said["E8"]


def test_one_programme_and_day_is_written_down_once(cast):
    about = {"person": known(cast), "programme": "pkh", "checked_on": date(2021, 5, 1), "by": cast.person("finance")}
    record_check(result="tidak", **about)
    with pytest.raises(Refusal, match="sudah tercatat"):
        record_check(result="terdaftar", **about)


def test_who_enters_aid_is_told_what_a_programme_said_last_and_the_list_finds_it(cast, client):
    service, by = ready(cast), cast.person("finance")
    person = service.person

    def check(programme, result, day):
        record_check(person=person, programme=programme, result=result, checked_on=date(2021, 5, day), by=by)

    def found(value):
        rows = Person.objects.visible_to(by)
        return list(PersonFilter({"listed": value}, queryset=rows, user=by).qs)

    check("pkh", "terdaftar", 1)
    check("blt", "terdaftar", 1)
    check("blt", "tidak", 2)
    client.force_login(by)
    page = seen(client.get(f"/pelayanan/{service.pk}/bantuan/"))
    assert "terdaftar di" in page and "PKH" in page and "(1 Mei 2021)" in page and "BLT" not in page
    assert found("ada") == found("pkh") == [person]
    assert found("blt") == []
    # An LKS reads no checks, nor asks for them by a filter; nor whether somebody else serves the same person.
    treasurer = cast.treasurer(cast.partner())
    rows = Person.objects.filter(pk=person.pk)
    for about, people in (({"listed": "blt"}, [person]), ({"groundwork": "siap"}, [])):
        assert list(PersonFilter(about, queryset=rows, user=treasurer).qs) == people
    check("pkh", "tidak", 3)
    assert found("ada") == []
    assert "Menurut pengecekan terakhir" not in seen(client.get(f"/pelayanan/{service.pk}/bantuan/"))
