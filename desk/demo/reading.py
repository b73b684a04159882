"""The demonstration's legal officer reads two citations: of facts that the project's sources state, on a made-up page.

No official text was at hand, so the page that is attached, its article and its wording are examples and say so.
"""

from __future__ import annotations

from desk.demo import people
from desk.demo.papers import law_page
from legal.actions import decide_citation, turn_of
from legal.models import Decision

_WORDING = (
    "Contoh untuk peragaan, bukan bunyi undang-undang: tanda terima uang lebih dari Rp5.000.000 dikenai bea meterai "
    "Rp10.000."
)


def read_the_law() -> None:
    """Confirm the stamp duty of today and the rule that asks for it; does nothing where anything has been decided."""
    if Decision.objects.exists():
        return
    for key in ("METERAI.2021-01-01", "MTR-01.1"):
        decide_citation(
            key=key,
            instrument="UU 10/2020",
            subject="bea meterai atas tanda terima uang",
            article="pasal contoh (naskah karangan)",
            wording=_WORDING,
            confirmed=True,
            reason="Peragaan: begini cara analis hukum mengonfirmasi kutipan. Nomor pasal yang benar belum dibaca.",
            upload=law_page(_WORDING),
            seen=turn_of(key.partition(".")[0]),
            by=people.person("hukum"),
        )
