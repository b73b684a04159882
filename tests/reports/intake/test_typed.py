"""Typed lines into a workbook and out of one: what is judged is the same, whichever pen wrote it."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from regulations.findings import Finding
from reports.intake.layout import BKU, FIRST_DATA_ROW, PM, SUMMARY, TABLES, TAX
from reports.intake.lines import Leftovers, TooLong, lines_of
from reports.intake.read import Intake, read_report
from reports.intake.typed import MOST_ROWS, Line, Typed, blank_typed, typed_columns, write_typed
from tests.workbooks.identity import DEMO_IDENTITY
from tests.workbooks.samples import CLEAN, FAULTY, MENDED, expected_of


def read(content: bytes) -> Intake:
    return read_report(io.BytesIO(content), expected=expected_of())


def with_typed(**cells: str) -> Typed:
    """One expense below the treasury's payment, with these cells."""
    entry: Line = {
        "date": "20/04/2021",
        "evidence_number": "KW-001",
        "description": "Permakanan",
        "payee": "Warung Contoh",
        "budget_code": "1.1",
        "paid": "5.000.000",
        **cells,
    }
    return Typed({BKU.title: [*blank_typed(DEMO_IDENTITY).lines(BKU), entry]})


def open_book(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def test_untouched_lines_are_the_untouched_template() -> None:
    typed = blank_typed(DEMO_IDENTITY)
    intake = read(write_typed(DEMO_IDENTITY, typed))
    assert [(entry.row, entry.received, entry.balance) for entry in intake.entries] == [(7, 50_000_000, 50_000_000)]
    assert (intake.declared.opening, intake.declared.received) == (0, 50_000_000)
    assert intake.findings == ()


def test_the_same_lines_give_the_same_bytes() -> None:
    assert write_typed(DEMO_IDENTITY, with_typed()) == write_typed(DEMO_IDENTITY, with_typed())


@pytest.mark.parametrize("sample", [CLEAN, FAULTY, MENDED], ids=lambda path: path.stem)
def test_a_workbook_taken_into_the_browser_and_back_says_the_same(sample: Path) -> None:
    """The samples were filled in LibreOffice; out of them go lines, and out of these a workbook of our own."""
    with sample.open("rb") as file:
        typed, _ = lines_of(file)
    before, after = read(sample.read_bytes()), read(write_typed(DEMO_IDENTITY, typed))
    assert [entry.row for entry in after.entries] == [entry.row for entry in before.entries]
    if sample is not FAULTY:  # whose headers, rows and cells have been moved and merged
        assert (after.entries, after.beneficiaries, after.taxes, after.declared) == (
            before.entries,
            before.beneficiaries,
            before.taxes,
            before.declared,
        )
    again, left = lines_of(io.BytesIO(write_typed(DEMO_IDENTITY, typed)))
    assert left == Leftovers()
    assert lines_of(io.BytesIO(write_typed(DEMO_IDENTITY, again))) == (again, Leftovers())


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        ({"paid": "Rp 1.500.000,00"}, 1_500_000),
        ({"paid": "1500000"}, 1_500_000),
        ({"paid": "lima juta"}, "lima juta"),
        ({"paid": "1,500"}, "1,500"),
        ({"paid": "99999999999999999"}, "99999999999999999"),
        ({"date": "2021-04-20"}, date(2021, 4, 20)),
        ({"date": "20 April 2021"}, date(2021, 4, 20)),
        ({"date": "20/4/21"}, date(2021, 4, 20)),
        ({"date": "kemarin"}, "kemarin"),
        ({"date": "31/02/2021"}, "31/02/2021"),
        ({"description": '=HYPERLINK("http://x")'}, '=HYPERLINK("http://x")'),
        ({"description": "+62 812"}, "+62 812"),
        ({"evidence_number": "007"}, "007"),
        ({"remark": "=1+1"}, "=1+1"),
        ({"payee": "  \t "}, None),
        ({"payee": "a\x07b"}, "ab"),
    ],
)
def test_what_the_reader_understands_is_written_so_and_the_rest_stays_as_typed(
    cells: dict[str, str], value: object
) -> None:
    content = write_typed(DEMO_IDENTITY, with_typed(**cells))
    (key,) = cells
    cell = open_book(content)[BKU.title].cell(FIRST_DATA_ROW + 1, BKU.index(key))
    found = cell.value.date() if cell.is_date else cell.value
    assert found == value
    assert cell.data_type != "f"


def test_text_that_nobody_can_read_comes_back_as_a_finding_at_its_cell() -> None:
    intake = read(write_typed(DEMO_IDENTITY, with_typed(date="kemarin lusa", paid="lima juta")))

    def told(finding: Finding) -> tuple[str, str, str]:
        return finding.rule, intake.cell_of(finding), finding.found

    assert [told(finding) for finding in intake.findings] == [
        ("INT-02", "BKU!B8", "kemarin lusa"),
        ("INT-01", "BKU!H8", "lima juta"),
    ]


