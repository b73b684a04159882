"""What legal officers decided, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from trail.telling import day_in_words


def _cited(data: Mapping[str, Any]) -> str:
    if not data.get("confirmed"):
        return f"Kutipan {data.get('key', '–')} dikoreksi, belum dikonfirmasi"
    return f"Kutipan {data.get('key', '–')} dikonfirmasi: {data.get('instrument', '–')}, {data.get('article', '–')}"


def _waiting(said: Callable[[Mapping[str, Any]], str]) -> Callable[[Mapping[str, Any]], str]:
    """The same, and that it counts only once a second person agrees."""
    return lambda data: said(data) + (" (menunggu persetujuan orang kedua)" if data.get("waits") else "")


SENTENCES = {
    "decision.citation": _cited,
    "decision.retirement": _waiting(
        lambda data: f"Aturan {data.get('about', '–')} dihentikan sejak {day_in_words(data.get('since'))}"
    ),
    "decision.reinstatement": _waiting(
        lambda data: f"Aturan {data.get('about', '–')} diberlakukan lagi sejak {day_in_words(data.get('since'))}"
    ),
    "decision.figure": _waiting(
        lambda data: (
            f"{data.get('about', '–')} menjadi {data.get('shown', '–')} sejak {day_in_words(data.get('since'))}"
        )
    ),
    "decision.withdrawal": _waiting(
        lambda data: f"Keputusan {data.get('withdraws', '–')} tentang {data.get('about', '–')} ditarik"
    ),
    "decision.seconding": "Keputusan {seconds} tentang {about} disetujui orang kedua",
}
