"""Finance registers an LKS: its particulars, officers, documents and account; and others from an Excel file."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.people import click_link, field, fill, headed, letter_to, open_room, press, reads, sign_in
from tests.browser.story import (
    HEAD,
    HEAD_ADDRESS,
    NEW_PASSWORD,
    PARTNER,
    REGISTRATION,
    TODAY,
    TREASURER,
    TREASURER_ADDRESS,
    ago,
    partners_to_import,
    scan,
)


def register_partner(finance: Page) -> None:
    open_room(finance, "LKS")
    click_link(finance, "Daftarkan LKS")
    fill(
        finance,
        {
            "Nama LKS": PARTNER,
            "Bentuk": "Yayasan",
            "Nomor tanda daftar": REGISTRATION,
            "NPWP": "00.000.000.0-000.031",
            "Kabupaten/kota": "Kabupaten Bandung",
            "Alamat": "Jalan Contoh Nomor 31",
            "Telepon": "0800-0000-0031",
        },
    )
    press(finance, "Simpan")
    headed(finance, PARTNER)
    reads(finance, "Sebelum perjanjian dapat berlaku", "LKS belum mempunyai ketua. Tetapkan ketuanya di halaman LKS.")


def appoint_officers(finance: Page) -> None:
    for office, name, address in (
        ("Ketua LKS", HEAD, HEAD_ADDRESS),
        ("Bendahara LKS", TREASURER, TREASURER_ADDRESS),
    ):
        click_link(finance, f"Tetapkan {office}")
        fill(finance, {"Nama": name, "Telepon": "0800-0000-0032", "Surel": address})
        press(finance, "Simpan")
        reads(finance, f"Tautan untuk membuat kata sandi dikirim ke {address}.")


def record_documents(finance: Page) -> None:
    for kind, number, issued, until in (
        ("Akta pendirian", "31/CONTOH", ago(2900), None),
        ("Tanda daftar LKS", REGISTRATION, ago(900), TODAY.replace(year=TODAY.year + 3, day=1)),
    ):
        click_link(finance, "Catat dokumen")
        fill(finance, {"Jenis": kind, "Nomor": number, "Tanggal terbit": issued, "Pindaian atau foto": scan(kind)})
        if until is not None:
            fill(finance, {"Berlaku sampai": until})
        press(finance, "Simpan")
        reads(finance, "Dokumen dicatat.")
        expect(finance.get_by_role("link", name=f"Lihat {kind} {number}")).to_be_visible()


def record_account(finance: Page) -> None:
    click_link(finance, "Catat rekening")
    fill(finance, {"Bank": "Bank Contoh", "Nomor rekening": "999-00-00031", "Atas nama": PARTNER})
    press(finance, "Simpan")
    reads(finance, "Rekening disimpan.", "9990000031")
    expect(finance.get_by_text("Sebelum perjanjian dapat berlaku")).to_have_count(0)


def import_partners(finance: Page) -> None:
    """Wrong rows keep everything out; the mended file goes in; the same file again changes nothing."""
    open_room(finance, "LKS")
    click_link(finance, "Impor dari Excel")
    _upload_list(finance, mended=False)
    for tile in ("Baru", "Berubah", "Salah"):
        expect(finance.get_by_role("link", name=re.compile(rf"^{tile}\s+1$"))).to_be_visible()
    expect(finance.get_by_role("heading", name="Salah (1)")).to_be_visible()
    reads(finance, "“Serang Raya” bukan nama kabupaten/kota")
    finance.get_by_role("link", name=re.compile(r"^Berubah")).click()
    reads(finance, "0800-0000-9999")
    expect(finance.get_by_role("button", name="Simpan")).to_have_count(0)

    click_link(finance, "Unggah berkas lain")
    _upload_list(finance, mended=True)
    press(finance, "Simpan 3 LKS")
    reads(finance, "Impor selesai: 2 LKS baru, 1 diperbarui.", "LKS Contoh Teratai", "LKS Contoh Kenanga")

    click_link(finance, "Impor dari Excel")
    _upload_list(finance, mended=True)
    reads(finance, "Tidak ada yang berubah")
    expect(finance.get_by_role("button", name="Simpan")).to_have_count(0)


def _upload_list(finance: Page, *, mended: bool) -> None:
    fill(finance, {"Berkas Excel atau CSV": partners_to_import(mended=mended)})
    press(finance, "Periksa berkas")
    headed(finance, "Periksa sebelum disimpan")


def take_up_account(page: Page, address: str, logs: Path) -> Page:
    """Somebody follows the link in their letter, chooses a password, and signs in with it."""
    page.goto(letter_to(address, logs))
    for label in ("Kata sandi baru", "Kata sandi baru (lagi)"):
        field(page, label).fill(NEW_PASSWORD)
    press(page, "Simpan kata sandi")
    headed(page, "Kata sandi baru tersimpan")
    return sign_in(page, address, NEW_PASSWORD)
