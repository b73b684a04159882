"""Bad input through the real upload page: understood where a person would understand it, otherwise a clear sentence.

Never a server error, never anything half-saved.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from accounts.models import User
from reports.intake.layout import BKU, FIRST_DATA_ROW, MARKER_SHEET, PM, SUMMARY
from reports.models import Entry, JudgedFinding, Revision
from tests.reports.stage import Stage, put, saved
from tests.workbooks.samples import CLEAN_ODS, CLEAN_XLS
from trail.models import Event
from vault.models import StoredFile

SignIn = Callable[[User], Client]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def counts(stage: Stage) -> tuple[int, ...]:
    stage.report.refresh_from_db()
    models = (Revision, Entry, JudgedFinding, StoredFile, Event)
    return (*(model.objects.count() for model in models), stage.report.version)


def send(stage: Stage, sign_in: SignIn, content: bytes, name: str = "LPJ.xlsx") -> HttpResponse:
    browser = sign_in(stage.treasurer)
    upload = SimpleUploadedFile(name, content)
    return browser.post(reverse("reports:upload", args=[stage.report.pk]), {"workbook": upload})


def macro(content: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", OLE + b"macro")
    return out.getvalue()


def marked(stage: Stage, **marks: str) -> bytes:
    """A workbook whose hidden sheet says something else."""
    book = load_workbook(io.BytesIO(stage.filled()))
    for row in book[MARKER_SHEET].iter_rows(max_col=2):
        if row[0].value in marks:
            row[1].value = marks[row[0].value]
    return saved(book)


REFUSED: dict[str, tuple[Callable[[Stage], bytes], str, str]] = {
    "an empty file": (lambda stage: b"", "LPJ.xlsx", "kosong"),
    "text renamed": (lambda stage: b"tanggal;uraian;jumlah\n1;beras;5000\n", "LPJ.xlsx", "teks biasa"),
    "a truncated zip": (lambda stage: stage.filled()[:9_000], "LPJ.xlsx", "rusak|terpotong|utuh"),
    "an encrypted workbook": (
        lambda stage: OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 3000,
        "LPJ.xlsx",
        "kata sandi",
    ),
    "a macro workbook": (lambda stage: macro(stage.filled()), "LPJ.xlsm", "makro"),
    "an OpenDocument sheet": (lambda stage: CLEAN_ODS.read_bytes(), "LPJ.ods", "OpenDocument.*xlsx"),
    "an old Excel workbook": (lambda stage: CLEAN_XLS.read_bytes(), "LPJ.xls", r"\.xls\).*xlsx"),
    "a workbook that is not ours": (lambda stage: saved(Workbook()), "LPJ.xlsx", "bukan buku kerja LPJ"),
    "another LKS's workbook": (lambda stage: marked(stage, partner_id="x"), "LPJ.xlsx", "LKS lain"),
    "another agreement's": (lambda stage: marked(stage, agreement_number="9/PKS"), "LPJ.xlsx", "perjanjian 9/PKS"),
    "another instalment's": (
        lambda stage: marked(stage, instalment_id="x/2", instalment_number="2"),
        "LPJ.xlsx",
        "untuk termin 2",
    ),
    "an older template": (lambda stage: marked(stage, version="0"), "LPJ.xlsx", "versi 0"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_judged_is_refused_with_a_sentence_and_leaves_nothing(
    stage: Stage, sign_in: SignIn, case: str
) -> None:
    make, name, sentence = REFUSED[case]
    content = make(stage)
    before = counts(stage)
    answer = send(stage, sign_in, content, name)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert re.search(sentence, text, re.S), re.findall(r'<ul class="errorlist.*?</ul>', text, re.S)
    assert counts(stage) == before


def test_no_file_at_all_is_told(stage: Stage, sign_in: SignIn) -> None:
    answer = sign_in(stage.treasurer).post(reverse("reports:upload", args=[stage.report.pk]), {})
    assert answer.status_code == 422
    assert "Pilih berkas buku kerja" in answer.content.decode()


def upload(stage: Stage, sign_in: SignIn, *edits: Callable[[Workbook], None]) -> Revision:
    answer = send(stage, sign_in, stage.filled(*edits))
    assert answer.status_code == 302, answer.content.decode()
    revision = stage.report.latest
    assert revision is not None
    return revision


def rules_of(revision: Revision) -> set[str]:
    return set(revision.findings.values_list("rule", flat=True))


def test_amounts_and_dates_as_people_write_them_are_understood(stage: Stage, sign_in: SignIn) -> None:
    def as_text(book: Workbook) -> None:
        put(book, BKU, FIRST_DATA_ROW + 1, paid="Rp 12.000.000,00", date="17 April 2021")

    revision = upload(stage, sign_in, as_text)
    entry = revision.entries.get(row=FIRST_DATA_ROW + 1)
    assert entry.paid == 12_000_000
    assert entry.date is not None and entry.date.isoformat() == "2021-04-17"
    assert "INT-01" not in rules_of(revision) and "INT-02" not in rules_of(revision)


def test_stray_blanks_and_empty_formatted_rows_do_not_block(stage: Stage, sign_in: SignIn) -> None:
    def blanks(book: Workbook) -> None:
        sheet = book[BKU.title]
        for row in (40, 41, 60):
            sheet.cell(row, 4).value = "   "
        for row in range(700, 50_700):
            sheet.cell(row, 3).number_format = "@"

    revision = upload(stage, sign_in, blanks)
    assert (revision.entry_count, revision.error_count) == (4, 0)


def test_error_cells_are_found_in_their_place(stage: Stage, sign_in: SignIn) -> None:
    def broken(book: Workbook) -> None:
        cell = book[BKU.title].cell(FIRST_DATA_ROW + 1, BKU.index("paid"))
        cell.value = "#REF!"
        cell.data_type = "e"

    revision = upload(stage, sign_in, broken)
    finding = revision.findings.get(rule="INT-03")
    assert (finding.place, finding.found) == (f"BKU!{BKU.letter('paid')}{FIRST_DATA_ROW + 1}", "#REF!")


def test_formulas_that_no_program_calculated_are_told(stage: Stage, sign_in: SignIn) -> None:
    def formula(book: Workbook) -> None:
        put(book, BKU, FIRST_DATA_ROW + 1, paid="=6000000*2")

    revision = upload(stage, sign_in, formula)
    finding = revision.findings.filter(rule="INT-04", severity="error").get()
    assert "simpan" in finding.remedy.lower()


def test_merged_cells_are_told(stage: Stage, sign_in: SignIn) -> None:
    def merged(book: Workbook) -> None:
        sheet, column = book[BKU.title], BKU.letter("payee")
        sheet.merge_cells(f"{column}{FIRST_DATA_ROW + 1}:{column}{FIRST_DATA_ROW + 2}")

    assert "INT-07" in rules_of(upload(stage, sign_in, merged))


def test_a_hidden_sheet_is_only_noted(stage: Stage, sign_in: SignIn) -> None:
    def hidden(book: Workbook) -> None:
        sheet = book.create_sheet("Catatan lama")
        sheet["A1"] = "catatan"
        sheet.sheet_state = "hidden"

    revision = upload(stage, sign_in, hidden)
    assert revision.error_count == 0
    assert "INT-08" in rules_of(revision)


def test_a_missing_sheet_is_a_finding_and_a_renamed_one_is_read_all_the_same(stage: Stage, sign_in: SignIn) -> None:
    def renamed(book: Workbook) -> None:
        book[BKU.title].title = "Kas Harian"

    def missing(book: Workbook) -> None:
        del book[PM.title]

    revision = upload(stage, sign_in, renamed)
    assert revision.entry_count == 4
    assert "INT-14" in rules_of(revision)
    revision = upload(stage, sign_in, missing)
    assert (revision.beneficiary_count, "INT-09" in rules_of(revision)) == (0, True)


def test_a_workbook_without_any_row_is_judged_and_never_crashes(stage: Stage, sign_in: SignIn) -> None:
    answer = send(stage, sign_in, stage.template())
    assert answer.status_code == 302
    answer = sign_in(stage.treasurer).get(reverse("reports:report", args=[stage.report.pk]))
    assert answer.status_code == 200
    marked_up = reverse("reports:annotated", args=[stage.report.pk, 1])
    assert sign_in(stage.treasurer).get(marked_up).status_code == 200


def test_every_sheet_emptied_is_judged_and_never_crashes(stage: Stage, sign_in: SignIn) -> None:
    def emptied(book: Workbook) -> None:
        for title in (BKU.title, PM.title, SUMMARY.title):
            book[title].delete_rows(1, 900)

    revision = upload(stage, sign_in, emptied)
    assert revision.error_count
    assert (revision.opening, revision.entry_count) == (None, 0)  # an unknown book has no sums


def test_an_old_revision_is_taken_home_as_it_was_judged_then(stage: Stage, sign_in: SignIn, monkeypatch) -> None:
    def renamed(book: Workbook) -> None:
        book[BKU.title].cell(FIRST_DATA_ROW, BKU.index("paid")).value = "banyak"
        book[BKU.title].title = "Buku kas kami"

    revision = upload(stage, sign_in, renamed)
    monkeypatch.setattr("reports.intake.layout.VERSION", 99)
    answer = sign_in(stage.treasurer).get(reverse("reports:annotated", args=[stage.report.pk, revision.number]))
    assert answer.status_code == 200
    book = load_workbook(io.BytesIO(answer.content))
    assert "banyak" in book["Buku kas kami"].cell(FIRST_DATA_ROW, BKU.index("paid")).comment.text
