"""What bin/screenshots takes pictures of. ``screenshots`` is what takes them.

Each picture is a function marked with ``picture``: it gets an open page of the right person and size, and brings it to
where the picture is to be taken, by the links and buttons that a person would use. Pictures from files (the official
print, the workbook) bring their own.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from PIL import Image, ImageDraw
from playwright.sync_api import Page

from partners.columns import COLUMNS

STRANGER = ""
PRINT_SECONDS = 120  #: the official print is made in the background


class NotHere(Exception):
    """This machine lacks what a picture needs; says what."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its name, who looks, the window in CSS pixels, and how to get there."""

    name: str
    who: str
    width: int
    height: int
    reach: Callable[[Page], bytes | None]

    @property
    def on_phone(self) -> bool:
        return self.width < 600


PICTURES: list[Picture] = []


Reach = Callable[[Page], bytes | None]


def picture(name: str, *, who: str, height: int = 800) -> Callable[[Reach], Reach]:
    """Mark a function that reaches the place of a picture; a name with "-phone" is taken on a phone of 360 px.

    What the function returns, if anything, is the picture itself.
    """

    def register(reach: Reach) -> Reach:
        phone = name.endswith("-phone")
        PICTURES.append(Picture(name, who, 360 if phone else 1280, 740 if phone else height, reach))
        return reach

    return register


def follow(page: Page, path: str, *links: str) -> None:
    """Open an address, then one link after the other by its text."""
    page.goto(path)
    for link in links:
        page.locator("main").get_by_role("link", name=link).first.click()
        page.wait_for_load_state()


def show(page: Page, selector: str) -> None:
    """Scroll until this stands at the top, below the bar that stays there on a phone."""
    bar = 72 if (page.viewport_size or {"width": 0})["width"] < 600 else 16
    page.locator(selector).first.evaluate(
        "(element, bar) => scrollTo(0, element.getBoundingClientRect().top + scrollY - bar)", bar
    )


def sign_in(page: Page, who: str) -> None:
    from desk.demo.people import PASSWORD, address  # here, because main() must have set up Django

    page.goto("/akun/login/")
    page.fill("input[name=login]", address(who))
    page.fill("input[name=password]", PASSWORD)
    page.locator("#masuk button[type=submit]").click()
    page.wait_for_url(lambda address: "/akun/login" not in address)


@contextmanager
def someone(page: Page, who: str) -> Iterator[Page]:
    """A second window on the same server, of somebody else."""
    origin = re.match(r"https?://[^/]+", page.url)
    browser = page.context.browser
    assert origin is not None and browser is not None
    context = browser.new_context(base_url=origin[0], locale="id-ID", timezone_id="Asia/Jakarta")
    other = context.new_page()
    sign_in(other, who)
    yield other
    context.close()


# Everybody's


@picture("sign-in", who=STRANGER)
def _sign_in(page: Page) -> None:
    page.goto("/akun/login/")


@picture("rules", who="hukum")
def _rules(page: Page) -> None:
    page.goto("/aturan/")


@picture("citations", who="hukum", height=1000)
def _citations(page: Page) -> None:
    page.goto("/aturan/kutipan/")


# The treasurer and the head


@picture("treasurer-home-phone", who="bendahara.mawar-persada")
def _treasurer_home(page: Page) -> None:
    page.goto("/")


@picture("report", who="bendahara.mawar-persada", height=900)
def _report(page: Page) -> None:
    follow(page, "/laporan/", "termin 1")


@picture("report-findings", who="bendahara.mawar-persada", height=1200)
def _findings(page: Page) -> None:
    follow(page, "/laporan/", "termin 1")
    show(page, "#temuan")


@picture("report-findings-phone", who="bendahara.mawar-persada")
def _findings_on_phone(page: Page) -> None:
    follow(page, "/laporan/", "termin 1")
    show(page, ".finding")


@picture("grid", who="bendahara.mawar-persada", height=960)
@picture("grid-phone", who="bendahara.mawar-persada")
def _grid(page: Page) -> None:
    follow(page, "/laporan/", "termin 1", "Perbaiki di peramban")
    page.get_by_role("button", name="Periksa", exact=True).click()
    page.get_by_role("complementary", name="Temuan").wait_for()
    page.get_by_role("button", name="Temuan berikutnya").click()
    show(page, ".lines")


