"""A person at their screen: signs in, reads what is written, finds fields by their labels, presses buttons by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, cast

from playwright.sync_api import Download, FilePayload, Locator, Page, expect

from desk.demo.people import PASSWORD

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Where no mail server is set, letters are written into the web server's log.
_LETTER = re.compile(r"^To: (?P<to>\S+)$.*?(?P<link>https?://\S+/reset/key/\S+)", re.MULTILINE | re.DOTALL)


def sign_in(page: Page, address: str, password: str = PASSWORD) -> Page:
    """From the first page through the door to one's own desk."""
    page.goto("/")
    fill(page, {"Alamat surel (email)": address, "Kata sandi": password})
    press(page, "Masuk")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Selamat datang")
    return page


def letter_to(address: str, logs: Path) -> str:
    """The link in the last letter to this address."""
    letters = (logs / "web.log").read_text(encoding="utf-8").split("-" * 79)
    found = [letter["link"] for text in letters if (letter := _LETTER.search(text)) and letter["to"] == address]
    assert found, f"no letter to {address}"
    return found[-1]


def open_room(page: Page, name: str) -> None:
    """A door of the main menu; on a phone, of the bar at the bottom."""
    menu = page.get_by_role("navigation", name=re.compile("^Menu (utama|cepat)$"))
    menu.get_by_role("link", name=name, exact=True).filter(visible=True).click()


def open_waiting(page: Page, pile: str, name: str) -> None:
    """From one's desk: the thing of this name on the pile whose title begins so."""
    open_room(page, "Beranda")
    waiting = page.get_by_role("region", name=re.compile(f"^{re.escape(pile)}"))
    waiting.get_by_role("link").filter(has_text=name).click()


def click_link(page: Page, name: str) -> None:
    """A link of the page itself, not of the menu."""
    page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()


def press(page: Page | Locator, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def field(page: Page | Locator, label: str) -> Locator:
    """The field under this label, whether or not a star marks it as required."""
    return page.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$"))


def fill(page: Page | Locator, answers: Mapping[str, object]) -> None:
    """Answer a form, label by label: text, dates, choices by their label, ticks as True, and files."""
    for label, answer in answers.items():
        place = field(page, label)
        if isinstance(answer, dict):
            place.set_input_files(cast(FilePayload, answer))
        elif answer is True:
            place.check()
        elif place.evaluate("field => field.tagName") == "SELECT":
            place.select_option(label=str(answer))
        else:
            place.fill(answer.isoformat() if isinstance(answer, date) else str(answer))


def answer_dialog(page: Page, name: str, answer: str, answers: Mapping[str, object] | None = None) -> None:
    """Press the button that asks back, answer what it asks, and press the answer."""
    ask(page, name)
    dialog = page.get_by_role("dialog")
    fill(dialog, answers or {})
    press(dialog, answer)


def ask(page: Page, name: str) -> None:
    """Press a button that unfolds or asks back."""
    page.get_by_role("main").locator("summary").filter(has_text=name).first.click()


def reads(page: Page | Locator, *sentences: str | re.Pattern[str]) -> None:
    """The page says this, where eyes can see it."""
    for sentence in sentences:
        expect(page.get_by_text(sentence).filter(visible=True).first).to_be_visible()


def headed(page: Page, heading: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def take(page: Page, link: Locator) -> bytes:
    """What a link that saves a file gives."""
    with page.expect_download() as waiting:
        link.click()
    return content_of(waiting.value)


def content_of(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def look_into(page: Page, link: Locator) -> bytes:
    """What a link shows in a window of its own: a letter, a scan."""
    answer: Any = page.request.get(str(link.get_attribute("href")))
    assert answer.ok, answer.status
    return bytes(answer.body())


def workbook(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": XLSX, "buffer": content}
