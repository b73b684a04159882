"""The code of a budget line as exports of treasury applications write it. Pure: no database."""

from __future__ import annotations

import pytest

from grants.budget_codes import BudgetCode, CodeReader, Row, row_of_parts

LINE = BudgetCode("DL", "6400", "QEA", "001", "051", "0A", "571111")


def read(*rows: tuple[str, str, bool]) -> list[str]:
    """Of each row of an export: the code of a line, or what else it is."""
    reader = CodeReader()
    found = [reader.read(code, description, has_amount=amount) for code, description, amount in rows]
    return [str(row.code) if row.code else row.kind.value for row in found]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("DL.6400.QEA.001.051.0A.571111", str(LINE)),
        (" dl.6400.qea.001.051.0a.571111. ", str(LINE)),
        ("DL . 6400 .QEA. 001.051.0A.571111", str(LINE)),
        ("027.04.DL.6400.QEA.001.051.0A.571111", str(LINE)),
        ("DL.6400.QEA.001.051.571111", "DL.6400.QEA.001.051.571111"),
        ("DL.6400.QEA.001.051.A.521219", "DL.6400.QEA.001.051.A.521219"),
    ],
)
def test_a_whole_code_is_read_from_one_cell(typed: str, code: str) -> None:
    assert read((typed, "Bantuan", True)) == [code]


@pytest.mark.parametrize(
    "typed",
    [
        "DL.6400.QEA.001.051.0A.57111",
        "DL.6400.QEA.001.051.0A.5711111",
        "DL.6400.QEA.01.051.0A.571111",
        "DL.640.QEA.001.051.0A.571111",
        "DL.6400..001.051.0A.571111",
        "DL.6400.QEA.001.051.0A.57111A",
        "bantuan",
        "6400-QEA-001",
    ],
)
def test_a_code_that_nobody_can_read_is_told_with_what_stands_there(typed: str) -> None:
    row = CodeReader().read(typed, "Bantuan", has_amount=True)
    assert row.kind is Row.WRONG
    assert typed in row.wrong


def test_sums_of_levels_and_totals_are_no_lines() -> None:
    assert read(
        ("DL", "Program", True),
        ("DL.6400", "Kegiatan", True),
        ("DL.6400.QEA.001.051.0A", "Subkomponen", True),
        ("JUMLAH", "", True),
        ("", "Sub total", True),
        ("", "TOTAL PAGU", True),
        ("", "", True),
        ("", "Jakarta, 5 Maret 2026", False),
    ) == ["level", "level", "level", "total", "total", "total", "total", "nothing"]


def test_an_export_in_levels_gives_each_line_the_code_above_it() -> None:
    assert read(
        ("027.04.DL", "Program Rehabilitasi", True),
        ("6400", "Kegiatan", True),
        ("6400.QEA", "KRO", True),
        ("6400.QEA.001", "RO", True),
        ("051", "Komponen", True),
        ("0A", "Subkomponen", True),
        ("571111", "Bantuan uang", True),
        ("", "- bantuan 10 orang x Rp1.000.000", True),
        ("571112", "Bantuan barang", True),
        ("052", "Komponen lain: subkomponen di atasnya tidak ikut", True),
        ("571111", "Bantuan uang", True),
        ("6400.QEA.002", "RO lain: komponen di atasnya tidak ikut", True),
        ("571111", "Bantuan uang", True),
        ("", "Jumlah", True),
    ) == [
        *["level"] * 6,
        "DL.6400.QEA.001.051.0A.571111",
        "detail",
        "DL.6400.QEA.001.051.0A.571112",
        "level",
        "DL.6400.QEA.001.052.571111",
        "level",
        "wrong",
        "total",
    ]


def test_an_amount_without_a_code_is_never_passed_over_in_silence() -> None:
    assert read(("DL.6400.QEA.001.051.0A.571111", "x", True), ("", "Bantuan ATENSI", True))[1] == "wrong"
    assert row_of_parts({}, "Bantuan ATENSI", has_amount=True).kind is Row.WRONG


def test_three_digits_alone_are_a_component_and_never_taken_for_an_ro() -> None:
    rows = (("DL.6400.QEA", "KRO", True), ("001", "RO?", True), ("051", "Komponen", True), ("571111", "x", True))
    assert read(*rows)[-1] == "wrong"


def test_parts_in_columns_of_their_own_make_the_same_code() -> None:
    parts = LINE.parts
    assert row_of_parts(parts, "x", has_amount=True).code == LINE
    assert row_of_parts({**parts, "program": "027.04.DL"}, "x", has_amount=True).code == LINE
    assert row_of_parts({**parts, "account": ""}, "x", has_amount=True).kind is Row.LEVEL
    assert row_of_parts({"program": "Jumlah"}, "", has_amount=True).kind is Row.TOTAL
    missing = row_of_parts({**parts, "kro": "", "ro": " "}, "x", has_amount=True)
    assert (missing.kind, missing.wrong) == (Row.WRONG, "KRO, RO masih kosong.")


def test_a_line_is_known_again_however_its_subcomponent_is_written() -> None:
    assert BudgetCode("dl", "6400", "QEA", "001", "051", "A", "571111").key == LINE.key
    assert BudgetCode("DL", "6400", "QEA", "001", "051", "", "571111").key != LINE.key
    assert [name for name, _ in LINE.named][-1] == "Akun"
