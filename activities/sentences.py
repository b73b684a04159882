"""What happened at a Sentra Kreasi, in words. No maker is named: the trail is read by many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rupiah.format import format_rupiah


def _rupiah(data: Mapping[str, Any], name: str) -> str:
    amount = data.get(name)
    return format_rupiah(amount) if isinstance(amount, int) else "–"


def _recorded(data: Mapping[str, Any]) -> str:
    begun = "Pembetulan bulan dimulai" if data.get("corrects") else "Bulan dicatat"
    return f"{begun}, omzet {_rupiah(data, 'turnover')}"


SENTENCES = {
    "maker.record": "Pembuat dicatat",
    "salesmonth.record": _recorded,
    "salesmonth.revise": "Data bulan diubah",
    "salesmonth.sales": lambda data: f"{data.get('lines', 0)} penjualan dicatat, {_rupiah(data, 'amount')}",
    "salesmonth.remove_sale": lambda data: f"Penjualan {_rupiah(data, 'amount')} dihapus dari konsep",
    "salesmonth.import": "Penjualan bulan diimpor",
    "salesmonth.close": lambda data: (
        f"Bulan ditutup: omzet {_rupiah(data, 'turnover')}, bagian pembuat {_rupiah(data, 'due')}, "
        f"laba kotor {_rupiah(data, 'gross_profit')}"
    ),
    "salesmonth.replace": "Digantikan oleh pembetulannya",
    "salesmonth.discard": "Konsep dibatalkan",
    "handover.record": lambda data: f"{_rupiah(data, 'amount')} diserahkan kepada pembuat, dengan tanda terima",
    "handover.withdraw": lambda data: f"Penyerahan {_rupiah(data, 'amount')} ditarik",
}
