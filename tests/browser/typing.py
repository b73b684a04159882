"""The treasurer's work in the browser's own table: typing, a block from Excel, checking, saving, mending."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.people import press, reads

EXCEL_ROWS = 500


def open_lines(treasurer: Page, report: str) -> None:
    """From the report's page to typing its lines."""
    treasurer.goto(report)
    treasurer.get_by_role("link", name=re.compile("^(Isi|Perbaiki) di peramban$")).first.click()
    expect(treasurer.get_by_role("heading", level=1)).to_have_text("Isi di peramban")
    expect(treasurer.get_by_role("grid").first).to_be_visible()


def cell(page: Page, sheet: str, place: str) -> Locator:
    """A cell by its place in the workbook, "B8", on the sheet that is shown."""
    letter, row = re.fullmatch(r"([A-Z]+)(\d+)", place).groups()  # type: ignore[union-attr]
    panel = page.locator(f"#lembar-{sheet}")
    letters = panel.locator(".sheet__letter").all_inner_texts()
    return panel.locator(f'td[data-r="{int(row) - 7}"][data-c="{letters.index(letter)}"]')


def type_row(page: Page, sheet: str, place: str, *texts: str) -> None:
    """Type one text after another, Tab between them, as hands do."""
    cell(page, sheet, place).click()
    for text in texts:
        if text:
            page.keyboard.type(text)
        page.keyboard.press("Tab")


def paste(page: Page, sheet: str, place: str, text: str) -> float:
    """Paste what Excel put on the clipboard into the cell, and say how many milliseconds the page took."""
    cell(page, sheet, place).click()
    return float(
        page.evaluate(
            """text => {
                const data = new DataTransfer();
                data.setData("text/plain", text);
                const began = performance.now();
                document.activeElement.dispatchEvent(
                    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
                document.body.getBoundingClientRect();
                return performance.now() - began;
            }""",
            text,
        )
    )


def block_of(rows: int) -> str:
    """So many lines of a cash book as Excel copies them, the column Saldo among them."""
    return "\r\n".join(
        f"{1 + place % 28:02}/10/2026\tTX-{place:03}\tBelanja contoh {place}\tToko Contoh\tK.01\t\t1.000\t99\t\t"
        for place in range(1, rows + 1)
    )


def check(page: Page) -> Locator:
    """Press Periksa, and give what was found."""
    press(page, "Periksa")
    findings = page.get_by_role("complementary", name="Temuan")
    expect(findings).to_be_visible()
    return findings


def wait_for_draft(page: Page) -> None:
    expect(page.locator("[data-state]")).to_contain_text("Draf tersimpan")


def save(page: Page, sentence: str) -> None:
    press(page, "Simpan")
    reads(page, sentence)
