"""What others read in the end: official print, public check page, export, and the chain that an auditor follows."""

from __future__ import annotations

import io

import pikepdf
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from rupiah.format import format_angka, format_rupiah
from tests.browser.people import click_link, headed, open_room, press, reads, take
from tests.browser.reporting import open_report
from tests.browser.story import HEAD, NTPN, PARTNER, SOUGHT, SP2D, TREASURER

PRINT_SECONDS = 150  #: the worker makes the print in the background; the page asks for it by itself
LINKS = (
    "Alokasi (DIPA)",
    "Perjanjian (PKS)",
    "Surat keputusan penerima",
    "SPP",
    "SPM",
    "SP2D",
    "Balasan bank",
    "Diterima LKS",
    "Laporan (LPJ)",
    "Baris laporan",
    "Bukti pengeluaran",
    "Penerima manfaat",
    "Pengembalian ke kas negara",
    "Laporan resmi",
)


def take_official_print(ppk: Page) -> None:
    """The page waits for the print without a reload; the workbook is inside."""
    ready = ppk.get_by_role("link", name="Unduh PDF")
    expect(ready).to_be_visible(timeout=PRINT_SECONDS * 1000)
    with pikepdf.open(io.BytesIO(take(ppk, ready))) as pdf:
        names = list(pdf.attachments)
        assert [name for name in names if name.endswith(".xlsx")] == names, names
        (attached,) = names
        load_workbook(io.BytesIO(pdf.attachments[attached].get_file().read_bytes()), read_only=True).close()


def address_of_check(page: Page) -> str:
    """Where the code on the print leads."""
    return str(page.get_by_role("link", name="halaman pemeriksaan").get_attribute("href"))


def check_as_stranger(stranger: Page, address: str) -> None:
    stranger.goto(address)
    headed(stranger, "Cetakan ini asli")
    shown = stranger.get_by_role("main").inner_text()
    assert not [secret for secret in (PARTNER, HEAD, TREASURER, "Rp") if secret in shown], shown


def take_export(ppk: Page) -> None:
    content = take(ppk, ppk.get_by_role("link", name="Salinan baris laporan (Excel)"))
    assert load_workbook(io.BytesIO(content), read_only=True).sheetnames


def follow_amount(auditor: Page) -> None:
    """From an amount on a bank statement to every link of its chain, and what is still missing of it by name."""
    open_room(auditor, "Telusur dana")
    auditor.get_by_role("searchbox").fill(format_angka(SOUGHT))
    press(auditor, "Cari")
    auditor.get_by_role("row").filter(has_text=PARTNER).get_by_role("link").first.click()
    headed(auditor, f"{PARTNER}, termin 1")
    missing = ("Mata rantai yang belum ada", f"LKS belum menyatakan dana SP2D {SP2D} diterima.")
    reads(auditor, *missing, SP2D, NTPN, format_rupiah(SOUGHT))
    for title in LINKS:
        expect(auditor.get_by_role("heading", name=title, exact=True)).to_be_visible()
    expect(auditor.get_by_role("link", name="KW-101.jpg").first).to_be_visible()


def see_that_nothing_can_be_changed(auditor: Page) -> None:
    """Neither the chain, nor the report, nor its review, nor the agreement offers anything that writes."""
    _offers_nothing(auditor)
    open_report(auditor)
    _offers_nothing(auditor)
    open_room(auditor, "Perjanjian")
    auditor.get_by_role("row").filter(has_text=PARTNER).get_by_role("link").first.click()
    _offers_nothing(auditor)
    click_link(auditor, "Penyaluran")
    _offers_nothing(auditor)


def _offers_nothing(auditor: Page) -> None:
    main = auditor.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).to_be_visible()
    expect(main.locator("form[method=post]")).to_have_count(0)
    assert set(main.get_by_role("button").all_inner_texts()) <= {"Cetak"}, main.get_by_role("button").all_inner_texts()
