"""Files of odd make: matched right, or refused with words, never silently wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from grants.reconciliation.compare import Strength
from grants.reconciliation.grid import Faulty, Refused, Value
from grants.reconciliation.headings import Field
from grants.reconciliation.records import FileKind, Status
from tests.grants.reconciliation.files import (
    HEADINGS,
    PAID,
    REPLY_HEADINGS,
    SUM,
    all_match,
    as_csv,
    dotted,
    held_against_payments,
    read,
    read_text,
    rows,
    told,
)

BANK_HEAD: list[list[Value]] = [
    ["BANK CONTOH"],
    ["Laporan Penyaluran Dana"],
    ["Pemilik rekening", ": KPPN CONTOH"],
    ["Nomor rekening", ": 0001-01-000001-30-1"],
    ["Periode", ": 1 April 2021 s.d. 30 April 2021"],
    [],
]


def with_cell(row: int, column: int, value: Value) -> list[list[Value]]:
    lines = rows()
    lines[row][column] = value
    return [list(HEADINGS), *lines]


# What the issue names, one by one.


def test_semicolons() -> None:
    assert all_match(read_text(as_csv([HEADINGS, *rows()], ";")))


def test_comma_decimals() -> None:
    assert all_match(read_text(as_csv([HEADINGS, *rows(lambda amount: f"{dotted(amount)},00")], ";")))


def test_unquoted_comma_decimals_between_commas_are_refused_at_each_row() -> None:
    table = read_text(as_csv([HEADINGS, *rows(lambda amount: f"{amount},00")], ","))
    assert [place for place, _ in told(table)] == ["G2", "G3", "G4"]
    assert "lebih banyak kolom daripada judulnya" in table.problems[0].sentence
    assert table.lines == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_byte_order_mark_and_other_encodings(encoding: str) -> None:
    lines = rows()
    lines[0][5] = "Yayasan “Kasih” Bogor"
    table = read_text(as_csv([HEADINGS, *lines]).encode(encoding))
    assert all_match(table)
    assert table.lines[0].name == "Yayasan “Kasih” Bogor"


def test_headings_in_row_7_below_logo_and_account_owner() -> None:
    table = read([*BANK_HEAD, HEADINGS, *rows()])
    assert table.heading.row == 7
    assert [line.row for line in table.lines] == [8, 9, 10]
    assert all_match(table)
    assert "Judul kolom ada di baris 7; 6 baris di atasnya tidak dibaca." in table.notes


@pytest.mark.parametrize("label", ["JUMLAH", "Total", "TOTAL :", "Grand Total", "Sub Total", "Saldo akhir", ""])
def test_totals_at_the_end_are_checked_and_are_no_payment(label: str) -> None:
    table = read([HEADINGS, *rows(), [label or None, None, None, dotted(SUM)]])
    assert all_match(table)
    assert [total.value for total in table.totals] == [SUM]


def test_a_total_that_differs_from_its_rows_is_told_with_the_difference() -> None:
    table = read([HEADINGS, *rows(), ["JUMLAH", None, None, dotted(SUM + 1)]])
    assert told(table) == [
        (
            "baris 5",
            "“JUMLAH” menyebut Rp51.750.001, sedangkan baris yang terbaca berjumlah Rp51.750.000; selisih Rp1.",
        )
    ]


def test_duplicate_rows_are_matched_once_and_told() -> None:
    result = held_against_payments(read([HEADINGS, *rows(), rows()[1]]))
    assert len(result.matched) == 3
    assert [(duplicate.line.row, duplicate.first.row) for duplicate in result.duplicates] == [(5, 3)]
    assert result.theirs.set_aside == (1, PAID[1][1])


def test_duplicate_rows_and_a_total_that_counts_them_once() -> None:
    table = read([HEADINGS, *rows(), rows()[1], ["JUMLAH", None, None, dotted(SUM)]])
    assert table.problems == ()
    assert "“JUMLAH” di baris 6 cocok bila baris ganda dihitung sekali." in table.notes


def test_one_line_short_leaves_its_payment_unmatched() -> None:
    result = held_against_payments(read([HEADINGS, *rows()[:-1]]))
    assert [payment.number for payment in result.missing] == [PAID[2][0]]
    assert result.ours.left == (1, PAID[2][1])


def test_one_line_short_of_its_total_is_refused() -> None:
    table = read([HEADINGS, *rows()[:-1], ["JUMLAH", None, None, dotted(SUM)]])
    assert [place for place, _ in told(table)] == ["baris 4"]
    assert "selisih Rp20.500.000" in table.problems[0].sentence


@pytest.mark.parametrize("typed", ["Rp #", "Rp#,00", "#,-", " #\N{NO-BREAK SPACE}", "IDR #", "# rupiah"])
def test_amounts_as_text(typed: str) -> None:
    assert all_match(read([HEADINGS, *rows(lambda amount: typed.replace("#", dotted(amount)))]))


def test_an_amount_changed_by_one_rupiah_is_near_and_never_matched() -> None:
    result = held_against_payments(read(with_cell(0, 3, "1.250.001")))
    assert len(result.matched) == 2
    (near,) = result.near
    assert (near.strength, near.differ, near.amount_difference) == (Strength.NUMBER, {Field.AMOUNT}, 1)


# Others that we have met or can imagine.


def test_tabs_and_bars() -> None:
    assert all_match(read_text(as_csv([HEADINGS, *rows()], "\t")))
    assert all_match(read_text(as_csv([HEADINGS, *rows()], "|")))


def test_a_line_that_names_the_separator_is_obeyed_and_is_no_row() -> None:
    table = read_text("sep=|\r\n" + as_csv([HEADINGS, *rows()], "|"))
    assert all_match(table)
    assert table.heading.row == 1


def test_quoted_cells_with_separators_and_line_ends_inside() -> None:
    lines = rows(lambda amount: f'"{amount:,}.00"')
    lines[0][5] = '"Yayasan ""Kasih"",\r\nBogor"'
    table = read_text(as_csv([HEADINGS, *lines], ","))
    assert all_match(table)
    assert table.lines[0].name == 'Yayasan "Kasih", Bogor'


@pytest.mark.parametrize(
    "amount_as",
    [
        lambda amount: amount,
        lambda amount: Decimal(amount),
        lambda amount: f"{amount:,}",
        lambda amount: f"{amount:,}.00",
        lambda amount: f"{amount}.00",
        lambda amount: f"{amount:,}".replace(",", "'"),
        lambda amount: f"{amount:,}".replace(",", " "),
        lambda amount: f"{amount:,}".replace(",", "\N{NARROW NO-BREAK SPACE}"),
        str,
    ],
)
def test_amounts_in_every_way_of_writing_thousands(amount_as: object) -> None:
    assert all_match(read([HEADINGS, *rows(amount_as)]))


@pytest.mark.parametrize(
    "day_as", ["12/04/2021", "12-4-2021", "2021-04-12", "2021-04-12 13:45:10", "20210412", "12 April 2021", "44298"]
)
def test_dates_in_every_way_that_is_sure(day_as: str) -> None:
    assert all_match(read([HEADINGS, *rows(day_as=day_as)]))


@pytest.mark.parametrize("day", [date(2021, 4, 12), 44298, Decimal("44298.5"), 20210412])
def test_dates_of_a_spreadsheet(day: Value) -> None:
    lines = rows()
    for line in lines:
        line[2] = day
    assert all_match(read([HEADINGS, *lines]))


def test_one_date_with_the_month_first_makes_the_column_unsure() -> None:
    lines = rows(day_as="04/12/2021")
    lines[2][2] = "04/13/2021"
    table = read([HEADINGS, *lines])
    assert [place for place, _ in told(table)] == ["C2", "C3", "C4"]
    assert "menulis bulan sebelum tanggal" in table.problems[0].sentence


def test_merged_title_cells_and_blank_lines_are_passed_over() -> None:
    title: list[Value] = [None, None, "DAFTAR SP2D BULAN APRIL 2021", None, None, None]
    assert all_match(read([title, [], HEADINGS, [], rows()[0], [None] * 6, *rows()[1:]]))


def test_headings_of_printed_pages_are_passed_over_and_page_totals_checked() -> None:
    first, second, third = rows()
    table = read(
        [
            HEADINGS,
            first,
            second,
            ["Jumlah dipindahkan", None, None, dotted(31_250_000)],
            ["Halaman 1 dari 2"],
            HEADINGS,
            ["Pindahan", None, None, dotted(31_250_000)],
            third,
            ["Jumlah", None, None, dotted(SUM)],
        ]
    )
    assert all_match(table)
    assert len(table.totals) == 3
    assert "Baris 6 mengulang judul kolom." in table.notes
    assert "Baris 5 tidak memuat pembayaran dan tidak dibaca." in table.notes


def test_a_footer_with_signatures_is_no_payment() -> None:
    footer: list[list[Value]] = [
        ["JUMLAH", None, None, dotted(SUM)],
        [],
        [None, None, None, None, "Jakarta, 30 April 2021"],
        [None, "Bendahara", None, None, "Kepala KPPN"],
        [None, "Nama Contoh", None, None, "Nama Lain"],
        [None, "NIP 198001012005011001", None, None, "NIP 197501012000011001"],
    ]
    table = read([HEADINGS, *rows(), *footer])
    assert all_match(table)
    assert "Baris 7, 8, 9, 10 tidak memuat pembayaran dan tidak dibaca." in table.notes


def test_payments_below_the_last_total_are_refused() -> None:
    table = read([HEADINGS, *rows()[:2], ["JUMLAH", None, None, dotted(31_250_000)], rows()[2]])
    assert told(table) == [("baris 5", "Sesudah baris jumlah yang terakhir masih ada 1 baris pembayaran.")]


def test_a_count_of_rows_is_checked_too() -> None:
    said: list[Value] = ["Jumlah transaksi", None, None, "3"]
    assert all_match(read([HEADINGS, *rows(), said]))
    table = read([HEADINGS, *rows()[:2], said])
    assert told(table) == [
        ("baris 4", "“Jumlah transaksi” menyebut 3, sedangkan baris yang terbaca berjumlah 2; selisih 1.")
    ]


def test_an_lks_whose_name_begins_with_total_is_a_payment() -> None:
    table = read(with_cell(1, 5, "Total Kasih Bogor"))
    assert all_match(table)
    assert table.totals == ()


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        (1, "2.10331E+14", "notasi ilmiah"),
        (1, Decimal("2.1E+14"), "disimpan sebagai bilangan"),
        (1, 2103313010001011, "disimpan sebagai bilangan"),
        (1, None, "kosong"),
        (2, "13/13/2021", "tidak ada dalam kalender"),
        (2, "12/04/21", "tidak jelas"),
        (2, None, "bertanggal"),
        (3, "1.25E+06", "notasi ilmiah"),
        (3, "1.250.000,50", "memuat sen"),
        (3, Decimal("1250000.5"), "memuat sen"),
        (3, "USD 1.250", "tidak terbaca"),
        (3, "1.25O.000", "tidak terbaca"),
        (3, "(1.250.000)", "kurang dari nol"),
        (3, "-1.250.000", "kurang dari nol"),
        (3, "1.250.000-", "kurang dari nol"),
        (3, "-(5)", "tidak terbaca"),
        (3, "0", "nol"),
        (3, None, "kosong"),
        (3, Faulty("#REF!"), "#REF!"),
        (3, date(2021, 4, 1), "tanggal, bukan jumlah"),
        (4, "1.23457E+09", "notasi ilmiah"),
        (4, "12345X7890", "selain angka"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_with_its_place_and_the_rest_is_read(
    column: int, value: Value, words: str
) -> None:
    table = read(with_cell(1, column, value))
    assert [problem.place for problem in table.problems] == [f"{'ABCDEF'[column]}3"]
    assert words in table.problems[0].sentence
    assert table.problems[0].remedy
    assert [line.row for line in table.lines] == [2, 4]


def test_no_problem_repeats_an_account() -> None:
    table = read(with_cell(1, 4, "9876543210X"))
    assert "9876543210" not in str(table.problems)


def test_two_currencies_are_refused_at_the_row_of_the_other() -> None:
    lines: list[list[Value]] = [[*line, "IDR"] for line in rows()]
    lines[1][6] = "USD"
    assert told(read([[*HEADINGS, "Mata Uang"], *lines])) == [("G3", "Mata uang: “USD” bukan rupiah.")]


def test_gross_beside_net_is_asked_and_not_guessed() -> None:
    headings = ["Nomor SP2D", "Tgl SP2D", "Jumlah Bruto", "Netto"]
    table = read([headings, [PAID[0][0], "12/04/2021", "1.250.000", "1.200.000"]])
    assert table.problems[0].sentence == "Jumlah dapat berarti kolom “Jumlah Bruto” atau “Netto”."
    assert table.lines == ()


# Replies of banks.


def reply(*lines: tuple[str, str], headings: list[str] = REPLY_HEADINGS) -> list[list[Value]]:
    body: list[list[Value]] = [
        [account, f"LKS Contoh {place}", dotted(amount), "12/04/2021", *said]
        for place, ((_, amount, account), said) in enumerate(zip(PAID, lines, strict=True))
    ]
    return [list(headings), *body]


def test_retur_in_the_status_with_its_reason() -> None:
    table = read(
        reply(("Berhasil", ""), ("RETUR - Rekening tutup", ""), ("Gagal", "Nama tidak sesuai")), FileKind.BANK_REPLY
    )
    assert [(line.status, line.reason) for line in table.lines] == [
        (Status.DELIVERED, ""),
        (Status.RETUR, "Rekening tutup"),
        (Status.RETUR, "Nama tidak sesuai"),
    ]
    assert all_match(table)


def test_retur_in_a_column_of_its_own() -> None:
    headings = [*REPLY_HEADINGS[:4], "Retur", "Alasan Retur"]
    table = read(reply(("", ""), ("Ya", "Rekening tutup"), ("20.500.000", ""), headings=headings), FileKind.BANK_REPLY)
    assert [line.status for line in table.lines] == [Status.DELIVERED, Status.RETUR, Status.RETUR]
    assert all_match(table)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (("Entahlah", ""), "tidak dikenal"),
        (("", ""), "Status kosong"),
        (("Berhasil diretur", ""), "berlawanan"),
        (("Berhasil", "Retur: rekening tutup"), "menyebut retur"),
    ],
)
def test_a_status_that_is_not_sure_is_refused(said: tuple[str, str], words: str) -> None:
    table = read(reply(("Berhasil", ""), said, ("Berhasil", "")), FileKind.BANK_REPLY)
    assert len(table.problems) == 1
    assert words in table.problems[0].sentence


def test_a_mark_of_retur_beside_a_status_that_denies_it_is_refused() -> None:
    headings = [*REPLY_HEADINGS[:4], "Status", "Retur"]
    table = read(reply(("Berhasil", ""), ("Berhasil", "Ya"), ("Retur", "Ya"), headings=headings), FileKind.BANK_REPLY)
    assert told(table) == [("F3", "Tanda retur: baris ini ditandai retur, tetapi statusnya Tersalur.")]


def test_a_part_returned_is_refused() -> None:
    headings = [*REPLY_HEADINGS[:4], "Retur", "Alasan Retur"]
    table = read(reply(("", ""), ("1.000.000", ""), ("", ""), headings=headings), FileKind.BANK_REPLY)
    assert [place for place, _ in told(table)] == ["E3"]


def test_a_total_of_what_came_back_is_checked_against_that() -> None:
    lines = reply(("Berhasil", ""), ("Retur", ""), ("Berhasil", ""))
    good: list[list[Value]] = [["Total retur", None, "30.000.000"], ["Total berhasil", None, "21.750.000"]]
    assert all_match(read([*lines, *good], FileKind.BANK_REPLY))
    wrong = read([*lines, ["Total retur", None, dotted(SUM)]], FileKind.BANK_REPLY)
    assert [place for place, _ in told(wrong)] == ["baris 5"]


def test_a_reply_without_any_word_on_what_became_of_the_money_is_refused() -> None:
    table = read(
        [["No Rekening", "Nominal", "Tanggal"], ["1234567890", "1.250.000", "12/04/2021"]], FileKind.BANK_REPLY
    )
    assert "Status atau Tanda retur belum ditentukan" in table.problems[0].sentence


# Files that are no table.


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "kosong"),
        (b"\xef\xbb\xbf \r\n", "kosong"),
        (b"PK\x03\x04rest", "berkas Excel"),
        (b"\xd0\xcf\x11\xe0rest", "Excel lama"),
        (b"%PDF-1.7", "PDF"),
        (b"<html><table><tr><td>Nomor SP2D</td></tr></table>", "halaman web"),
        (b"satu kolom saja\r\nlagi\r\n", "tidak terbagi"),
        (b'Nomor SP2D;Jumlah\r\n"1;2\r\n', "Tanda kutip"),
        (b"Nomor SP2D;Jumlah\r\n\x81;2\r\n", "tidak terbaca"),
        (b"a;b,c\r\nd;e,f\r\n", "titik koma atau koma"),
    ],
)
def test_what_is_no_table_is_refused_with_words(content: bytes, words: str) -> None:
    with pytest.raises(Refused) as refused:
        read_text(content)
    assert words in refused.value.problem.sentence
    assert refused.value.problem.remedy


def test_a_table_without_headings_is_refused() -> None:
    with pytest.raises(Refused, match="judul kolom tidak ditemukan"):
        read(rows())


def test_two_different_heading_rows_are_refused() -> None:
    with pytest.raises(Refused, match="sama-sama tampak"):
        read([["Nomor SP2D", "Jumlah"], ["1", "2"], ["Tgl SP2D", "Jumlah"]])


def test_headings_with_nothing_below_are_a_problem() -> None:
    assert [problem.sentence for problem in read([HEADINGS]).problems] == [
        "Di bawah judul kolom tidak ada satu pembayaran pun."
    ]