@picture("evidence-phone", who="bendahara.mawar-persada")
def _evidence(page: Page) -> None:
    follow(page, "/laporan/", "termin 1", "Lihat bukti")
    show(page, "#per-baris")


@picture("evidence-attached-phone", who="bendahara.sumur")
def _evidence_attached(page: Page) -> None:
    follow(page, "/laporan/", "termin 1", "Lihat bukti")
    page.wait_for_load_state("networkidle")
    show(page, "#per-baris")


@picture("sign-phone", who="ketua.mawar-balqis")
def _sign(page: Page) -> None:
    follow(page, "/laporan/", "termin 1", "Baca dan tandatangani")
    show(page, "#pernyataan")


@picture("return-deposit-phone", who="bendahara.melati")
def _deposit(page: Page) -> None:
    follow(page, "/pengembalian/", "termin 1")
    slip = Image.new("RGB", (600, 300), "white")
    ImageDraw.Draw(slip).text((30, 30), "BUKTI PENERIMAAN NEGARA (CONTOH)", fill="black", font_size=24)
    content = io.BytesIO()
    slip.save(content, "PNG")
    page.fill("input[name=billing_code]", "820999000012345")
    page.fill("input[name=ntpn]", "C0NT0H12345ABCDE")
    page.fill("input[name=paid_on]", time.strftime("%Y-%m-%d"))
    page.set_input_files(
        "input[type=file]", {"name": "bukti-setor.png", "mimeType": "image/png", "buffer": content.getvalue()}
    )
    show(page, "#setor")


# Finance staff, PPSPM


@picture("partner", who="keuangan", height=1100)
def _partner(page: Page) -> None:
    follow(page, "/lks/", "LKS Sakura")


@picture("deaths", who="keuangan", height=800)
def _deaths(page: Page) -> None:
    follow(page, "/kematian/", "Catat kematian")


@picture("import-preview", who="keuangan", height=1000)
def _import_preview(page: Page) -> None:
    page.goto("/impor/lks/")
    page.set_input_files(
        "input[type=file]",
        {"name": "Daftar LKS.xlsx", "mimeType": "application/octet-stream", "buffer": _partners_to_import()},
    )
    page.get_by_role("button", name="Periksa berkas").click()
    page.wait_for_load_state()


def _partners_to_import() -> bytes:
    """A table of LKS: one new, one changed, one as it stands, two wrong."""
    book = Workbook()
    sheet = book.active
    sheet.append([column.heading for column in COLUMNS])
    rows: list[dict[str, object]] = [
        {
            "name": "LKS Contoh Teratai",
            "registration_number": "TD/021/CONTOH",
            "regency": "Kabupaten Garut",
            "address": "Jalan Contoh Nomor 21",
            "head_name": "Wati Contoh",
            "treasurer_name": "Bima Contoh",
        },
        {
            "name": "LKS Resik",
            "registration_number": "TD/004/CONTOH",
            "regency": "Kabupaten Subang",
            "phone": "0800-0000-4444",
        },
        {"name": "LKS Sumur", "registration_number": "TD/011/CONTOH", "regency": "Kabupaten Nganjuk"},
        {
            "name": "LKS Contoh Anggrek",
            "registration_number": "TD/022/CONTOH",
            "regency": "Kabupaten Garut",
            "npwp": 123456789012345,
        },
        {"name": "LKS Contoh Kenanga", "regency": "Kota Serang"},
    ]
    for row in rows:
        sheet.append([row.get(column.attribute) for column in COLUMNS])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@picture("agreement-form", who="keuangan", height=1100)
def _agreement_form(page: Page) -> None:
    follow(page, "/pks/?state=draft", "/PKS/CONTOH/", "Ubah konsep")
    show(page, "#rab")


@picture("instalments", who="keuangan", height=1000)
def _instalments(page: Page) -> None:
    follow(page, "/lks/", "LKS Sakura", "/PKS/CONTOH/", "Penyaluran")


@picture("disbursement", who="ppspm", height=1000)
def _disbursement(page: Page) -> None:
    follow(page, "/penyaluran/", "LKS Kusuma Bongas")


@picture("return-confirm", who="keuangan.harapan")
def _confirm(page: Page) -> None:
    """Needs the deposit that its treasurer enters on the picture before."""
    with someone(page, "bendahara.melati") as treasurer:
        follow(treasurer, "/pengembalian/", "termin 1")
        if treasurer.locator("input[name=ntpn]").count():
            _deposit_now(treasurer)
    follow(page, "/pengembalian/", "termin 1")


