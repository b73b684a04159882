"""Headings to meanings: suggested in the words that treasury and banks use, chosen by a person, remembered."""

from __future__ import annotations

import pytest

from grants.reconciliation.grid import Refused, grid_of
from grants.reconciliation.headings import Field, Heading, find_heading, plain
from grants.reconciliation.mapping import ColumnMap, NotAColumnMap, suggest_map
from grants.reconciliation.records import FileKind
from grants.reconciliation.table import read_table
from tests.grants.reconciliation.files import HEADINGS, PAID, all_match, read, rows


def heading(*texts: str) -> Heading:
    return Heading(1, dict(enumerate(texts, start=1)))


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (("No.", "No. SP2D", "Tgl. SP2D", "Nilai SP2D (Rp)"), {Field.NUMBER: 2, Field.DATE: 3, Field.AMOUNT: 4}),
        (("NOMOR SP2D", "TANGGAL", "Jumlah\n(Rp)"), {Field.NUMBER: 1, Field.DATE: 2, Field.AMOUNT: 3}),
        (("Nomor SPM", "Nomor SP2D", "Netto"), {Field.ORDER_NUMBER: 1, Field.NUMBER: 2, Field.AMOUNT: 3}),
        (
            ("No Rekening", "Nama Penerima", "Nominal", "Status", "Keterangan"),
            {Field.ACCOUNT: 1, Field.NAME: 2, Field.AMOUNT: 3, Field.STATUS: 4, Field.REASON: 5},
        ),
        (("Nilai", "Nilai SP2D", "Retur", "Alasan Retur"), {Field.AMOUNT: 2, Field.RETUR: 3, Field.REASON: 4}),
    ],
)
def test_headings_suggest_what_they_mean(texts: tuple[str, ...], meant: dict[Field, int]) -> None:
    suggestion = suggest_map(heading(*texts))
    assert suggestion.map.columns_in(heading(*texts)) == meant
    assert suggestion.doubts == {}


def test_headings_that_could_both_be_meant_are_a_doubt() -> None:
    suggestion = suggest_map(heading("No SP2D", "Bruto", "Potongan", "Netto"))
    assert suggestion.doubts == {Field.AMOUNT: ("Bruto", "Netto")}
    assert Field.AMOUNT not in suggestion.map.headings


def test_a_unit_is_no_part_of_a_heading_but_another_currency_is() -> None:
    assert plain("Jumlah (Rp)") == plain("  JUMLAH:") == "jumlah"
    assert plain("Jumlah (USD)") == "jumlahusd"


def test_a_choice_of_columns_is_kept_and_used_again() -> None:
    lines = [["Ref", "Hari", "Uang", "Rek", "Nama"], *(line[1:] for line in rows())]
    chosen = ColumnMap(
        {Field.NUMBER: "ref", Field.DATE: "hari", Field.AMOUNT: "uang", Field.ACCOUNT: "rek", Field.NAME: "nama"}
    )
    kept = ColumnMap.from_data(chosen.as_data())
    assert kept == chosen
    assert all_match(read_table(grid_of([["Judul"], *lines]), kind=FileKind.SP2D_LIST, column_map=kept))


def test_a_kept_choice_does_not_fit_a_file_of_another_make() -> None:
    with pytest.raises(Refused, match="tidak sama dengan susunan kolom"):
        read_table(grid_of([HEADINGS]), kind=FileKind.SP2D_LIST, column_map=ColumnMap({Field.NUMBER: "ref"}))


def test_files_of_one_make_have_one_fingerprint() -> None:
    one, other = heading("No SP2D", "Jumlah (Rp)"), heading("NO. SP2D", "jumlah")
    assert one.fingerprint == other.fingerprint
    assert one.fingerprint != heading("Jumlah", "No SP2D").fingerprint


@pytest.mark.parametrize("data", [None, [], {"amount": 5}, {"amount": ""}, {"nonsense": "jumlah"}])
def test_what_is_no_choice_of_columns_is_not_believed(data: object) -> None:
    with pytest.raises(NotAColumnMap):
        ColumnMap.from_data(data)


def test_a_heading_that_stands_twice_and_one_heading_for_two_meanings_are_told() -> None:
    head = heading("Nomor SP2D", "Jumlah", "Jumlah", "Tanggal")
    chosen = ColumnMap({Field.NUMBER: "nomorsp2d", Field.AMOUNT: "jumlah", Field.DATE: "nomorsp2d"})
    told = [problem.sentence for problem in chosen.problems_with(head, FileKind.SP2D_LIST)]
    assert told == [
        "Ada 2 kolom dengan judul yang sama untuk Jumlah.",
        "Kolom “Nomor SP2D” dipilih untuk dua hal.",
    ]


def test_a_list_without_dates_is_told_what_it_lacks() -> None:
    table = read([["Nomor SP2D", "Jumlah"], [PAID[0][0], "1.250.000"]])
    assert [problem.sentence for problem in table.problems] == [
        "Kolom untuk Tanggal belum ditentukan, padahal Daftar SP2D memerlukannya."
    ]


def test_the_row_that_names_most_is_the_heading() -> None:
    grid = grid_of([["Status", "Jumlah"], ["Berhasil", "3"], HEADINGS, *rows()])
    assert find_heading(grid).row == 3
