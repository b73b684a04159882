"""What a cell brings in: the same characters that a form takes in, whatever column it stands in."""

from __future__ import annotations

import pytest

from imports.cells import read_cell
from imports.columns import Column

TEXT = Column("name", "Nama", 20, "")


@pytest.mark.parametrize(
    "value", ["Rp１.000", "٣٥٠٠٠", "17/0３/2021", "Sakura\u202egnp.exe", "LKS\u200e Resik", "a\x1b[2J"]
)
@pytest.mark.parametrize("column", [TEXT, Column("day", "Tanggal", 12, "", is_date=True)])
def test_digits_of_other_scripts_and_turning_characters_are_refused_with_a_sentence(column, value):
    with pytest.raises(ValueError, match=r"Ketik ulang\."):
        read_cell(value, column)


def test_what_comes_along_when_text_is_copied_is_read_over():
    assert read_cell("\ufeffLKS\u200b\u00a0Sakura\u2060 \n", TEXT) == "LKS Sakura"
    assert read_cell("Panti “Éna” 12½", TEXT) == "Panti “Éna” 12½"
