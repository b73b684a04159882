"""What auditors do, and who is audited: from choosing what to test to a settled finding."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from rupiah.format import format_angka, format_rupiah
from rupiah.parse import parse_rupiah
from tests.browser.people import (
    answer_dialog,
    click_link,
    field,
    fill,
    headed,
    open_room,
    open_waiting,
    press,
    reads,
)
from tests.browser.story import TODAY, scan

ENGAGEMENT = f"Audit kinerja dan kepatuhan bantuan ATENSI {TODAY.year}"
#: The LKS of the demonstration whose report was accepted long ago.
AUDITED = "LKS Sakura"
PURPOSE = "Kewajaran harga belanja yang sudah diterima"
PRICE = "Apakah harganya wajar menurut pembanding?"
DEAR = "Toko yang sama menjual barang itu lebih murah pada minggu yang sama."
#: What was paid too much; and the number of the report that says so.
TOO_MUCH = 250_000
TITLE = "Harga belanja lebih tinggi daripada harga toko"
REPORT = f"LHP 31/IJ/{TODAY.year}"
RECOMMENDATION = f"Setorkan selisih harga {format_rupiah(TOO_MUCH)} ke kas negara."
WORD = "Kami keliru membaca daftar harga toko; selisihnya segera kami setor."
BILLING, NTPN = "820999000000077", "C0NT0H0077SAKURA"


#: What this engagement weighs heavier than Amanah does, and why.
SIGNAL = "Jumlah bulat"
HEAVIER = "Dua tahun terakhir temuan tim ini hampir selalu bermula dari jumlah bulat."


# Choosing


def choose_by_risk(auditor: Page) -> None:
    """The list of risks with each signal in words; the team weighs one of them heavier, and goes on to its samples."""
    open_room(auditor, "Risiko")
    auditor.get_by_text("Bagaimana nilai risiko dihitung").click()
    click_link(auditor, f"Lihat atau ubah bobot untuk {ENGAGEMENT}")
    fill(auditor, {SIGNAL: 10, "Alasan": HEAVIER})
    press(auditor, "Simpan bobot")
    reads(auditor, HEAVIER)
    click_link(auditor, "Lihat risikonya")
    risk = auditor.get_by_role("row").filter(has=auditor.get_by_role("rowheader", name=re.compile(f"^{AUDITED}")))
    risk.get_by_text("Lihat semua sinyal").click()
    signal = risk.get_by_role("listitem").filter(has_text=SIGNAL)
    expect(signal.locator(".num")).to_have_text(re.compile(r"^(–|\d+,\d)$"))
    click_link(auditor, "Tarik sampel")
    headed(auditor, re.compile("Sampel"))


def open_samples(auditor: Page) -> None:
    open_room(auditor, "Penugasan")
    click_link(auditor, ENGAGEMENT)
    click_link(auditor, "Sampel")


def draw_sample(auditor: Page) -> None:
    """By strata, one for each LKS: first a preview, then the draw, which can be made again."""
    click_link(auditor, "Tarik sampel")
    answers = {
        "Untuk menguji": PURPOSE,
        "Populasi": "Pengeluaran dalam laporan yang diterima",
        "Metode": "Berstrata",
        "Benih": "perjalanan-2026",
        "Ukuran sampel": 5,
        "Strata menurut": "LKS",
    }
    fill(auditor, answers)
    press(auditor, "Pratinjau")
    reads(auditor, re.compile(r"butir terpilih"))
    press(auditor, "Tarik dan simpan")
    headed(auditor, PURPOSE)
    click_link(auditor, "Ulangi penarikan")
    reads(auditor, "Sampel cocok")


# Testing


def write_paper(auditor: Page) -> None:
    """The first item of the LKS: everything is as it should be but the price."""
    auditor.get_by_role("row").filter(has_text=AUDITED).get_by_role("link", name="Tulis kertas kerja").first.click()
    found = re.search(r"tercatat (Rp[\d.]*\d)", auditor.get_by_role("main").inner_text())
    assert found
    for question in auditor.get_by_role("group").all():
        answer = question.get_by_role("radio", name="Ya", exact=True)
        if answer.count():
            answer.check()
    auditor.get_by_role("group", name=PRICE).get_by_role("radio", name="Tidak", exact=True).check()
    auditor.get_by_label(f"Keterangan untuk: {PRICE}").fill(DEAR)
    auditor.get_by_role("radio", name="Tidak sesuai", exact=True).check()
    right = format_angka(parse_rupiah(found[1]) - TOO_MUCH)
    fill(auditor, {"Nilai menurut pemeriksa": right, "Catatan": DEAR, "Berkas pendukung": scan("Daftar harga toko")})
    press(auditor, "Simpan")
    reads(auditor, "Kertas kerja disimpan.", format_rupiah(TOO_MUCH), "Daftar harga toko.png")
    press(auditor, "Kirim untuk direviu")
    reads(auditor, "Kertas kerja dikirim.")
    expect(auditor.get_by_role("button", name="Setujui hasil uji")).to_have_count(0)


def review_paper(reviewer: Page) -> None:
    """Another of the team agrees; the sample tells what that means for all."""
    open_samples(reviewer)
    click_link(reviewer, PURPOSE)
    click_link(reviewer, "Menunggu reviu 1")
    reviewer.get_by_role("row").filter(has_text=AUDITED).get_by_role("link").first.click()
    press(reviewer, "Setujui hasil uji")
    reads(reviewer, "Hasil uji disetujui.")
    click_link(reviewer, PURPOSE)
    reads(reviewer, "Salah saji ditemukan", "Proyeksi menurut rasio", "Batas atas salah saji")


# The finding


def write_finding(auditor: Page) -> None:
    """It begins with what the paper says."""
    auditor.reload()
    click_link(auditor, "Buat temuan")
    expect(field(auditor, "Nilai temuan")).to_have_value(format_angka(TOO_MUCH))
    expect(field(auditor, "Kondisi")).to_have_value(re.compile(re.escape(DEAR)))
    parts = {
        "Judul temuan": TITLE,
        "Kriteria lain": "Perjanjian kerja sama: belanja dilakukan dengan harga yang wajar.",
        "Sebab": "Bendahara tidak membandingkan harga sebelum membeli.",
        "Akibat": "Bantuan yang seharusnya dapat dipakai untuk penerima lain berkurang.",
        "Rekomendasi": RECOMMENDATION,
    }
    fill(auditor, parts)
    press(auditor, "Simpan konsep")
    headed(auditor, TITLE)
    reads(auditor, "Konsep temuan disimpan.", DEAR)


def show_finding(auditor: Page) -> None:
    until = {"Ditanggapi paling lambat": TODAY + timedelta(days=14)}
    answer_dialog(auditor, "Sampaikan kepada yang diperiksa", "Sampaikan kepada yang diperiksa", until)
    reads(auditor, "Temuan disampaikan.")


def answer_finding(auditee: Page) -> None:
    open_waiting(auditee, "Temuan yang harus Anda tanggapi", TITLE)
    click_link(auditee, "Tanggapi")
    auditee.get_by_role("radio", name="Sependapat", exact=True).check()
    fill(auditee, {"Tanggapan": WORD})
    press(auditee, "Tanggapi temuan")
    reads(auditee, "Tanggapan terkirim kepada auditor.")


def finalise_finding(reviewer: Page) -> None:
    """The supervisor makes it final, who wrote nothing of it."""
    open_waiting(reviewer, "Temuan yang sudah ditanggapi", TITLE)
    reads(reviewer, WORD)
    answers = {"Nomor laporan hasil pemeriksaan": REPORT, "Laporan diterima yang diperiksa pada": TODAY}
    answer_dialog(reviewer, "Tetapkan final", "Tetapkan final", answers)
    reads(reviewer, "Temuan ditetapkan final.")


# What goes back


def open_return(finance: Page) -> None:
    """The balai sees what became final about its LKS, and opens the return of its money."""
    open_room(finance, "Temuan")
    finance.get_by_role("row").filter(has_text=TITLE).get_by_role("link").first.click()
    click_link(finance, "Buka pengembalian")
    expect(field(finance, "Jumlah yang harus kembali")).to_have_value(format_angka(TOO_MUCH))
    press(finance, "Buka pengembalian")
    reads(finance, "Pengembalian dibuka.")


def pay_back(auditee: Page) -> None:
    """The treasurer pays it in and writes down the NTPN."""
    open_waiting(auditee, "Sisa dana yang harus disetor", format_rupiah(TOO_MUCH))
    answers = {"Kode billing": BILLING, "NTPN": NTPN, "Tanggal setor": TODAY, "Bukti setor": scan(f"NTPN {NTPN}")}
    fill(auditee, answers)
    press(auditee, "Catat setoran")
    reads(auditee, "Setoran sudah dicatat.")


def confirm_return(finance: Page) -> None:
    """Another person confirms that it is in the treasury."""
    open_waiting(finance, "Setoran menunggu konfirmasi", format_rupiah(TOO_MUCH))
    reads(finance, NTPN)
    answer_dialog(finance, "Konfirmasi setoran", "Ya, sudah masuk")
    reads(finance, "Setoran dikonfirmasi. Pengembalian ini selesai.")


def tell_what_was_done(auditee: Page) -> None:
    open_waiting(auditee, "Rekomendasi yang harus ditindaklanjuti", RECOMMENDATION)
    click_link(auditee, "Catat tindak lanjut")
    fill(auditee, {"Tindakan": "Selisih harga sudah disetor ke kas negara oleh bendahara."})
    chosen = field(auditee, "Pengembalian ke kas negara")
    chosen.select_option(chosen.locator("option").filter(has_text=NTPN).get_attribute("value"))
    press(auditee, "Catat tindak lanjut")
    reads(auditee, "Tindak lanjut tercatat")


def settle(auditor: Page) -> None:
    """The auditor ties the return to the finding and finds the recommendation followed: nothing is open."""
    open_room(auditor, "Beranda")
    open_room(auditor, "Temuan")
    auditor.get_by_role("row").filter(has_text=TITLE).get_by_role("link").first.click()
    auditor.get_by_role("main").get_by_role("link", name=re.compile("^Nilai tindak lanjut")).click()
    reads(auditor, RECOMMENDATION)
    form = auditor.locator("form").filter(has=auditor.get_by_role("heading", name="Nilai uangnya"))
    fill(form, {"Menjadi": "Disetor ke kas negara", "Jumlah": format_angka(TOO_MUCH)})
    chosen = field(form, "Pengembalian yang sudah dikonfirmasi")
    chosen.select_option(chosen.locator("option").filter(has_text=NTPN).get_attribute("value"))
    press(form, "Catat")
    reads(auditor, "Nilainya dicatat.")
    auditor.get_by_role("radio", name="Sesuai rekomendasi", exact=True).check()
    press(auditor, "Simpan penilaian")
    click_link(auditor, TITLE)


def see_that_it_is_settled(page: Page) -> None:
    """All of its rupiah are in the treasury, and none is open."""
    headed(page, re.compile(re.escape(TITLE)))
    reads(page, "Tuntas")
    sums = page.get_by_role("region", name="Penyelesaian nilai temuan")
    for label, amount in (("Disetor ke kas negara", TOO_MUCH), ("Masih terbuka", 0), ("Nilai temuan", TOO_MUCH)):
        row = sums.locator("div").filter(has=page.get_by_text(label, exact=True))
        expect(row.locator("dd")).to_have_text(format_rupiah(amount))
