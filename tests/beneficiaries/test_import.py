from __future__ import annotations

import pytest

from beneficiaries.models import Person
from tests.beneficiaries.serving import HER_NIK, NIK, known
from tests.imports.sending import confirmed, fates, problems, reviewed, sent, workbook
from trail.models import Event
from trail.refusal import Refusal

HEADINGS = ("NIK", "Nama", "Klaster", "Kategori PPKS", "Kabupaten/kota", "Tanggal lahir")


def review(cast, *rows, who="finance"):
    return sent("penerima", workbook(HEADINGS, rows), by=cast.person(who))


def row(nik=NIK, **about):
    said = {"name": "Asep", "cluster": "Lanjut usia", "category": "", "regency": "", "born_on": "", **about}
    return (nik, *said.values())


def test_a_list_is_shown_with_masked_numbers_and_written_when_it_is_confirmed(cast):
    run = review(cast, row(regency="kab. bogor", category="lanjut usia terlantar"), row("3271 0657 0890 0009"))
    assert fates(run) == ["baru", "baru"] and not Person.objects.exists()
    assert [each.name for each in reviewed(run)] == ["327106••••••0002", "327106••••••0009"]
    confirmed(run, by=cast.person("finance"))
    him, her = Person.objects.order_by("pk")
    assert (him.name, him.cluster, him.category, him.province) == ("Asep", "lansia", "lansia_terlantar", "Jawa Barat")
    assert (her.nik, her.sex, him.office) == (HER_NIK, "P", cast.person("finance").office)
    assert Event.objects.filter(verb="person.import").count() == 1


def test_who_is_known_is_revised_and_a_blank_cell_leaves_what_is_there(cast):
    person = known(cast)
    run = review(cast, row(name="Asep Baru", cluster="Penyandang disabilitas"))
    assert fates(run) == ["berubah"]
    confirmed(run, by=cast.person("finance"))
    person.refresh_from_db()
    assert (person.name, person.cluster) == ("Asep Baru", "disabilitas")
    assert fates(review(cast, row(name="Asep Baru", cluster="Penyandang disabilitas"))) == ["sama"]


def test_each_wrong_cell_says_what_is_wrong_and_repeats_no_number(cast):
    run = review(
        cast,
        row("32710617"),
        row(name="", cluster="Anak jalanan"),
        row(HER_NIK, regency="Bogorr", category="Pengungsi", born_on="18/08/1990"),
        row(),
        row(),
        (3271061708900002, "Angka", "Anak", "", "", ""),
    )
    said = problems(run)
    assert said["A2"] == "NIK ini tidak mungkin benar: 8 angka; seharusnya 16 angka."
    assert said["B3"] == "Wajib diisi."
    assert said["C3"].startswith("“Anak jalanan” bukan klaster.")
    assert said["D4"].startswith("“Pengungsi” bukan kategori PPKS.")
    assert "bukan nama kabupaten/kota" in said["E4"]
    assert "tidak cocok dengan NIK" in said["F4"]
    assert said["A6"] == "Orang ini sudah ada pada baris 5 berkas ini."
    assert "ditulis sebagai angka" in said["A7"]
    assert not [sentence for sentence in said.values() if "3271061708900002" in sentence or HER_NIK in sentence]
    with pytest.raises(Refusal):
        confirmed(run, by=cast.person("finance"))
    assert not Person.objects.exists()