def _deposit_now(page: Page) -> None:
    next(each for each in PICTURES if each.name == "return-deposit-phone").reach(page)
    page.locator("form[action$='/setor/'] button[type=submit]").click()
    page.wait_for_load_state()


# Verifier, PPK


@picture("verifier-home", who="verifikator")
def _verifier_home(page: Page) -> None:
    page.goto("/")


@picture("review", who="verifikator", height=1100)
def _review(page: Page) -> None:
    follow(page, "/laporan/", "LKS Banati", "Buka pemeriksaan")
    page.wait_for_load_state("networkidle")


@picture("waiver", who="ppk", height=1000)
def _waiver(page: Page) -> None:
    follow(page, "/laporan/pengecualian/?state=asked", "PM-01")


@picture("agreement", who="ppk", height=1200)
def _agreement(page: Page) -> None:
    follow(page, "/pks/?state=proposed", "/PKS/CONTOH/")


@picture("official-print", who="ppk")
def _official_print(page: Page) -> bytes:
    follow(page, "/laporan/", "LKS Sakura, termin 1")
    made = page.locator("#cetakan-resmi").get_by_role("link", name="Unduh PDF")  # the card asks by itself until it is
    made.wait_for(timeout=PRINT_SECONDS * 1000)
    return page_of_pdf(page.request.get(f"{page.url.rstrip('/')}/cetakan/").body(), 1)


# The auditor


@picture("money-search", who="auditor")
def _money_search(page: Page) -> None:
    page.goto("/audit/telusur/?q=Rp7.000.000")


@picture("follow-money", who="auditor", height=1400)
def _follow_money(page: Page) -> None:
    page.goto("/audit/telusur/?q=LKS Sakura")
    page.locator("main tbody tr", has_text="termin 1").get_by_role("link").first.click()
    page.wait_for_load_state()


@picture("trail", who="auditor")
def _trail(page: Page) -> None:
    page.goto("/audit/jejak/?periksa=1")


@picture("genuine-phone", who="auditor")
def _genuine(page: Page) -> None:
    follow(page, "/laporan/", "LKS Sakura, termin 1", "halaman pemeriksaan")


# The administrator


@picture("people", who="admin")
def _people(page: Page) -> None:
    page.goto("/pengguna/")


# From files


@picture("workbook", who="bendahara.mawar-balqis")
def _workbook(page: Page) -> bytes:
    """The cash book as LibreOffice draws it."""
    office = shutil.which("soffice")
    if office is None:
        raise NotHere("LibreOffice")
    follow(page, "/laporan/", "termin 1")
    address = page.locator("a[href$='/berkas/']").first.get_attribute("href")
    content = page.request.get(str(address)).body()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "lpj.xlsx").write_bytes(content)
        settings = Path(folder, "profile", "user", "registrymodifications.xcu")
        settings.parent.mkdir(parents=True)
        settings.write_text(_INDONESIAN, encoding="utf-8")
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        convert = [office, "--headless", profile, "--convert-to", "pdf", "--outdir", folder, f"{folder}/lpj.xlsx"]
        subprocess.run(convert, check=True, capture_output=True, timeout=180)
        pdf = Path(folder, "lpj.pdf")
        text = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, text=True).stdout
        cash_book = next(n for n, leaf in enumerate(text.split("\f"), 1) if "Penerima Pembayaran" in leaf)
        return page_of_pdf(pdf.read_bytes(), cash_book, upper=0.5)


#: LibreOffice's own settings: figures and dates as in Indonesia.
_INDONESIAN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>id-ID</value></prop></item></oor:items>
"""


def page_of_pdf(pdf: bytes, number: int, *, upper: float = 1) -> bytes:
    """One page of a PDF as a PNG with a frame, or the ``upper`` part of it."""
    command = ["pdftoppm", "-png", "-r", "110", "-f", str(number), "-l", str(number), "-"]
    png = subprocess.run(command, input=pdf, check=True, capture_output=True).stdout
    leaf = Image.open(io.BytesIO(png)).convert("RGB")
    leaf = leaf.crop((0, 0, leaf.width, int(leaf.height * upper)))
    framed = Image.new("RGB", (leaf.width + 2, leaf.height + 2), "#c8cdd0")
    framed.paste(leaf, (1, 1))
    out = io.BytesIO()
    framed.save(out, "PNG")
    return out.getvalue()
