"""Parts that do something by themselves, and declarations that attack a parser, are refused."""

from __future__ import annotations

import zlib

import pytest

from tests.vault.files import (
    MAIN_TYPE,
    OLE,
    repacked,
    workbook_replacing,
    workbook_with,
)
from tests.vault.judging import let_in, refusal
from vault.kinds import Kind

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
