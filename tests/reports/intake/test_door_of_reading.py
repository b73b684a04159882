"""Files that cannot be judged at all: each is refused with a sentence, never with an error of the reader's own."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from reports.intake import layout
from reports.intake.read import Expected, WrongWorkbook, read_report
from sheets import DAMAGED, NOT_XLSX, STRICT, Unreadable
from tests.reports.intake.desk import changed, clean, read, repacked
from tests.workbooks.identity import DEMO_IDENTITY
from tests.workbooks.samples import CLEAN_ODS, CLEAN_XLS, expected_of

BKU_PART = "xl/worksheets/sheet4.xml"


def sentence(content: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        read(content)
    return str(refusal.value)


@pytest.mark.parametrize("path", [CLEAN_ODS, CLEAN_XLS])
def test_other_kinds_of_spreadsheet_are_told_how_to_become_xlsx(path: Path) -> None:
    assert sentence(path.read_bytes()) == NOT_XLSX
    assert ".xlsx" in NOT_XLSX
    assert "Simpan Sebagai" in NOT_XLSX


@pytest.mark.parametrize("content", [b"", b"BKU;1;2;3\n", b"PK\x03\x04", clean()[:20_000]])
def test_what_is_no_whole_package_is_refused(content: bytes) -> None:
    assert sentence(content) == NOT_XLSX


def test_a_zip_of_something_else_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("foto.txt", "bukan buku kerja")
    assert sentence(out.getvalue()) == NOT_XLSX


def test_a_package_of_another_program_is_refused() -> None:
    def to_word(part: bytes) -> bytes:
        return part.replace(b"relationships/officeDocument", b"relationships/lain")

    assert sentence(repacked(clean(), {"_rels/.rels": to_word})) == NOT_XLSX


def test_strict_open_xml_is_told_how_to_become_ordinary() -> None:
    def strict(part: bytes) -> bytes:
        return part.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships/",
        )

    assert sentence(repacked(clean(), {"_rels/.rels": strict})) == STRICT


@pytest.mark.parametrize(
    ("part", "damage"),
    [
        (BKU_PART, lambda xml: xml[: len(xml) // 2]),
        (BKU_PART, lambda xml: b""),
        (BKU_PART, lambda xml: xml.replace(b'<row r="8"', b'<row r="x"')),
        ("xl/workbook.xml", lambda xml: b""),
        ("xl/styles.xml", lambda xml: b"<styleSheet"),
    ],
)
def test_damage_inside_is_told_as_damage(part: str, damage) -> None:  # type: ignore[no-untyped-def]
    assert sentence(repacked(clean(), {part: damage})) == DAMAGED


def test_a_shared_string_that_is_not_there_is_damage() -> None:
    def point_nowhere(xml: bytes) -> bytes:
        return xml.replace(b"</sheetData>", b'<row r="9999"><c r="B9999" t="s"><v>99999</v></c></row></sheetData>')

    assert sentence(repacked(clean(), {BKU_PART: point_nowhere})) == DAMAGED


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE worksheet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
        b'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE worksheet SYSTEM "http://example.org/x.dtd">',
    ],
)
@pytest.mark.parametrize("part", [BKU_PART, "xl/workbook.xml", "xl/styles.xml", "_rels/.rels"])
def test_no_part_may_declare_entities(part: str, declaration: bytes) -> None:
    assert sentence(repacked(clean(), {part: lambda xml: declaration + xml})) == DAMAGED


def test_a_part_larger_than_any_report_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sheets.package._MAX_PART", 10_000)
    assert "terlalu besar" in sentence(clean())


def test_an_ordinary_workbook_is_told_that_it_is_not_ours() -> None:
    def remove_everything(book) -> None:  # type: ignore[no-untyped-def]
        for title in book.sheetnames[1:]:
            del book[title]

    assert sentence(changed(remove_everything)).startswith("Ini bukan buku kerja LPJ Amanah")


def test_a_workbook_that_lost_its_marker_is_told_so() -> None:
    def remove_marker(book) -> None:  # type: ignore[no-untyped-def]
        del book["_amanah"]

    assert "penanda buku kerja LPJ Amanah hilang" in sentence(changed(remove_marker))


def mark(key: str, value: object) -> bytes:
    def change(book) -> None:  # type: ignore[no-untyped-def]
        for row in book["_amanah"].iter_rows(max_row=6):
            if row[0].value == key:
                row[1].value = value

    return changed(change)


def test_another_kind_of_template_is_not_ours() -> None:
    assert "bukan buku kerja LPJ Amanah" in sentence(mark("kind", "amanah-rab"))
    assert "penandanya rusak" in sentence(mark("instalment_id", None))


@pytest.mark.parametrize(("version", "why"), [("0", "tidak dipakai lagi"), ("99", "lebih baru")])
def test_another_version_of_the_template_is_told_its_version(version: str, why: str) -> None:
    said = sentence(mark("version", version))
    assert f"versi {version}" in said
    assert why in said
    assert "Unduh buku kerja" in said


def test_a_version_that_became_a_number_is_still_the_version() -> None:
    assert read(mark("version", layout.VERSION)).identity.version == layout.VERSION


def test_a_workbook_of_the_first_layout_is_told_to_be_older() -> None:
    with pytest.raises(WrongWorkbook) as refusal:
        read(mark("version", 1))
    assert "Buku kerja ini versi 1, yang sudah tidak dipakai lagi. Versi yang berlaku adalah 3." in str(refusal.value)


@pytest.mark.parametrize(
    ("expected", "why"),
    [
        ({"partner_id": "lks-lain"}, "untuk LKS lain"),
        ({"agreement_number": "9/PKS"}, "sedangkan laporan ini untuk perjanjian 9/PKS"),
        ({"instalment_id": "lain", "instalment_number": 2}, "sedangkan laporan ini untuk termin 2"),
    ],
)
def test_a_workbook_of_another_report_is_told_whose_it_is(expected: dict[str, object], why: str) -> None:
    own = expected_of()
    values = {field: getattr(own, field) for field in own.__dataclass_fields__}
    with pytest.raises(WrongWorkbook) as refusal:
        read_report(io.BytesIO(clean()), expected=Expected(**{**values, **expected}))
    assert why in str(refusal.value)


PERIOD = (DEMO_IDENTITY.agreement_starts_on, DEMO_IDENTITY.agreement_ends_on)


def test_another_partner_learns_nothing_of_whose_workbook_it_is() -> None:
    with pytest.raises(WrongWorkbook) as refusal:
        read_report(io.BytesIO(clean()), expected=Expected("x", 1, "9/PKS", "lks-lain", PERIOD))
    assert DEMO_IDENTITY.agreement_number not in str(refusal.value)
