"""Every role's own pages: they open from the menu, on a phone and at a desk, whole and without an error."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from desk.demo.people import PASSWORD
from tests.browser.conftest import DESK, PHONE, Server
from tests.browser.people import sign_in

SIGN_IN = re.compile(r"^ +(?P<role>\S.*?) +(?P<address>\S+@\S+)$", re.MULTILINE)
ROLES = (
    "Bendahara LKS",
    "Ketua LKS",
    "Verifikator LPJ",
    "PPK",
    "PPSPM",
    "Staf keuangan",
    "KPA",
    "Auditor",
    "Inspektur",
    "Analis hukum",
    "Administrator",
)


@pytest.fixture(scope="session")
def sign_ins(server: Server) -> dict[str, str]:
    """Role → address, as bin/run printed them."""
    return {found["role"]: found["address"] for found in SIGN_IN.finditer(server.printed)}


def test_one_sign_in_of_each_role_is_printed(sign_ins: dict[str, str], server: Server) -> None:
    assert tuple(sign_ins) == ROLES
    assert PASSWORD in server.printed


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_the_menu_is_whole(
    role: str, sign_ins: dict[str, str], open_browser: Callable[..., Page]
) -> None:
    page = open_browser(DESK)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    sign_in(page, sign_ins[role])
    menu = page.get_by_role("navigation", name="Menu utama").get_by_role("link")
    doors = menu.all_inner_texts()
    assert "Beranda" in doors[0]
    for place in range(len(doors)):
        menu.nth(place).click()
        expect(menu.nth(place)).to_have_attribute("aria-current", "page")
        for viewport in (PHONE, DESK):
            page.set_viewport_size(viewport)
            expect(page.get_by_role("heading", level=1)).to_have_count(1)
            assert overflow(page) == 0, f"{page.url} at {viewport['width']} px"
    assert not complaints


def test_the_keyboard_reaches_the_content_and_the_first_thing_that_waits(
    sign_ins: dict[str, str], open_browser: Callable[..., Page]
) -> None:
    page = sign_in(open_browser(DESK), sign_ins["Verifikator LPJ"])
    page.reload()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    expect(page.get_by_role("link", name="Langsung ke isi")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    first = page.get_by_role("main").get_by_role("listitem").get_by_role("link").first
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("LPJ")


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
