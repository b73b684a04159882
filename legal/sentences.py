"""What legal officers decided, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from regulations.dates import tanggal


def _cited(data: Mapping[str, Any]) -> str:
    if not data.get("confirmed"):
        return f"Kutipan {data.get('key', '–')} dikoreksi, belum dikonfirmasi"
    return f"Kutipan {data.get('key', '–')} dikonfirmasi: {data.get('instrument', '–')}, {data.get('article', '–')}"


def _since(data: Mapping[str, Any]) -> str:
    return tanggal(date.fromisoformat(data["since"])) if data.get("since") else "–"


def _waiting(said: Callable[[Mapping[str, Any]], str]) -> Callable[[Mapping[str, Any]], str]:
    """The same, and that it counts only once a second person agrees."""
    return lambda data: said(data) + (" (menunggu persetujuan orang kedua)" if data.get("waits") else "")


SENTENCES = {
    "decision.citation": _cited,
    "decision.retirement": _waiting(lambda data: f"Aturan {data.get('about', '–')} dihentikan sejak {_since(data)}"),
    "decision.reinstatement": _waiting(
        lambda data: f"Aturan {data.get('about', '–')} diberlakukan lagi sejak {_since(data)}"
    ),
    "decision.figure": _waiting(
        lambda data: f"{data.get('about', '–')} menjadi {data.get('shown', '–')} sejak {_since(data)}"
    ),
    "decision.withdrawal": _waiting(
        lambda data: f"Keputusan {data.get('withdraws', '–')} tentang {data.get('about', '–')} ditarik"
    ),
    "decision.seconding": "Keputusan {seconds} tentang {about} disetujui orang kedua",
}
