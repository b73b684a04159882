"""As large as a file may be, of what does not pack: the most work that one upload can ask for."""

from __future__ import annotations

from random import Random

from openpyxl.utils import get_column_letter

from tests.reports.workbooks.case import TEXT, Case, Make, cell, heavy, refused, rows, understood
from tests.reports.workbooks.cells import shared, text


def noise(letters: int, seed: int) -> str:
    """Text that no packing makes much smaller; the same each time."""
    return Random(seed).randbytes(letters // 2).hex()


def strings_of_noise(clean: bytes) -> bytes:
    """As large as a file may be: shared strings that are all different and hardly pack."""
    told = noise(12_000_000, 1)
    return shared("5", *(f"<t>{told[n : n + 40]}</t>" for n in range(0, len(told), 40)))(clean)


def text_of_noise(clean: bytes) -> bytes:
    """One cell with a text as large as a file may be."""
    return text(noise(26_000_000, 2))(clean)


def attribute_of_noise(clean: bytes) -> bytes:
    """An attribute as large as a file may be."""
    return cell(TEXT, "<is><t>Belanja contoh 1</t></is>", f' t="inlineStr" vm="{noise(12_000_000, 3)}"')(clean)


def wide(count: int, columns: int) -> Make:
    """Rows with a number in each of so many columns beside the table."""

    def make(clean: bytes) -> bytes:
        letters = [get_column_letter(number) for number in range(27, columns + 1)]
        inside = "".join(
            f'<row r="{row}">' + "".join(f'<c r="{letter}{row}"><v>{row}</v></c>' for letter in letters) + "</row>"
            for row in range(700, 700 + count)
        )
        return rows(inside)(clean)

    return make


CASES: list[Case] = [
    heavy("strings: of noise, as many as fit", strings_of_noise),
    refused("text: of noise, as much as fits", "terlalu besar atau rusak", text_of_noise),
    heavy("attribute: of noise, as much as fits", attribute_of_noise),
    understood("rows: sixty of sixteen thousand columns", wide(60, 16_384), "INT-15"),
]
