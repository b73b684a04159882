"""The money: a budget line, the decree of recipients, SPP by one person, SPM by another, SP2D; what stays locked."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from desk.demo.people import PEOPLE
from tests.browser.agreeing import open_agreement
from tests.browser.people import answer_dialog, click_link, field, fill, open_room, open_waiting, press, reads
from tests.browser.story import AGREEMENT, DECIDED, PARTNER, RECEIVED, SP2D, SPM_ON, SPP_ON

COMPONENT = "053"  #: in the code of the journey's own budget line


def record_allocation(finance: Page) -> None:
    open_room(finance, "Alokasi")
    click_link(finance, "Catat alokasi")
    fill(
        finance,
        {
            "Tahun anggaran": SPP_ON.year,
            "Program": "DL",
            "Kegiatan": "6400",
            "KRO": "QEA",
            "RO": "001",
            "Komponen": COMPONENT,
            "Akun": "571111",
            "Uraian": "Bantuan ATENSI melalui LKS Contoh Cemara",
            "Pagu": "Rp100.000.000",
        },
    )
    press(finance, "Simpan alokasi")
    reads(finance, "Bantuan ATENSI melalui LKS Contoh Cemara")


def draft_decree(ppk: Page) -> None:
    _open_money(ppk)
    click_link(ppk, "Susun SK penerima")
    fill(
        ppk,
        {
            "Nomor SK": "031/SK/CONTOH",
            "Tanggal SK": DECIDED,
            "Ditetapkan oleh (PPK)": PEOPLE["ppk"][0],
            "Disahkan oleh (KPA)": PEOPLE["kpa"][0],
        },
    )
    press(ppk, "Simpan konsep")
    reads(ppk, "Konsep SK tersimpan.")
    answer_dialog(ppk, "Ajukan untuk disahkan", "Ya, lanjutkan")
    reads(ppk, "SK diajukan. Kini menunggu pengesahan KPA.")


def approve_decree(kpa: Page) -> None:
    _open_money(kpa)
    click_link(kpa, "031/SK/CONTOH")
    answer_dialog(kpa, "Sahkan SK", "Ya, lanjutkan")
    reads(kpa, "SK berlaku. Penyaluran dapat bersandar padanya.")


def propose_first_instalment(finance: Page) -> None:
    _open_money(finance)
    click_link(finance, "Ajukan SPP termin 1")
    line = field(finance, "Alokasi").get_by_role("option").filter(has_text=f".{COMPONENT}")
    fill(finance, {"Alokasi": line.inner_text(), "Nomor SPP": "00031/SPP", "Tanggal SPP": SPP_ON})
    press(finance, "Ajukan SPP")
    reads(finance, "SPP sudah diajukan. Kini menunggu persetujuan PPSPM.")


def see_that_second_instalment_is_locked(finance: Page) -> None:
    second = _instalment(finance, 2)
    reads(second, "Terkunci", "Termin 2 terkunci karena laporan termin 1 belum diterima")
    expect(second.get_by_role("link", name="Ajukan SPP")).to_have_count(0)


def issue_payment_order(ppspm: Page) -> None:
    open_waiting(ppspm, "SPP menunggu pengujian Anda", PARTNER)
    answers = {"Nomor SPM": "00031/SPM", "Tanggal SPM": SPM_ON}
    answer_dialog(ppspm, "Setujui dan terbitkan SPM", "Setujui", answers)
    reads(ppspm, "SPM 00031/SPM terbit. Kini menunggu SP2D dari KPPN.")


def record_sp2d(finance: Page) -> None:
    open_waiting(finance, "SPM menunggu SP2D", PARTNER)
    answer_dialog(finance, "Catat SP2D", "Simpan SP2D", {"Nomor SP2D": SP2D, "Tanggal SP2D": RECEIVED})
    reads(finance, f"SP2D {SP2D} tercatat. Laporan LKS untuk termin ini sudah dibuka.")


def see_that_second_instalment_is_open(finance: Page) -> None:
    open_waiting(finance, "Termin yang dapat diajukan", AGREEMENT)
    second = _instalment(finance, 2)
    reads(second, "Siap diajukan")
    expect(second.get_by_role("link", name="Ajukan SPP termin 2")).to_be_visible()


def _open_money(page: Page) -> None:
    open_agreement(page)
    click_link(page, "Penyaluran")


def _instalment(page: Page, number: int) -> Locator:
    return page.get_by_role("article").filter(has=page.get_by_role("heading", name=f"Termin {number}"))
