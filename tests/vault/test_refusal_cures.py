"""A refusal names its cure: what to do with this very file, in this very place."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.vault.files import pdf, picture, workbook
from vault.judge import Limits, judge
from vault.kinds import EVIDENCE, TABLES, WORKBOOKS, Kind
from vault.refused import Refused


def refusal(content: bytes, name: str, accept: frozenset[Kind], limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as caught:
        judge(io.BytesIO(content), name=name, accept=accept, limits=limits or Limits())
    return caught.value.sentence


def drawn(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(out, form)
    return out.getvalue()


def test_a_photo_too_large_is_made_smaller_not_freed_of_sheets() -> None:
    told = refusal(picture(), "nota.jpg", EVIDENCE, Limits(table=10, evidence=10))
    assert "lembar" not in told
    assert "foto ulang dengan ukuran yang lebih kecil" in told


def test_a_workbook_too_large_is_freed_of_pictures_and_sheets() -> None:
    assert "Hapus gambar dan lembar" in refusal(workbook(), "lpj.xlsx", WORKBOOKS, Limits(table=10, evidence=10))


@pytest.mark.parametrize(("form", "label"), [("BMP", "BMP"), ("GIF", "GIF"), ("TIFF", "TIFF")])
def test_a_picture_of_a_kind_not_taken_is_to_be_saved_as_one_that_is(form: str, label: str) -> None:
    told = refusal(drawn(form), f"nota.{form.lower()}", EVIDENCE)
    assert f"gambar {label}" in told
    assert "sebagai JPEG, PNG, atau PDF" in told


@pytest.mark.parametrize(
    ("content", "name"),
    [(picture(), "nota.jpg"), (pdf(), "lpj.pdf"), (b"a;b\n1;2\n", "lpj.csv"), (drawn("BMP"), "nota.bmp")],
    ids=["photo", "pdf", "csv", "bmp"],
)
def test_where_the_workbook_is_asked_for_it_is_named(content: bytes, name: str) -> None:
    told = refusal(content, name, WORKBOOKS)
    assert "Unggah buku kerja yang Anda unduh dari halaman ini, berakhiran .xlsx." in told


@pytest.mark.parametrize("accept", [WORKBOOKS, EVIDENCE])
def test_excels_lock_file_is_told_from_the_workbook(accept: frozenset[Kind]) -> None:
    told = refusal(b"\x05Budi " + b"\x00 " * 80, "~$LPJ.xlsx", accept)
    assert "berkas sementara Excel" in told
    assert "tutup Excel" in told and "tanpa “~$”" in told


def test_a_whole_workbook_comes_in_whatever_its_name() -> None:
    assert judge(io.BytesIO(workbook()), name="~$LPJ.xlsx", accept=WORKBOOKS, limits=Limits()) is Kind.XLSX


@pytest.mark.parametrize("content", [b"hanya teks", b"<html><p>nota</p></html>"], ids=["text", "web page"])
@pytest.mark.parametrize("accept", [EVIDENCE, EVIDENCE | TABLES], ids=["evidence", "working paper"])
def test_where_scans_are_taken_too_nobody_is_sent_to_excel_with_a_pdf(content: bytes, accept: frozenset[Kind]) -> None:
    told = refusal(content, "berita-acara.pdf", accept)
    assert "Excel Workbook" not in told
    assert "PDF (.pdf)" in told and "simpan atau cetak sebagai PDF" in told


def test_what_was_named_as_a_workbook_is_to_be_saved_as_one_wherever_workbooks_are_taken() -> None:
    assert "Excel Workbook (.xlsx)" in refusal(b"a;b", "daftar.xlsx", EVIDENCE | TABLES)
    assert "Excel Workbook" not in refusal(b"a;b", "daftar.xlsx", EVIDENCE)
