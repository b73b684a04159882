"""Where headings stand, what is a row, and what is said of a cell that cannot be read: from Excel and from text."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import Workbook

from imports.columns import Column, FlatTable
from imports.sheet import HEAD_WITHIN, Sheet, read_sheet
from tests.imports.sending import workbook
from trail.refusal import Refusal

TABLE = FlatTable(
    "Daftar",
    "orang",
    (
        Column("nik", "NIK", 20, "", required=True, is_identifier=True, is_private=True),
        Column("born", "Lahir", 12, "", required=True, is_date=True),
        Column("note", "Catatan", 30, ""),
    ),
    5,
)
HEADINGS = ("NIK", "Lahir", "Catatan")
ROW = ("0012", date(2001, 2, 3), "ya")
DAY = date(2001, 2, 3).toordinal()


def rows_of(sheet: Sheet) -> list[tuple[object, ...]]:
    return list(zip(*sheet.rows.columns, strict=True))


def refusal(content: bytes, kind: str = "xlsx") -> str:
    with pytest.raises(Refusal) as refused:
        read_sheet(content, kind, TABLE)
    return " ".join(refused.value.sentences)


@pytest.mark.parametrize("above", [0, 1, HEAD_WITHIN - 1])
def test_headings_may_stand_in_each_of_the_first_rows(above: int) -> None:
    titles = [("Kantor", "Contoh")] * above
    sheet = read_sheet(workbook(HEADINGS, [ROW], above=titles), "xlsx", TABLE)
    assert (sheet.rows.numbers, rows_of(sheet)) == ([above + 2], [("0012", DAY, "ya")])
    assert sheet.letters == {"nik": "A", "born": "B", "note": "C"}


def test_headings_below_the_first_rows_are_not_looked_for() -> None:
    told = refusal(workbook(HEADINGS, [ROW], above=[("judul",)] * HEAD_WITHIN))
    assert "Pada 10 baris pertama" in told
    assert "“NIK”, “Lahir”" in told


def test_the_row_that_comes_nearest_is_spoken_of() -> None:
    assert "tidak ada kolom “Lahir”." in refusal(workbook(("NIK", "Tanggal"), [ROW], above=[("Daftar orang",)]))


def test_rows_below_a_gap_of_any_length_are_not_lost() -> None:
    book = Workbook()
    book.active.append(HEADINGS)
    book.active.append(ROW)
    for column, value in enumerate(ROW, start=1):
        book.active.cell(1_048_576, column, value)
    out = io.BytesIO()
    book.save(out)
    assert read_sheet(out.getvalue(), "xlsx", TABLE).rows.numbers == [2, 1_048_576]


def test_as_many_rows_as_the_table_takes_are_read_and_one_more_is_refused() -> None:
    assert len(read_sheet(workbook(HEADINGS, [ROW] * 5), "xlsx", TABLE).rows) == 5
    assert "lebih dari 5 orang" in refusal(workbook(HEADINGS, [ROW] * 6))


def test_a_formula_without_a_result_is_told_as_such_and_is_no_empty_cell() -> None:
    book = Workbook()
    book.active.append(HEADINGS)
    book.active.append(("0012", "=TODAY()", "=A2"))  # openpyxl writes no results
    out = io.BytesIO()
    book.save(out)
    rows = read_sheet(out.getvalue(), "xlsx", TABLE).rows
    assert set(rows.wrong[2]) == {"born", "note"}
    assert "rumus tanpa hasil" in rows.wrong[2]["born"]


def test_what_is_private_is_never_repeated_and_a_number_in_its_place_is_not_kept() -> None:
    rows = read_sheet(workbook(HEADINGS, [(3271061708900002, "kapan-kapan", True)]), "xlsx", TABLE).rows
    assert rows.wrong[2]["nik"].startswith("Isi sel ini ditulis sebagai angka")
    assert "tidak terbaca sebagai tanggal" in rows.wrong[2]["born"]
    assert "“True” bukan teks" in rows.wrong[2]["note"]
    assert [column[0] for column in rows.columns] == [None, "kapan-kapan", None]


def test_our_own_headings_of_refused_rows_are_no_strangers() -> None:
    headings = (*HEADINGS, "Baris asal", "Yang perlu diperbaiki", "Lain")
    assert read_sheet(workbook(headings, [(*ROW, "7", "Lahir: …")]), "xlsx", TABLE).unknown == ["Lain"]


def test_a_hidden_sheet_is_passed_over() -> None:
    book = Workbook()
    book.active.sheet_state = "hidden"
    book.create_sheet("Isi").append(HEADINGS)
    book["Isi"].append(ROW)
    out = io.BytesIO()
    book.save(out)
    assert read_sheet(out.getvalue(), "xlsx", TABLE).title == "Isi"


TEXT = "NIK{0}Lahir{0}Catatan\r\n0012{0}3/2/2001{0}kafé\r\n\r\n0013{0}04-03-2001{0}\r\n"


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_table_is_read_whatever_separates_and_encodes_it(separator: str, encoding: str) -> None:
    sheet = read_sheet(TEXT.format(separator).encode(encoding), "csv", TABLE)
    assert rows_of(sheet) == [("0012", DAY, "kafé"), ("0013", date(2001, 3, 4).toordinal(), None)]
    assert sheet.rows.numbers == [2, 4]


def test_half_a_letter_at_the_end_of_a_wide_text_table_hides_no_line_before_it() -> None:
    sheet = read_sheet(TEXT.format(";").encode("utf-16") + b"A", "csv", TABLE)
    assert rows_of(sheet)[0] == ("0012", DAY, "kafé")


def test_a_text_table_may_have_titles_above_and_separators_within_quotes() -> None:
    text = 'Daftar, per Maret\n\nNIK;Lahir;Catatan\n0012;3/2/2001;"satu; dua\nbaris"\n'
    assert rows_of(read_sheet(text.encode(), "csv", TABLE)) == [("0012", DAY, "satu; dua baris")]


@pytest.mark.parametrize("text", ["", "tanpa judul\n", "NIK;Lahir\n"])
def test_a_text_that_is_no_such_table_is_refused_with_a_way_out(text: str) -> None:
    assert "unggah lagi" in refusal(text.encode(), "csv")


def test_a_cell_of_endless_text_is_refused() -> None:
    assert "tidak dapat dibaca" in refusal(f"NIK;Lahir\n{'9' * 40_000};x\n".encode(), "csv")


SEVERAL_WAYS = FlatTable(
    "Alokasi",
    "baris",
    (
        Column("code", "Kode", 20, "", also=("Kode akun",)),
        Column("account", "Akun", 12, ""),
        Column("program", "Program", 12, ""),
        Column("amount", "Pagu", 12, "", required=True, also=("Jumlah biaya",)),
    ),
    5,
    either=(("code",), ("program", "account")),
)


@pytest.mark.parametrize(
    ("headings", "letters"),
    [
        (("KODE AKUN", "Jumlah  Biaya"), {"code": "A", "amount": "B"}),
        (("Pagu", "Program", "Akun"), {"amount": "A", "program": "B", "account": "C"}),
        (("Kode", "Akun", "Pagu"), {"code": "A", "account": "B", "amount": "C"}),
    ],
)
def test_a_thing_may_be_written_in_several_ways_and_under_other_headings(
    headings: tuple[str, ...], letters: dict[str, str]
) -> None:
    row = ["DL.6400"] * len(headings)
    for content, kind in ((workbook(headings, [row]), "xlsx"), (";".join(headings).encode() + b"\r\na;b;c\r\n", "csv")):
        assert read_sheet(content, kind, SEVERAL_WAYS).letters == letters


def test_of_several_ways_the_nearest_one_is_spoken_of() -> None:
    with pytest.raises(Refusal, match="tidak ada kolom “Akun”, “Pagu”"):
        read_sheet(workbook(("Program", "Uraian"), [("DL", "x")]), "xlsx", SEVERAL_WAYS)
