"""Budget lines come in as treasury applications export them: judged, shown, taken in whole, and never twice."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.http import Http404

from grants.actions import record_allocation, record_dipa_document
from grants.models import Allocation, AllocationRevision, DipaDocument
from imports.actions.runs import begin_import, recheck_import
from imports.models import ImportRun
from imports.registry import importer_of
from tests.grants.test_allocations import LINE, revise
from tests.imports.sending import confirmed, fates, problems, reviewed, workbook
from trail.models import AppendOnly, Event
from trail.refusal import NotAllowed, Refusal, StalePage

CODE = "DL.6400.QEA.001.051.0A.571111"
GOODS = "DL.6400.QEA.001.051.0A.571112"
WRONG_GROUP = "DL.6400.QEA.001.051.0A.521219"
HEADINGS = ("Kode", "Uraian", "Pagu")


def dipa(cast, *, number="DIPA-027.04/2021", year=2021, finance="finance", **more) -> DipaDocument:
    who = cast.person(finance)
    return record_dipa_document(by=who, year=year, number=number, decided_on=date(2021, 1, 4), **more)


def review(document, content, *, by, name="dipa.xlsx") -> ImportRun:
    upload = SimpleUploadedFile(name, content)
    return begin_import(importer=importer_of("alokasi"), upload=upload, by=by, context=document)


def lines() -> dict[str, int]:
    return {line.budget_code: line.amount for line in Allocation.objects.order_by("account", "year")}


def test_an_export_with_titles_sums_and_totals_comes_in_and_the_same_file_changes_nothing(cast):
    finance = cast.person("finance")
    content = workbook(
        HEADINGS,
        [
            ("DL", "Program Rehabilitasi Sosial", "1.025.000.000"),
            ("DL.6400.QEA.001.051.0A", "Tanpa subkomponen", "1.025.000.000"),
            (CODE, "Bantuan uang", "900.000.000"),
            (GOODS, "Bantuan barang", 100000000),
            (WRONG_GROUP, "Belanja barang lain", "25.000.000,00"),
            (None, "JUMLAH SELURUHNYA", "1.025.000.000"),
            (None, "Jakarta, 4 Januari 2021", None),
        ],
        above=[("RINCIAN KERTAS KERJA SATKER",), (), ("Satker", "123456")],
    )
    document = dipa(cast)
    run = review(document, content, by=finance)
    assert fates(run) == ["dilewati"] * 2 + ["baru"] * 3 + ["dilewati"] * 2
    assert (run.new, run.left_out, run.wrong, Allocation.objects.count()) == (3, 4, 0, 0)
    assert "Jumlah suatu tingkat kode" in reviewed(run)[0].problems[0].sentence
    assert confirmed(run, by=finance).state == "saved"
    assert lines() == {WRONG_GROUP: 25_000_000, CODE: 900_000_000, GOODS: 100_000_000}
    assert {line.year for line in Allocation.objects.all()} == {2021}
    assert not AllocationRevision.objects.exists()
    assert {event.data["new"] for event in Event.objects.filter(verb="allocation.import")} == {3}

    again = review(document, content, by=finance)
    assert (again.same, again.writes) == (3, 0)
    with pytest.raises(Refusal, match="Tidak ada yang berubah"):
        confirmed(again, by=finance)
    # The same lines in columns of their own, in text, are known as well.
    parts = ("Tahun", "Program", "Kegiatan", "KRO", "RO", "Komponen", "Subkomponen", "Akun", "Uraian", "Pagu")
    table = [(2021, "DL", 6400, "QEA", "001", "051", "A", 571111, "Bantuan uang", 900000000)]
    text = "\r\n".join(";".join(map(str, row)) for row in [("Daftar",), parts, *table]).encode("cp1252")
    for other, name in ((workbook(parts, table), "a.xlsx"), (text, "a.csv")):
        assert fates(review(document, other, by=finance, name=name)) == ["sama"]


def test_another_amount_is_a_revision_by_this_document_and_what_is_missing_stays(cast):
    finance = cast.person("finance")
    first = workbook(HEADINGS, [(CODE, "Bantuan uang", 900), (GOODS, "Bantuan barang", 100)])
    confirmed(review(dipa(cast), first, by=finance), by=finance)
    revision = dipa(cast, number="DIPA-027.04/2021 Revisi 1", reason="Tambahan penerima menurut usulan.")
    run = review(revision, workbook(HEADINGS, [(CODE, "", "1.200")]), by=finance)
    (changed,) = reviewed(run)
    assert [(each.heading, each.was, each.will) for each in changed.changes] == [("Pagu", "Rp900", "Rp1.200")]
    assert run.absent == [f"{GOODS} · Bantuan barang · Rp100"]
    confirmed(run, by=finance)
    assert lines() == {CODE: 1_200, GOODS: 100}
    kept = AllocationRevision.objects.get()
    assert (kept.before, kept.after, kept.document, kept.decided_on, kept.reason) == (
        900,
        1_200,
        "DIPA-027.04/2021 Revisi 1",
        date(2021, 1, 4),
        "Tambahan penerima menurut usulan.",
    )
    assert kept.allocation.description == "Bantuan uang"
    # Nought empties a recorded line; a new one of nought is passed over.
    run = review(revision, workbook(HEADINGS, [(GOODS, "", 0), (WRONG_GROUP, "x", 0)]), by=finance)
    assert fates(run) == ["berubah", "dilewati"]
    confirmed(run, by=finance)
    assert lines()[GOODS] == 0


def test_every_wrong_row_is_named_and_nothing_of_the_file_is_taken(stage):
    finance, cast = stage.finance, stage.cast
    used = stage.proposed().allocation
    table = [
        (None, used.budget_code, "Bantuan", "29.999.999"),
        (2022, CODE, "Tahun lain", 1),
        (None, GOODS, "Sekali", 1),
        (None, "dl.6400.qea.001.051.A.571112", "Dua kali", 1),
        (None, "DL.6400.QEA.001.051.0A.57111", "Akun lima angka", 1),
        (None, None, "Pagu tanpa kode", 1),
        (None, WRONG_GROUP, None, "banyak"),
        (None, "DL.6400.QEA.001.052.0A.571113", "Tanpa pagu", None),
        (None, "DL.6400.QEA.001.053.0A.571113", "Minus", "-5"),
    ]
    run = review(dipa(cast), workbook(("TA", *HEADINGS), table), by=finance)
    assert (run.state, run.wrong, run.new) == ("refused", 8, 1)
    told = problems(run)
    assert "Tidak boleh kurang dari Rp30.000.000" in told["D2"]
    assert "untuk tahun 2022, sedangkan DIPA yang dipilih 2021" in told["A3"]
    assert "sudah ada pada baris 4 berkas ini" in told["B5"]
    assert "tidak terbaca sebagai kode anggaran" in told["B6"]
    assert "tidak memuat kode anggaran" in told["B7"]
    assert "tidak terbaca sebagai jumlah rupiah" in told["D8"]
    assert told["D9"] == "Wajib diisi."
    assert told["D10"] == "Tidak boleh kurang dari nol."
    before = Allocation.objects.count()
    with pytest.raises(Refusal, match="Masih ada baris yang salah"):
        confirmed(run, by=finance)
    assert (Allocation.objects.count(), AllocationRevision.objects.exists()) == (before, False)


def test_a_part_of_the_code_that_lost_its_zeros_and_a_file_without_codes_are_refused(cast):
    finance, document = cast.person("finance"), dipa(cast)
    parts = ("Program", "Kegiatan", "KRO", "RO", "Komponen", "Akun", "Uraian", "Pagu")
    run = review(document, workbook(parts, [("DL", 6400, "QEA", 1, 51, 571111, "Bantuan", 5)]), by=finance)
    assert "angka di depan atau di belakangnya bisa hilang" in problems(run)["D2"]
    with pytest.raises(Refusal, match="tidak ada kolom “Kode anggaran”"):
        review(document, workbook(("Uraian", "Pagu"), [("x", 1)]), by=finance)


def test_only_the_group_of_social_assistance_is_taken_where_that_was_asked(cast):
    finance = cast.person("finance")
    line = record_allocation(by=finance, **{**LINE, "account": "521219", "amount": 7})
    content = workbook(HEADINGS, [(CODE, "Bantuan", 5), (line.budget_code, "", 9), (WRONG_GROUP, "Gaji", 3)])
    run = review(dipa(cast, assistance_only=True), content, by=finance)
    assert fates(run) == ["baru", "berubah", "dilewati"]
    assert "bukan kelompok 57" in reviewed(run)[2].problems[0].sentence


def test_what_has_changed_since_the_preview_is_not_saved_unseen(stage):
    finance = stage.finance
    line = record_allocation(by=finance, **{**LINE, "subcomponent": "B", "amount": 900})
    run = review(dipa(stage.cast), workbook(HEADINGS, [(line.budget_code, "", 800)]), by=finance)
    revise(line, by=finance, amount=850)
    with pytest.raises(StalePage), transaction.atomic():
        confirmed(run, by=finance)
    line.refresh_from_db()
    assert (line.amount, line.revision) == (850, 1)
    # Judged again it tells what would happen now; a second click on it saves nothing twice.
    run = ImportRun.objects.get(pk=run.pk)
    run = recheck_import(run=run, by=finance, version=run.version)
    assert reviewed(run)[0].changes[0].was == "Rp850"
    seen = ImportRun.objects.get(pk=run.pk)
    confirmed(run, by=finance)
    with pytest.raises(Refusal):
        confirmed(seen, by=finance)
    line.refresh_from_db()
    assert (line.amount, line.revision) == (800, 2)


def test_a_file_is_of_the_own_office_and_a_document_stands_once(cast):
    document = dipa(cast)
    content = workbook(HEADINGS, [(CODE, "Bantuan", 5)])
    context = importer_of("alokasi").context
    assert context is not None
    with pytest.raises(Http404):
        context(cast.person("other_finance"), document.pk)
    with pytest.raises(NotAllowed):
        review(document, content, by=cast.person("ppk"))
    with pytest.raises(NotAllowed):
        record_dipa_document(by=cast.person("auditor"), year=2021, number="x", decided_on=date(2021, 1, 4))
    assert dipa(cast) == document
    confirmed(review(document, content, by=cast.person("finance")), by=cast.person("finance"))
    theirs = dipa(cast, finance="other_finance")
    assert fates(review(theirs, content, by=cast.person("other_finance"))) == ["baru"]
    with pytest.raises(Refusal, match="(?i)tahun anggaran"):
        dipa(cast, year=21)
    with pytest.raises(AppendOnly):
        DipaDocument.objects.all().delete()
    same = {name: getattr(document, name) for name in ("office", "year", "number", "decided_on", "recorded_by")}
    with pytest.raises(IntegrityError), transaction.atomic():
        DipaDocument.objects.create(**same)


def test_a_long_file_asks_no_question_for_a_row(cast, django_assert_max_num_queries):
    finance, document = cast.person("finance"), dipa(cast)
    many = [(f"DL.6400.QEA.{ro:03}.051.0A.571111", "Bantuan", 5) for ro in range(1, 400)]
    with django_assert_max_num_queries(60):
        run = review(document, workbook(HEADINGS, many), by=finance)
    assert run.new == 399
