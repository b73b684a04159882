"""The treasurer's work on a phone: workbook out and in, findings, evidence, signatures, submission."""

from __future__ import annotations

import io
import re

from openpyxl import load_workbook
from playwright.sync_api import FilePayload, Page, expect

from reports.intake.layout import BKU, FINDINGS_SHEET
from tests.browser.people import ask, click_link, field, fill, open_room, open_waiting, press, reads, take
from tests.browser.story import (
    EXPENSES,
    PARTNER,
    cell_of,
    files_of_cases,
    half_mended,
    photos,
    written_badly,
    written_well,
)

NUMBERS = [expense.number for expense in EXPENSES]


def see_what_is_due(treasurer: Page) -> None:
    open_waiting(treasurer, "Laporan yang harus Anda kirim", PARTNER)
    reads(treasurer, "batas waktu", re.compile(r"\d+ hari lagi"), "Isi laporan: di Excel, atau di peramban")


def take_workbook_home(treasurer: Page) -> bytes:
    return take(treasurer, treasurer.get_by_role("link", name="Unduh buku kerja", exact=True))


def upload_with_mistakes(treasurer: Page, template: bytes) -> None:
    """Each mistake is told with its cell, and still told after a reload."""
    _upload(treasurer, written_badly(template))
    for _ in range(2):
        reads(treasurer, f"{BKU.title}!{cell_of('KW-001', 'date')}", f"{BKU.title}!{cell_of('KW-002', 'budget_code')}")
        reads(treasurer, "kemarin lusa", "K.09", "Cara memperbaiki:", re.compile("Dasar aturan:"))
        treasurer.reload()


def take_annotated_workbook_home(treasurer: Page) -> None:
    marked = take(treasurer, treasurer.get_by_role("link", name="Unduh buku kerja bertanda").first)
    book = load_workbook(io.BytesIO(marked))
    assert book.sheetnames[0] == FINDINGS_SHEET
    assert book[BKU.title][cell_of("KW-001", "date")].comment is not None
    assert book[BKU.title][cell_of("KW-002", "budget_code")].comment is not None


def upload_half_mended(treasurer: Page, template: bytes) -> None:
    _upload(treasurer, half_mended(template))
    comparison = treasurer.get_by_role("region", name="Dibanding revisi 1")
    reads(comparison, re.compile(r"^\s*[1-9]\d* hilang"), re.compile(r"^\s*[1-9]\d* masih ada"), "Temuan baru")
    reads(comparison, f"{BKU.title}!{cell_of('KW-101', 'payee')}")


def upload_mended(treasurer: Page, template: bytes) -> None:
    _upload(treasurer, written_well(template))
    reads(treasurer, "tersimpan sebagai revisi 3 tanpa kesalahan", "Jelaskan 1 peringatan")


def explain_the_warning(treasurer: Page) -> None:
    """In place, without leaving the page; the way ahead follows."""
    click_link(treasurer, "Ke yang pertama")
    place = "Jelaskan peringatan ini PM-05"
    form = treasurer.get_by_role("main").locator("form").filter(has=field(treasurer, place))
    fill(form, {place: "Kartu tanda penduduknya sedang diurus."})
    press(form, "Simpan penjelasan")
    reads(treasurer, "Penjelasan bendahara tersimpan", "Kartu tanda penduduknya sedang diurus.")
    reads(treasurer, f"Lampirkan bukti untuk {len(EXPENSES)} pengeluaran")


def attach_all_evidence(treasurer: Page) -> None:
    """Several files at once, those of assessment and case conference too; their names say where they belong."""
    click_link(treasurer, "Buka halaman bukti")
    files = [*photos(*NUMBERS), *files_of_cases()]
    field(treasurer, "Foto, hasil pindai, atau PDF").set_input_files(files)
    press(treasurer, "Unggah bukti")
    reads(treasurer, f"{len(files)} berkas dipasang pada barisnya.", "semua pengeluaran sudah berbukti")
    click_link(treasurer, "Kembali ke laporan")


def replace_photo(treasurer: Page, number: str, description: str) -> None:
    """Take one photo off and attach a better one to the same line."""
    click_link(treasurer, "Lihat bukti")
    press(treasurer, f"Lepas {number}.jpg")
    reads(treasurer, f"{number}.jpg dilepas.")
    treasurer.get_by_label(f"Bukti {number}", exact=True).set_input_files(photos(number, description=description))
    reads(treasurer, "1 berkas dipasang pada barisnya.")
    click_link(treasurer, "Kembali ke laporan")


def sign(page: Page, office: str) -> None:
    """Read the statement and sign it, from the page of the report."""
    click_link(page, "Baca dan tandatangani")
    reads(page, "Surat Pernyataan Tanggung Jawab Mutlak (SPTJM)", "Pakta Integritas", f"Tanda tangan sebagai {office}")
    fill(page, {"Saya sudah membaca pernyataan dan pakta di atas dan menandatanganinya dengan sadar.": True})
    press(page, "Tandatangani")
    reads(page, "Pernyataan sudah Anda tandatangani sebagai")


def sign_as_head(head: Page) -> None:
    open_waiting(head, "Menunggu tanda tangan Anda", PARTNER)
    sign(head, "Ketua LKS")


def see_that_both_signatures_are_gone(treasurer: Page) -> None:
    signatures = treasurer.get_by_role("region", name="Tanda tangan", exact=True)
    expect(signatures.get_by_text("Belum", exact=True)).to_have_count(2)
    reads(treasurer, "Tandatangani pernyataan tanggung jawab")


def submit(treasurer: Page, *, times: int = 1) -> None:
    """Send the report in; whoever clicks twice has sent it once."""
    open_report(treasurer)
    ask(treasurer, "Kirim laporan")
    treasurer.get_by_role("dialog").get_by_role("button", name="Ya, kirim").dblclick()
    reads(treasurer, "Laporan sudah dikirim ke balai.", "Menunggu verifikasi")
    ask(treasurer, "Riwayat laporan")
    expect(treasurer.get_by_text("Laporan dikirim ke balai").filter(visible=True)).to_have_count(times)


def open_report(page: Page) -> None:
    open_room(page, "Laporan")
    page.get_by_role("main").get_by_role("link", name=f"{PARTNER}, termin 1").click()


def _upload(treasurer: Page, filled: FilePayload) -> None:
    fill(treasurer, {"Buku kerja yang sudah diisi": filled})
    press(treasurer, "Unggah dan periksa")
