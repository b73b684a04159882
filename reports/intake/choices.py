"""What the dropdowns of the workbook offer."""

from __future__ import annotations

from dataclasses import dataclass

from regulations import components


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a dropdown: ``value`` goes into the facts, ``label`` stands in the cell."""

    value: str
    label: str


CLUSTERS = (
    Choice("anak", "Anak"),
    Choice("disabilitas", "Penyandang disabilitas"),
    Choice("lansia", "Lanjut usia"),
    Choice("napza", "Korban penyalahgunaan napza"),
    Choice("tuna_sosial", "Tuna sosial dan korban perdagangan orang"),
)
COMPONENTS = tuple(Choice(value, label) for value, label in components.COMPONENTS.items())
FORMS = (Choice("uang", "Uang"), Choice("barang", "Barang"), Choice("jasa", "Jasa"))
TAX_KINDS = (
    Choice("PPh 21", "PPh 21"),
    Choice("PPh 22", "PPh 22"),
    Choice("PPh 23", "PPh 23"),
    Choice("PPh 4(2)", "PPh 4(2)"),
    Choice("PPN", "PPN"),
)
