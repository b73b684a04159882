"""Finance drafts an agreement whose sums do not tie, mends and proposes it; the PPK approves; its letter is printed."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from rupiah.format import format_angka
from tests.browser.people import (
    click_link,
    field,
    fill,
    headed,
    look_into,
    open_room,
    open_waiting,
    press,
    reads,
)
from tests.browser.story import AGREEMENT, BUDGET, ENDS, FIRST, PARTNER, SECOND, SIGNED, VALUE, ago


def draft_with_sums_that_do_not_tie(finance: Page) -> None:
    """The RAB lacks Rp5.000.000 and the instalments lack as much."""
    open_partner(finance)
    click_link(finance, "Buat perjanjian")
    fill(
        finance,
        {
            "LKS": PARTNER,
            "Nomor PKS": AGREEMENT,
            "Judul kegiatan": "Dukungan ATENSI berbasis komunitas (contoh)",
            "Tanggal tanda tangan": SIGNED,
            "Mulai": SIGNED,
            "Berakhir": ENDS,
            "Batas laporan (hari)": 90,
            "Tujuan bantuan": "Rehabilitasi sosial",
            "Bentuk bantuan": "Uang",
            "Pendekatan": "Berbasis komunitas",
            "Dukungan pemenuhan hidup layak": True,
            "Dukungan aksesibilitas": True,
            "Ruang lingkup": "Permakanan dan perlengkapan sekolah bagi anak binaan.",
            "Nilai perjanjian": "Rp 50.000.000",
        },
    )
    for place, (code, description, volume, unit, price) in enumerate(BUDGET):
        if place:
            press(finance, "Tambah baris RAB")
        short = 10 if code == "K.02" else 0
        answers = {"Kode": code, "Uraian": description, "Volume": volume - short, "Satuan": unit, "Harga satuan": price}
        fill(_row(finance, "Kode", place), answers)
    fill(_row(finance, "Rencana penyaluran", 0), {"Jumlah": format_angka(FIRST), "Rencana penyaluran": ago(50)})
    press(finance, "Tambah termin")
    fill(_row(finance, "Rencana penyaluran", 1), {"Jumlah": "15000000", "Rencana penyaluran": ENDS})
    reads(finance, "Jumlah Rp45.000.000 — kurang Rp5.000.000")
    press(finance, "Simpan konsep")
    headed(finance, f"PKS {AGREEMENT}")


def see_that_it_cannot_be_proposed(finance: Page) -> None:
    for part in ("RAB", "termin"):
        reads(finance, f"Jumlah {part} Rp45.000.000 tidak sama dengan nilai perjanjian Rp50.000.000")
    expect(finance.get_by_role("button", name="Ajukan untuk disetujui")).to_have_count(0)


def mend_and_propose(finance: Page) -> None:
    click_link(finance, "Ubah konsep")
    fill(_row(finance, "Kode", 1), {"Volume": BUDGET[1][2]})
    fill(_row(finance, "Rencana penyaluran", 1), {"Jumlah": SECOND})
    reads(finance, "Jumlah Rp50.000.000 — sama dengan nilai")
    press(finance, "Simpan konsep")
    reads(finance, "Jumlah, tanggal, dan dokumen LKS sudah lengkap.")
    press(finance, "Ajukan untuk disetujui")
    reads(finance, "Menunggu persetujuan")


def see_that_finance_cannot_approve(finance: Page) -> None:
    expect(finance.get_by_role("button", name="Setujui dan berlakukan")).to_have_count(0)


def approve(ppk: Page) -> None:
    open_waiting(ppk, "Perjanjian menunggu persetujuan Anda", AGREEMENT)
    reads(ppk, "Jumlah, tanggal, dan dokumen LKS sudah lengkap.")
    press(ppk, "Setujui dan berlakukan")
    reads(ppk, "Perjanjian berlaku. Penyaluran termin pertama dapat diajukan.")


def print_letter(finance: Page) -> None:
    open_agreement(finance)
    letter = look_into(finance, finance.get_by_role("link", name="Surat (PDF)"))
    assert letter.startswith(b"%PDF-")


def open_partner(page: Page) -> None:
    open_room(page, "LKS")
    click_link(page, PARTNER)
    headed(page, PARTNER)


def open_agreement(page: Page) -> None:
    open_room(page, "Perjanjian")
    page.get_by_role("row").filter(has_text=AGREEMENT).get_by_role("link").first.click()
    headed(page, f"PKS {AGREEMENT}")


def _row(page: Page, label: str, place: int) -> Locator:
    """A row of the table with such a column, counted from nought."""
    return page.get_by_role("row").filter(has=field(page, label)).nth(place)


assert VALUE == FIRST + SECOND == sum(volume * price for _, _, volume, _, price in BUDGET)
