from __future__ import annotations

import io
import re
import time
import zipfile
import zlib

import pytest

from tests.vault.files import (
    OLE,
    directory_patched,
    packed,
    parts_of,
    picture,
    repacked,
    workbook,
    workbook_with,
)
from tests.vault.judging import SHEET, let_in, refusal
from vault.judge import Limits, judge
from vault.kinds import TABLES, WORKBOOKS, Kind
from vault.refused import Refused


def test_a_plain_workbook_comes_in_and_is_left_at_its_start():
    file = io.BytesIO(workbook())
    assert judge(file, name="lpj.xlsx", accept=WORKBOOKS, limits=Limits()) is Kind.XLSX
    assert file.tell() == 0


def test_the_kind_is_told_by_content_not_by_name():
    assert let_in(workbook(), name="laporan.pdf") is Kind.XLSX
    assert refusal(picture(), name="laporan.xlsx").code == "kind_not_accepted"


def test_an_empty_file_is_refused():
    assert refusal(b"").code == "empty"


def test_a_file_at_the_limit_comes_in_and_one_byte_more_does_not():
    content = workbook()
    at_limit = Limits(table=len(content))
    assert judge(io.BytesIO(content), name="a.xlsx", accept=WORKBOOKS, limits=at_limit) is Kind.XLSX
    with pytest.raises(Refused, match="paling besar") as caught:
        judge(io.BytesIO(content), name="a.xlsx", accept=WORKBOOKS, limits=Limits(table=len(content) - 1))
    assert caught.value.code == "too_large"


def test_what_is_too_large_is_not_even_looked_into():
    old_workbook = OLE + bytes(600) + "Workbook".encode("utf-16-le")
    with pytest.raises(Refused) as caught:
        judge(io.BytesIO(old_workbook), name="a.xls", accept=WORKBOOKS, limits=Limits(table=600))
    assert caught.value.code == "too_large"


def test_each_kind_has_its_own_limit_where_several_are_accepted():
    limits = Limits(table=100, evidence=1024 * 1024)
    assert judge(io.BytesIO(picture()), name="a.jpg", accept=frozenset(Kind), limits=limits) is Kind.JPEG
    with pytest.raises(Refused) as caught:
        judge(io.BytesIO(workbook()), name="a.xlsx", accept=frozenset(Kind), limits=limits)
    assert caught.value.code == "too_large"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"Tanggal;Uraian;Jumlah\n1;beras;5000\n", "text_renamed", id="plain text"),
        pytest.param(b"<html><table><tr><td>1</td></tr></table></html>", "web_page", id="a web page"),
        pytest.param(b'<?xml version="1.0"?><Workbook/>', "web_page", id="XML of 2003"),
        pytest.param("<html>".encode("utf-16"), "web_page", id="a web page in UTF-16"),
        pytest.param(bytes(range(256)) * 9, "unknown_kind", id="noise"),
        pytest.param(OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(99), "encrypted", id="locked"),
        pytest.param(OLE + bytes(600) + "Workbook".encode("utf-16-le") + bytes(99), "xls", id=".xls"),
        pytest.param(OLE + bytes(600) + "WordDocument".encode("utf-16-le"), "other_document", id=".doc"),
    ],
)
def test_what_only_bears_the_name_of_a_workbook_is_named_for_what_it_is(content, code):
    assert refusal(content).code == code


@pytest.mark.parametrize(
    "content",
    [
        OLE + bytes(600) + "Workbook".encode("utf-16-le"),
        packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
    ],
    ids=["xls", "ods"],
)
def test_old_and_open_document_workbooks_are_told_how_to_be_saved_as_xlsx(content):
    sentence = refusal(content).sentence
    assert "Simpan Sebagai…" in sentence
    assert "Excel Workbook (.xlsx)" in sentence


def test_a_word_document_is_named_as_such():
    assert refusal(packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})).code == "other_document"


def test_an_ordinary_zip_is_no_workbook():
    assert refusal(packed({"nota.txt": b"beras"})).code == "not_a_workbook"


def test_every_cut_through_a_workbook_is_refused():
    content = workbook()
    for length in range(4, len(content) - 1, 97):
        assert refusal(content[:length]).code == "damaged", length


def test_a_flipped_bit_in_the_packed_data_is_refused():
    content = bytearray(workbook(rows=400))
    name = SHEET.encode()
    content[content.index(name) + len(name) + 300] ^= 0x10
    assert refusal(bytes(content)).code == "damaged"


def test_bytes_hidden_behind_the_end_of_a_packed_part_are_refused():
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed_bytes = squeezer.compress(b"<x/>") + squeezer.flush()
    plain = workbook_with({"xl/x.xml": b"<x/>"})
    assert let_in(repacked(plain, "xl/x.xml", packed_bytes)) is Kind.XLSX
    assert refusal(repacked(plain, "xl/x.xml", packed_bytes + b"hidden")).code == "odd_structure"


def test_a_way_of_packing_that_workbooks_do_not_use_is_refused():
    target = io.BytesIO(workbook())
    with zipfile.ZipFile(target, "a", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/x.xml", b"<x/>")
    assert refusal(target.getvalue()).code == "odd_structure"


@pytest.mark.parametrize("claim", [{"crc": 1}, {"size": 10_000}])
def test_a_directory_that_claims_other_content_is_refused(claim):
    assert refusal(directory_patched(workbook(), SHEET, **claim)).code == "damaged"


def test_bytes_before_or_behind_the_archive_are_refused():
    assert refusal(workbook() + b"%PDF-1.7 and more").code == "odd_structure"
    assert refusal(b"PK\x03\x04" + workbook()).code == "odd_structure"


def test_an_archive_whose_places_are_counted_from_elsewhere_is_refused():
    """Some programs count from the first byte, some from where the archive seems to begin: they read two files."""
    shifted = io.BytesIO(b"PK\x03\x04 and something before")
    with zipfile.ZipFile(shifted, "a") as archive:
        for name, content in parts_of(workbook()).items():
            archive.writestr(name, content)
    assert refusal(shifted.getvalue()).code == "odd_structure"
    before = len(b"PK\x03\x04 and something before")
    assert refusal(shifted.getvalue()[before:]).code == "odd_structure"


# -- csv


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_comes_in_where_it_is_asked_for(encoding):
    assert let_in("NIK;Nama\n1;Zoë\n".encode(encoding), name="mitra.csv", accept=TABLES) is Kind.CSV


def test_csv_is_named_where_only_a_workbook_is_asked_for():
    found = refusal(b"NIK;Nama\n", name="mitra.csv")
    assert found.code == "kind_not_accepted"
    assert "CSV" in found.sentence


def test_text_with_another_ending_is_no_csv_and_no_control_character_hides_behind_the_first_kilobyte():
    assert refusal(b"NIK;Nama\n", name="mitra.xlsx", accept=TABLES).code == "text_renamed"
    assert refusal(b"a;b\n" * 1000 + b"\x00\x01", name="mitra.csv", accept=TABLES).code == "not_text"


def test_every_refusal_is_a_sentence_without_jargon_of_programs():
    for content in (b"", OLE, b"teks", packed({"a": b"b"}), workbook()[:500]):
        sentence = refusal(content).sentence
        assert re.search(r"\.$", sentence)
        assert "Error" not in sentence
        assert "Traceback" not in sentence


def test_judging_ten_thousand_rows_takes_a_small_part_of_reading_them():
    content = workbook(rows=10_000)
    began = time.process_time()
    let_in(content)
    judged = time.process_time() - began
    began = time.process_time()
    parts_of(content)
    assert judged < 0.25 + 5 * (time.process_time() - began)
