"""What legal officers decided, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from regulations.dates import tanggal


def _cited(data: Mapping[str, Any]) -> str:
    if not data.get("confirmed"):
        return f"Kutipan {data.get('key', '–')} dikoreksi, belum dikonfirmasi"
    return f"Kutipan {data.get('key', '–')} dikonfirmasi: {data.get('instrument', '–')}, {data.get('article', '–')}"


def _since(data: Mapping[str, Any]) -> str:
    return tanggal(date.fromisoformat(data["since"])) if data.get("since") else "–"


SENTENCES = {
    "decision.citation": _cited,
    "decision.retirement": lambda data: f"Aturan {data.get('about', '–')} dihentikan sejak {_since(data)}",
    "decision.reinstatement": lambda data: f"Aturan {data.get('about', '–')} diberlakukan lagi sejak {_since(data)}",
    "decision.figure": lambda data: f"{data.get('about', '–')} menjadi {data.get('shown', '–')} sejak {_since(data)}",
    "decision.withdrawal": "Keputusan {withdraws} tentang {about} ditarik",
}
