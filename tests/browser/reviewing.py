"""The office's side: comments, sending back, passing on, accepting; and the remainder's way back to the treasury."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from rupiah.format import format_rupiah
from tests.browser.people import answer_dialog, click_link, fill, headed, open_waiting, press, reads
from tests.browser.story import BILLING, NTPN, PARTNER, REMAINDER, TODAY, row_of, slip

COMMENT = "Foto kuitansi ini buram. Mohon foto ulang."
REASON = "Satu bukti tidak terbaca. Ganti fotonya, tanda tangani lagi, lalu kirim."


def open_review(reviewer: Page, pile: str) -> None:
    open_waiting(reviewer, pile, PARTNER)
    click_link(reviewer, "Buka pemeriksaan")


def comment_on(verifier: Page, number: str) -> None:
    line = _line(verifier, number)
    expect(line.get_by_role("img", name=f"Bukti {number}")).to_be_visible()
    line.get_by_text("Komentari").click()
    fill(line, {f"Komentar untuk baris {row_of(number)}": COMMENT})
    press(line, "Simpan komentar")
    reads(_line(verifier, number), COMMENT)


def send_back(verifier: Page) -> None:
    answer_dialog(verifier, "Kembalikan ke LKS", "Kembalikan ke LKS", {"Alasan": REASON})
    reads(verifier, "dikembalikan ke LKS. Bendahara melihat alasan dan komentar Anda.")


def see_reason_and_comment(treasurer: Page) -> None:
    open_waiting(treasurer, "Laporan yang harus Anda kirim", PARTNER)
    reads(treasurer, "Laporan dikembalikan oleh", REASON, COMMENT)


def pass_on(verifier: Page) -> None:
    answer_dialog(verifier, "Nyatakan lolos verifikasi", "Ya, lanjutkan")
    reads(verifier, "lolos verifikasi dan menunggu penerimaan PPK.")


def press_in_stale_window(verifier: Page) -> None:
    """The window still shows the report as it was before it was passed on."""
    answer_dialog(verifier, "Nyatakan lolos verifikasi", "Ya, lanjutkan")
    headed(verifier, "Data ini sudah berubah")
    expect(verifier.get_by_role("link", name="Kembali dan muat ulang")).to_be_visible()


def accept(ppk: Page) -> None:
    open_review(ppk, "Laporan menunggu penerimaan Anda")
    answer_dialog(ppk, "Terima laporan", "Ya, lanjutkan")
    reads(ppk, "Cetakan resminya sedang disiapkan.")


def pay_remainder_back(treasurer: Page) -> None:
    open_waiting(treasurer, "Sisa dana yang harus disetor", PARTNER)
    reads(treasurer, f"{format_rupiah(REMAINDER)} harus kembali ke kas negara, paling lambat")
    fill(treasurer, {"Kode billing": BILLING, "NTPN": NTPN, "Tanggal setor": TODAY, "Bukti setor": slip()})
    press(treasurer, "Catat setoran")
    reads(treasurer, "Setoran sudah dicatat. Kini menunggu konfirmasi kantor.")


def confirm_remainder(finance: Page) -> None:
    open_waiting(finance, "Setoran menunggu konfirmasi", PARTNER)
    reads(finance, NTPN, BILLING)
    answer_dialog(finance, "Konfirmasi setoran", "Ya, sudah masuk")
    reads(finance, "Setoran dikonfirmasi. Pengembalian ini selesai.")


def _line(page: Page, number: str) -> Locator:
    book = page.get_by_role("list", name="Baris buku kas")
    return book.get_by_role("listitem").filter(has=page.get_by_text(number, exact=True))
