"""Recipients of a decree come in from Excel: judged against the list, the deaths and the register of aid."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from beneficiaries.actions import record_person
from grants.actions import add_recipient, propose_decree, record_death
from grants.models import DecreeRecipient
from imports.actions.runs import begin_import
from imports.models import ImportRun
from imports.registry import importer_of
from tests.imports.sending import confirmed, fates, problems, reviewed, workbook
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage
from vault.private import keyed_index

HEADINGS = ("NIK", "Nama", "Komponen", "Bentuk", "Jumlah", "Bank", "Nomor rekening", "Atas nama")
NIK, OTHER_NIK = "3271065708900001", "3271061708900002"
ACCOUNT = ("Bank Contoh", "1234567890", "Ani Contoh")


@pytest.fixture
def decree(stage):
    return stage.cast.drafted_decree(stage.agreement, names_people=True)


def row(nik=NIK, name="Ani Contoh", amount="1.500.000", *, component=None, form=None, account=(None, None, None)):
    return (nik, name, component, form, amount, *account)


def review(decree, *rows, by) -> ImportRun:
    upload = SimpleUploadedFile("penerima.xlsx", workbook(HEADINGS, rows))
    return begin_import(importer=importer_of("penerima-sk"), upload=upload, by=by, context=decree)


def test_a_list_is_reviewed_and_taken_in(stage, decree):
    run = review(decree, row(account=ACCOUNT), row(OTHER_NIK, "Budi Contoh", 250000, form="Barang"), by=stage.ppk)
    assert (fates(run), decree.recipients.count()) == (["baru", "baru"], 0)
    assert reviewed(run)[0].name == "327106••••••0001 Ani Contoh"
    assert confirmed(run, by=stage.ppk).state == "saved"
    first, second = decree.recipients.order_by("place")
    assert (first.place, first.nik, first.amount, first.form) == (1, NIK, 1_500_000, "uang")
    assert (first.nik_index, first.account_index) == (keyed_index(NIK), keyed_index("1234567890"))
    assert (second.place, second.form, second.account_index) == (2, "barang", "")
    told = Event.objects.filter(verb="decree.import")
    assert [event.data["new"] for event in told] == [2, 2]  # of the run, and of the decree
    assert told.last().object_type == "grants.decree"


def test_the_same_file_changes_nothing_and_another_amount_changes_one_person(stage, decree):
    rows = (row(account=ACCOUNT), row(OTHER_NIK, "Budi Contoh"))
    confirmed(review(decree, *rows, by=stage.ppk), by=stage.ppk)
    assert fates(review(decree, *rows, by=stage.ppk)) == ["sama", "sama"]
    run = review(decree, row(account=("Bank Contoh", "999999", "Ani Contoh"), amount=2_000_000), by=stage.ppk)
    (changed,) = reviewed(run)
    assert [(each.heading, each.was, each.will) for each in changed.changes] == [
        ("Jumlah", "Rp1.500.000", "Rp2.000.000"),
        ("Nomor rekening", "nomor lain", "••••••"),
    ]
    confirmed(run, by=stage.ppk)
    person = decree.recipients.get(nik_index=keyed_index(NIK))
    assert (person.amount, person.account_number, person.place) == (2_000_000, "999999", 1)
    assert decree.recipients.count() == 2


def test_another_name_under_a_known_nik_is_told_and_holds_nothing_back(stage, decree):
    for nik, name in ((NIK, "Rahmat Rahasia"), (OTHER_NIK, "  ani CONTOH ")):
        record_person(nik=nik, name=name, cluster="disabilitas", by=stage.finance)
    run = review(decree, row(NIK, "Ani Contoh"), row(OTHER_NIK, "Ani Contoh"), by=stage.ppk)
    first, second = reviewed(run)
    assert fates(run) == ["baru", "baru"]
    assert [note.sentence for note in first.notes if note.heading == "Nama"] == [
        "NIK ini di daftar penerima kantor Anda atas nama Rahmat Rahasia. Cocokkan dengan KTP-nya."
    ]
    assert not [note for note in second.notes if note.heading == "Nama"]


def test_every_wrong_cell_is_named_and_nothing_of_the_file_is_taken(stage, decree):
    record_death(nik=OTHER_NIK, died_on=date(2021, 3, 14), source="Akta 1/KM/2021", by=stage.finance)
    run = review(
        decree,
        row(),
        row("3271061713900003"),
        row(),
        row(OTHER_NIK),
        row("3271061708900004", "", "banyak"),
        row("3271061708900005", amount=50_000_001),
        row("3271061708900006", component="Makan", account=("", "12", "")),
        by=stage.ppk,
    )
    assert fates(run) == ["baru", *["salah"] * 6]
    found = problems(run)
    assert "bulan lahir 13" in found["A3"]
    assert found["A4"] == "Orang ini sudah ada pada baris 2 berkas ini."
    assert found["A5"] == "Orang ini tercatat meninggal 14 Maret 2021."
    assert found["B6"] == "Wajib diisi."
    assert "tidak terbaca sebagai jumlah" in found["E6"]
    assert found["E7"] == "Lebih dari nilai PKS, Rp50.000.000."
    assert "bukan komponen" in found["C8"]
    assert found["G8"] == "Hanya angka, 5–30."
    assert {"F8", "H8"} <= set(found)
    with pytest.raises(Refusal, match="Tidak ada yang disimpan"):
        confirmed(run, by=stage.ppk)
    assert not decree.recipients.exists()


def test_an_account_that_two_share_is_told_and_holds_nothing_back(stage, decree):
    add_recipient(
        decree=decree,
        by=stage.ppk,
        nik="3271061708900009",
        name="Cici",
        amount=1,
        bank="Bank Contoh",
        account_number="55555",
        account_holder="Cici",
    )
    third = row("3271061708900003", account=("Bank Contoh", "55555", "Cici"))
    run = review(decree, row(account=ACCOUNT), row(OTHER_NIK, account=ACCOUNT), third, by=stage.ppk)
    assert [[note.sentence for note in each.notes] for each in reviewed(run)] == [
        [],
        ["Rekening ini juga dipakai baris 2 berkas ini."],
        ["Rekening ini sudah dipakai penerima lain pada daftar SK."],
    ]
    assert confirmed(run, by=stage.ppk).state == "saved"
    assert decree.recipients.marked("rekening").count() == 4


def test_a_list_is_closed_once_the_decree_is_proposed_also_to_what_was_reviewed_before(stage, decree):
    run = review(decree, row(), by=stage.ppk)
    confirmed(review(decree, row(OTHER_NIK), by=stage.ppk), by=stage.ppk)
    decree.refresh_from_db()
    propose_decree(decree=decree, by=stage.ppk, version=decree.version)
    with pytest.raises(StalePage):
        confirmed(run, by=stage.ppk)
    with pytest.raises(StalePage):
        review(decree, row(), by=stage.ppk)
    assert decree.recipients.count() == 1


def test_a_decree_whose_recipient_is_the_lks_takes_no_list(stage):
    decree = stage.cast.drafted_decree(stage.agreement)
    with pytest.raises(Refusal, match="LKS sendiri"):
        review(decree, row(), by=stage.ppk)


@pytest.mark.parametrize("who", ["finance", "kpa", "auditor"])
def test_only_the_ppk_imports(stage, decree, who):
    with pytest.raises(NotAllowed):
        review(decree, row(), by=stage.cast.person(who))


def test_the_decree_of_another_office_is_not_there(stage, decree):
    with pytest.raises(Http404):
        importer_of("penerima-sk").context(stage.cast.person("other_ppk"), decree.pk)


def test_a_longer_file_asks_no_more_often(stage, decree):
    asked = []
    for length in (2, 300):
        rows = [row(f"327106170890{number:04}", account=ACCOUNT) for number in range(1, length + 1)]
        with CaptureQueriesContext(connection) as queries:
            assert review(decree, *rows, by=stage.ppk).new == length
        asked.append(len(queries))
    assert asked[1] <= asked[0]
    assert not DecreeRecipient.objects.exists()
