"""The Excel copy of a report: it opens, its figures are figures, no text is a formula, no NIK is whole."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import User
from reports.export import report_workbook
from reports.models import BeneficiaryRow, Entry, Report
from tests.beforehand import begins_with
from tests.cast import NIK, Cast, submitted
from trail.models import Event
from vault.tables import Table, neutral, workbook

SignIn = Callable[[User], Client]


def opened(report: Report) -> Any:
    revision = report.latest
    assert revision is not None
    return load_workbook(io.BytesIO(report_workbook(report, revision)))


def values(book: Any, sheet: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in book[sheet].iter_rows()]


@begins_with(submitted)
def test_it_holds_all_parts_of_the_revision(cast: Cast) -> None:
    book = opened(cast.submitted())
    assert book.sheetnames == ["Ringkasan", "BKU", "Realisasi RAB", "PM", "Pajak", "Temuan", "Bukti"]
    assert ["Dibelanjakan", 26_000_000] in values(book, "Ringkasan")
    cash_book = values(book, "BKU")
    assert len(cash_book) == 1 + 4
    assert cash_book[2][1:4] == [datetime(2021, 4, 13), "K-001", "Belanja contoh 1"]  # noqa: DTZ001 — as Excel keeps it
    assert cash_book[2][7] == 12_000_000
    assert values(book, "Realisasi RAB")[-1][1:] == ["Jumlah", 50_000_000, None, 26_000_000, 24_000_000] or (
        values(book, "Realisasi RAB")[-1][1:] == ["Jumlah", 50_000_000, 0, 26_000_000, 24_000_000]
    )
    papers = [row[0] for row in values(book, "Bukti")[1:]]
    assert [number for number in papers if number.startswith("K-")] == ["K-001", "K-002", "K-003"]
    assert any("terlambat" in str(row[3]) for row in values(book, "Temuan")[1:])


@begins_with(submitted)
def test_the_nik_is_masked(cast: Cast) -> None:
    report = cast.submitted()
    book = opened(report)
    everything = " ".join(str(cell) for sheet in book.sheetnames for row in values(book, sheet) for cell in row)
    assert NIK not in everything
    assert NIK[6:12] not in everything
    assert values(book, "PM")[1][1] == BeneficiaryRow.objects.get().masked_nik


@begins_with(submitted)
def test_a_choice_is_called_as_on_the_sheet(cast: Cast) -> None:
    assert values(opened(cast.submitted()), "PM")[1][3:6] == [
        "Penyandang disabilitas",
        "Dukungan pemenuhan hidup layak",
        "Barang",
    ]


@begins_with(submitted)
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n="])
def test_what_a_person_typed_is_never_a_formula(cast: Cast, start: str) -> None:
    report = cast.submitted()
    evil = f'{start}HYPERLINK("http://contoh.invalid")'
    Entry.objects.bulk_create([Entry(revision=report.latest, row=500, description=evil, payee=evil, paid=1)])
    row = values(opened(report), "BKU")[-1]
    assert row[3].lstrip("'") == evil.replace("\r", "\n") or row[3].startswith("'")
    book = opened(report)
    kinds = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert "f" not in kinds
    assert str(row[3])[0] == str(row[4])[0] == "'"


@pytest.mark.parametrize("text", ["Beras 5 kg", "'sudah", "a=b", "1+1"])
def test_an_innocent_text_stays_as_it_is(text: str) -> None:
    assert neutral(text) == text


def test_a_character_that_no_cell_can_hold_is_left_out() -> None:
    book = load_workbook(io.BytesIO(workbook([Table("A", [("B", 10)], [["nota\x0b 1\x00"]])])))
    assert book["A"]["A2"].value == "nota 1"


def test_figures_days_and_blanks_keep_their_kind() -> None:
    table = Table("A", [("x", 10)] * 4, [[1_500_000, date(2021, 4, 1), None, True]])
    cells = load_workbook(io.BytesIO(workbook([table])))["A"][2]
    assert [cell.data_type for cell in cells] == ["n", "d", "n", "s"]
    assert [cell.value for cell in cells][2:] == [None, "ya"]


@begins_with(submitted)
def test_it_is_sent_to_be_saved_and_noted(cast: Cast, sign_in: SignIn) -> None:
    report = cast.submitted()
    answer = sign_in(cast.person("verifier")).get(reverse("reports:export", args=[report.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="LPJ-lks-sakura-termin-1-revisi-1.xlsx"'
    assert answer["Cache-Control"] == "private, no-store"
    assert load_workbook(io.BytesIO(answer.content)).sheetnames[0] == "Ringkasan"
    assert Event.objects.about(report).filter(verb="report.export").count() == 1


def test_before_the_first_upload_there_is_nothing_to_take(cast: Cast, sign_in: SignIn) -> None:
    report = cast.report()
    assert sign_in(cast.person("verifier")).get(reverse("reports:export", args=[report.pk])).status_code == 404
