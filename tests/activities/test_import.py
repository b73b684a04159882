"""A month's sales from Excel: makers are found by NIK or by name, and the same file taken in again changes nothing."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from activities.models import Maker
from imports.actions.runs import begin_import
from imports.registry import importer_of
from tests.activities.selling import begun, closed
from tests.beneficiaries.serving import HER_NIK, NIK, known
from tests.cast import Cast
from tests.imports.sending import confirmed, fates, problems, workbook
from trail.models import Event
from trail.refusal import StalePage

HEADINGS = ("NIK pembuat", "Nama pembuat", "Produk", "Penjualan", "Bagian pembuat")


def test_sales_come_in_whole_and_once(cast: Cast) -> None:
    month, finance = begun(cast), cast.person("finance")
    known(cast)
    known(cast, nik=HER_NIK)  # of the same name
    cast.partner(complete=False)

    def sent(*rows: tuple[object, ...]):  # type: ignore[no-untyped-def]
        file = SimpleUploadedFile("penjualan.xlsx", workbook(HEADINGS, rows))
        return begin_import(importer=importer_of("penjualan-kreasi"), upload=file, by=finance, context=month)

    wrong = sent(
        ("", "Asep Rahasia", "Batik", "1000", ""),
        ("3271061708900077", "", "Batik", "1000", ""),
        ("", "Siapa Ini", "Batik", "1000", ""),
        (NIK, "", "", "0", ""),
        (NIK, "", "Tas", "1000", "1001"),
        (NIK, "", "Kain", "1000", ""),
        (NIK, "", "kain", "1000", ""),
    )
    assert fates(wrong) == ["salah"] * 5 + ["baru", "salah"]
    told = problems(wrong)
    assert "Lebih dari satu orang" in told["B2"]
    assert "belum ada di daftar penerima" in told["A3"]
    assert "bukan penerima dan bukan LKS" in told["B4"]
    assert "Wajib diisi" in told["C5"] and "lebih dari nol" in told["D5"]
    assert "tidak dapat lebih dari penjualannya" in told["E6"]
    assert "sudah ada pada baris 7" in told["C8"]
    assert not month.lines.exists() and not Maker.objects.exists()

    rows = (
        (NIK, "", "Batik", "Rp700.001", ""),
        ("", "LKS Sakura, Kelompok Jahit", "Tas", "299999", "100000"),
    )
    run = confirmed(sent(*rows), by=finance)
    assert run.state == "saved", run.failure
    month.refresh_from_db()
    assert (month.lines_total, month.makers_due) == (1_000_000, 420_000 + 100_000)
    assert {maker.name for maker in Maker.objects.all()} == {"Asep Rahasia", "LKS Sakura, Kelompok Jahit"}
    assert fates(sent(*rows)) == ["sama", "sama"]
    changed = confirmed(sent((NIK, "", "batik", "700001", "1")), by=finance)
    assert (changed.changed, month.lines.count()) == (1, 2)
    month.refresh_from_db()
    assert month.makers_due == 100_001
    assert [event.sentence for event in Event.objects.about(month)][-1] == "1 penjualan dicatat, Rp700.001"


def test_nothing_comes_into_a_closed_month(cast: Cast) -> None:
    month = closed(cast)
    file = SimpleUploadedFile("penjualan.xlsx", workbook(HEADINGS, [(NIK, "", "Batik", "1", "")]))
    with pytest.raises(StalePage, match="tidak berubah lagi"):
        begin_import(importer=importer_of("penjualan-kreasi"), upload=file, by=cast.person("finance"), context=month)
