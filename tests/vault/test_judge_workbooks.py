from __future__ import annotations

import io
import re
import struct
import time
import zipfile
import zlib

import pytest

from tests.vault.files import (
    MAIN_TYPE,
    OLE,
    directory_patched,
    judged_alone,
    packed,
    parts_of,
    picture,
    repacked,
    workbook,
    workbook_replacing,
    workbook_with,
)
from vault.judge import Limits, judge
from vault.kinds import TABLES, WORKBOOKS, Kind
from vault.refused import Refused

SHEET = "xl/worksheets/sheet1.xml"


def refusal(content: bytes, name: str = "lpj.xlsx", accept: frozenset[Kind] = WORKBOOKS) -> Refused:
    with pytest.raises(Refused) as caught:
        judge(io.BytesIO(content), name=name, accept=accept, limits=Limits())
    return caught.value


def let_in(content: bytes, name: str = "lpj.xlsx", accept: frozenset[Kind] = WORKBOOKS) -> Kind:
    return judge(io.BytesIO(content), name=name, accept=accept, limits=Limits())


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


# -- bombs


def test_an_archive_that_swells_a_thousandfold_is_refused_quickly_and_in_little_memory(tmp_path):
    bomb = workbook_with({"xl/media/image1.bin": bytes(100 * 1024 * 1024)})
    assert len(bomb) < 200_000
    code, megabytes, seconds = judged_alone(bomb, tmp_path / "bom.xlsx")
    assert code == "zip_bomb"
    assert megabytes < 20
    assert seconds < 2


def test_a_bomb_that_hides_its_size_is_stopped_while_it_inflates(tmp_path):
    swelling = bytes(30 * 1024 * 1024)
    honest = workbook_with({"xl/media/image1.bin": swelling})
    lying = directory_patched(honest, "xl/media/image1.bin", size=1000, crc=zlib.crc32(swelling[:1000]))
    code, megabytes, seconds = judged_alone(lying, tmp_path / "bom.xlsx")
    assert code == "zip_bomb"
    assert megabytes < 20
    assert seconds < 2


def test_many_entries_that_are_harmless_one_by_one_are_refused_together():
    noise = [bytes([number]) * 900_000 for number in range(200)]
    many = workbook_with({f"xl/media/image{number}.bin": part for number, part in enumerate(noise)})
    assert refusal(many).code == "zip_bomb"


def test_too_many_entries_are_refused_before_they_are_listed():
    assert refusal(workbook_with({f"xl/media/{number}": b"" for number in range(2001)})).code == "odd_structure"


def test_a_directory_that_holds_more_than_it_says_is_refused():
    content = workbook()
    end = content.rindex(b"PK\x05\x06")
    claims_one = content[: end + 8] + struct.pack("<2H", 1, 1) + content[end + 12 :]
    assert refusal(claims_one).code == "odd_structure"


