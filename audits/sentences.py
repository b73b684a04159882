"""What happened in the audit room, in words."""

from collections.abc import Mapping
from typing import Any

from trail.telling import Words, day_in_words


def _team(data: Mapping[str, Any]) -> str:
    team = data.get("team")
    return f"Tim diubah menjadi {', '.join(map(str, team))}" if isinstance(team, list) and team else "Tim diubah"


def _sample(data: Mapping[str, Any]) -> str:
    size, seed = data.get("size"), data.get("seed")
    said = f"Sampel {size} butir ditarik" if isinstance(size, int) else "Sampel ditarik"
    return f"{said} dengan benih {seed}" if seed else said


SENTENCES: dict[str, Words] = {
    "sample.draw": _sample,
    "engagement.draft": "Konsep penugasan disusun",
    "engagement.revise": "Konsep penugasan diubah",
    "engagement.ask": "Penugasan diajukan kepada inspektur",
    "engagement.withdraw": "Penugasan dibatalkan pengusulnya",
    "engagement.send_back": "Penugasan dikembalikan untuk diperbaiki",
    "engagement.refuse": "Penugasan ditolak",
    "engagement.grant": "Penugasan diberikan; tim dapat membaca yang tercakup",
    "engagement.extend": lambda data: f"Penugasan diperpanjang sampai {day_in_words(data.get('until'))}",
    "engagement.change_team": _team,
    "engagement.look": "{what} (jejak {chain} nomor {number})",
    "engagement.close": "Penugasan diakhiri; tim tidak lagi membaca apa pun karenanya",
}
