"""What is done with the chains themselves, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def _remembered(data: Mapping[str, Any]) -> str:
    heads, broken = data.get("heads") or {}, data.get("broken") or {}
    told = f"Ujung {len(heads)} rantai dicatat"
    return f"{told}; rusak: {', '.join(broken)}" if broken else f"{told}, semuanya utuh"


def _verified(data: Mapping[str, Any]) -> str:
    if data.get("broken_at"):
        return f"Rantai diperiksa: rusak pada peristiwa nomor {data['broken_at']}, {data.get('reason', '')}"
    return f"Rantai diperiksa: utuh sampai peristiwa nomor {data.get('length', '–')}"


SENTENCES = {
    "chain.remember": _remembered,
    "chain.send": "Ujung rantai dikirim ke {to}",
    "chain.verify": _verified,
    "chain.export": "Salinan seluruh rantai diambil",
}