def test_an_entry_that_lies_inside_another_is_refused():
    """Entries that share their packed bytes swell far beyond what each of them claims."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/b.bin", b"b" * 50)
    record = target.getvalue()[: 30 + len("xl/b.bin") + 50]
    target = io.BytesIO(workbook())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/a.bin", b"...." + record)
        archive.writestr("xl/b.bin", b"b" * 50)
        place = archive.getinfo("xl/a.bin").header_offset + 30 + len("xl/a.bin") + 4
    assert let_in(target.getvalue()) is Kind.XLSX
    assert refusal(directory_patched(target.getvalue(), "xl/b.bin", place=place)).code == "odd_structure"


def test_fifty_thousand_empty_formatted_rows_come_in():
    cells = "".join(f'<c r="{column}{{0}}" s="5"/>' for column in "ABCDEFGHIJKLMN")
    rows = "".join(f'<row r="{n}" spans="1:14">{cells.format(n)}</row>' for n in range(1, 50_001))
    sheet = f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()
    assert let_in(workbook_with({SHEET: sheet})) is Kind.XLSX


# -- names and nesting


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/etc/cron.d/x", "xl/../../x.xml", "C:/x.xml", "xl\\x.xml", "xl//x.xml", "xl/a\tb.xml"]
)
def test_a_name_that_points_out_of_the_archive_is_refused(name):
    assert refusal(workbook_with({name: b"<x/>"})).code == "bad_path"


def test_a_symbolic_link_is_refused():
    target = io.BytesIO(workbook())
    link = zipfile.ZipInfo("xl/media/link")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert refusal(target.getvalue()).code == "bad_path"


@pytest.mark.parametrize("second", [SHEET, SHEET.upper()])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(second):
    target = io.BytesIO(workbook())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(second, b"<other/>")
    assert refusal(target.getvalue()).code == "duplicate_name"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/isi.zip", b"x"),
        ("xl/media/image1.png", packed({"a": b"b"})),
        ("xl/media/a.emz", zlib.compress(b"x", wbits=31)),
    ],
)
def test_an_archive_within_the_archive_is_refused(name, content):
    assert refusal(workbook_with({name: content})).code == "nested_archive"


def test_a_zip_with_a_password_is_refused():
    assert refusal(directory_patched(workbook(), SHEET, flags=1)).code == "encrypted"


def test_a_local_name_that_differs_from_the_directory_is_refused():
    content = workbook()
    at = content.index(SHEET.encode())
    assert refusal(content[:at] + b"xl/worksheets/sheet9.xml" + content[at + len(SHEET) :]).code == "odd_structure"


# -- what does something by itself


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("xl/vbaProject.bin", "macro"),
        ("xl/VBAPROJECT.BIN", "macro"),
        ("xl/macrosheets/sheet1.xml", "macro"),
        ("xl/embeddings/oleObject1.bin", "embedded_object"),
        ("xl/activeX/activeX1.xml", "embedded_object"),
        ("xl/externalLinks/externalLink1.xml", "external_link"),
        ("xl/connections.xml", "data_connection"),
    ],
)
def test_parts_that_do_more_than_hold_cells_are_refused(part, code):
    assert refusal(workbook_with({part: b"<x/>"})).code == code


def test_a_program_in_a_part_with_a_harmless_name_is_refused():
    assert refusal(workbook_with({"xl/media/image1.png": OLE + bytes(600)})).code == "embedded_object"


@pytest.mark.parametrize(
    ("content_type", "code"),
    [
        ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", "macro"),
        ("application/vnd.ms-excel.sheet.&#109;acroEnabled.main+xml", "macro"),
        ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "xlsb"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml", "template"),
        ("text/plain", "not_a_workbook"),
    ],
)
def test_a_workbook_that_declares_itself_something_else_is_refused(content_type, code):
    content = workbook_replacing("[Content_Types].xml", MAIN_TYPE.encode(), content_type.encode())
    assert refusal(content).code == code


def relations(kind: str, target: str) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return (
        f'<Relationships xmlns="{space}"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/'
        f'2006/relationships/{kind}" Target="{target}" TargetMode = \'External\'/></Relationships>'
    ).encode()


def test_a_picture_fetched_from_elsewhere_is_refused_but_a_link_to_click_comes_in():
    place = "xl/worksheets/_rels/sheet1.xml.rels"
    assert refusal(workbook_with({place: relations("image", "http://contoh.test/x.png")})).code == "external_link"
    assert let_in(workbook_with({place: relations("hyperlink", "mailto:sari@contoh.test")})) is Kind.XLSX


def test_a_strict_workbook_is_told_which_type_to_choose():
    old = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    new = b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
    found = refusal(workbook_replacing("_rels/.rels", old, new))
    assert found.code == "strict_ooxml"
    assert "Excel Workbook (.xlsx)" in found.sentence


# -- declarations that attack a parser

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1 or str()};" * 10}">' for n in range(1, 10))
    + "]><sst><si><t>&lol9;</t></si></sst>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_billion_laughs_are_refused_in_each_encoding_that_comes_in(encoding):
    text = LAUGHS if encoding != "utf-16" else LAUGHS.replace('version="1.0"', 'version="1.0" encoding="utf-16"')
    assert refusal(workbook_with({"xl/sharedStrings.xml": text.encode(encoding)})).code == "dtd"


def test_a_declaration_across_two_chunks_is_seen():
    for shift in range(24):
        text = b"<sst>" + b" " * (64 * 1024 - 5 - shift) + b"<!DOCTYPE sst>"
        assert refusal(workbook_with({"xl/sharedStrings.xml": text})).code == "dtd", shift


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE x+AD4-<sst/>',
        b'<?xml version="1.0"' + b" " * 5000 + b'encoding="utf-7"?><sst/>',
        LAUGHS.encode("utf-32"),
        LAUGHS.encode("utf-32-be"),
        LAUGHS.encode("utf-16-le"),
        LAUGHS.encode("cp037"),
        b"",
    ],
    ids=["UTF-7", "far declaration", "UTF-32", "UTF-32 no mark", "UTF-16 no mark", "EBCDIC", "empty"],
)
def test_an_encoding_in_which_a_declaration_could_hide_is_refused(content):
    assert refusal(workbook_with({"xl/sharedStrings.xml": content})).code in ("odd_encoding", "dtd")


def test_xml_under_another_ending_is_judged_as_xml():
    hidden = b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE x+AD4-<sst/>'
    assert refusal(workbook_with({"xl/strings.bin": hidden})).code == "odd_encoding"


def test_a_start_handed_out_in_crumbs_is_judged_whole():
    """Deflate lets a writer flush after each byte; what is judged by its start must still be seen."""
    text = b'<?xml version="1.0" encoding="utf-7"?><sst/>'
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    crumbs = b""
    for at in range(len(text)):
        # Empty blocks push the next byte into another read of the packed data.
        crumbs += squeezer.compress(text[at : at + 1]) + squeezer.flush(zlib.Z_FULL_FLUSH)
        crumbs += b"\x00\x00\x00\xff\xff" * 14_000
    crumbs += squeezer.flush()
    content = repacked(workbook_with({"xl/crumbs.bin": text}), "xl/crumbs.bin", crumbs)
    assert refusal(content).code == "odd_encoding"


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
