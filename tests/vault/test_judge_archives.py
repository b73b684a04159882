"""Archives that swell, hide, nest or point elsewhere are refused before anything opens them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from tests.vault.files import (
    directory_patched,
    judged_alone,
    packed,
    workbook,
    workbook_with,
)
from tests.vault.judging import SHEET, let_in, refusal
from vault.kinds import Kind

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