def with_nik(value: object) -> io.BytesIO:
    """A workbook whose first beneficiary has this in the cell of the NIK."""
    book = open_book(write_typed(DEMO_IDENTITY, Typed({PM.title: [{"nik": "1", "name": "Ani"}]})))
    book[PM.title].cell(FIRST_DATA_ROW, PM.index("nik")).value = value
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


@pytest.mark.parametrize("digits", ["3271064101100001", "3271064101100003", "327106410110"])
def test_a_nik_that_is_a_number_keeps_its_digits_and_stays_a_number_until_it_is_typed_anew(digits: str) -> None:
    typed, _ = lines_of(with_nik(int(digits)))
    assert typed.lines(PM)[0]["nik"] == f"={digits}"
    (person,) = read(write_typed(DEMO_IDENTITY, typed)).beneficiaries
    assert (int(person.nik or ""), person.nik_was_number) == (int(digits), True)
    anew = Typed({PM.title: [{"nik": digits, "name": "Ani"}]})
    cell = open_book(write_typed(DEMO_IDENTITY, anew))[PM.title].cell(FIRST_DATA_ROW, PM.index("nik"))
    assert (cell.value, cell.data_type) == (digits, "s")


def test_a_formula_in_place_of_a_nik_stays_text() -> None:
    typed = Typed({PM.title: [{"nik": "=1+1", "name": "Ani"}]})
    cell = open_book(write_typed(DEMO_IDENTITY, typed))[PM.title].cell(FIRST_DATA_ROW, PM.index("nik"))
    assert cell.data_type == "s"


def test_a_choice_is_found_by_its_label_or_value_and_another_word_stays() -> None:
    people = [{"name": name, "cluster": word} for name, word in (("A", "anak"), ("B", "LANJUT USIA"), ("C", "Bayi"))]
    sheet = open_book(write_typed(DEMO_IDENTITY, Typed({PM.title: people})))[PM.title]
    cells = [sheet.cell(FIRST_DATA_ROW + place, PM.index("cluster")).value for place in range(3)]
    assert cells == ["Anak", "Lanjut usia", "Bayi"]


def test_a_blank_line_in_the_middle_keeps_the_rows_below_where_they_are() -> None:
    first, expense = with_typed().lines(BKU)
    intake = read(write_typed(DEMO_IDENTITY, Typed({BKU.title: [first, {}, expense]})))
    assert [(entry.row, entry.balance) for entry in intake.entries] == [(7, 50_000_000), (9, 45_000_000)]


def test_what_the_office_wrote_beforehand_can_be_taken_away() -> None:
    intake = read(write_typed(DEMO_IDENTITY, Typed()))
    assert intake.entries == ()
    assert intake.declared.received is None


def test_a_book_longer_than_the_prepared_rows_has_formulas_to_its_end() -> None:
    length = BKU.input_rows + 40
    first, expense = with_typed(paid="1000").lines(BKU)
    content = write_typed(DEMO_IDENTITY, Typed({BKU.title: [first, *[expense] * (length - 1)]}))
    intake = read(content)
    assert len(intake.entries) == length
    assert intake.entries[-1].balance == 50_000_000 - 1000 * (length - 1)
    last = FIRST_DATA_ROW + length - 1
    assert f"G{last}" in open_book(content)[BKU.title].cell(last, BKU.index("balance")).value


def test_an_endless_book_is_for_the_workbook() -> None:
    entry = {"date": "20/04/2021", "evidence_number": "K", "paid": "1"}
    content = write_typed(DEMO_IDENTITY, Typed({BKU.title: [entry] * (MOST_ROWS + 1)}))
    with pytest.raises(TooLong, match="BKU.*2000.*Excel"):
        lines_of(io.BytesIO(content))


def test_what_would_not_go_along_is_named() -> None:
    book = open_book(write_typed(DEMO_IDENTITY, with_typed()))
    sheet = book[BKU.title]
    sheet.cell(6, 14, "Kasir")
    sheet.cell(8, 14, "Bu Tini")
    sheet.cell(9, BKU.index("description"), "Jumlah")
    sheet.cell(9, BKU.index("paid"), 5_000_000)
    book.create_sheet("Hitungan saya").cell(1, 1, "coret-coret")
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    typed, left = lines_of(out)
    assert left == Leftovers(rows=1, columns=("Kasir (lembar BKU)",), sheets=("Hitungan saya",))
    assert len(typed.lines(BKU)) == 2


def test_every_column_that_a_person_fills_in_can_be_typed() -> None:
    for table in TABLES:
        keys = {column.key for column in typed_columns(table)}
        line = dict.fromkeys(keys, "x")
        sheet = open_book(write_typed(DEMO_IDENTITY, Typed({table.title: [line]})))[table.title]
        assert {key for key in keys if sheet.cell(FIRST_DATA_ROW, table.index(key)).value == "x"} == keys
    declared = {line.key: "12.500" for line in SUMMARY.lines}
    summary = open_book(write_typed(DEMO_IDENTITY, Typed({TAX.title: []}, declared)))[SUMMARY.title]
    assert {summary.cell(SUMMARY.row(key), SUMMARY.declared_column).value for key in declared} == {12_500}
