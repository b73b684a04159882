"""Pictures from outside: decoded only in a child of ``vault.apart``, which may fall over without harm to others."""

from __future__ import annotations

from vault.apart import MEGABYTE, Limits, Task
from vault.kinds import Kind
from vault.refused import Refused
from vault.refused_apart import ask

#: Of address space. A child fills less than 300 MB of it: the rest is code, and room that threads set aside.
_LIMITS = Limits(memory=340 * MEGABYTE, processor=8, clock=20, threads=True)
LOOK = Task("vault.pictures_child:look", _LIMITS)
DRAW = Task("vault.pictures_child:draw", _LIMITS)


def judge_picture(content: bytes, kind: Kind) -> bytes:
    """What the picture looks like: eight bytes (``vault.likeness``), or none. Raises Refused unless it is whole and
    within limits."""
    seen = ask(LOOK, content, {"kind": kind.value}, fell=_too_complex())
    if len(seen) not in (0, 8):
        raise _too_complex()  # no child of ours says so
    return seen


def draw_small(content: bytes, kind: Kind, max_side: int) -> bytes:
    """A JPEG whose longer side is at most ``max_side`` pixels, turned upright, on white, without EXIF (no place, no
    phone). Raises Refused where the picture cannot be decoded."""
    return ask(DRAW, content, {"kind": kind.value, "max_side": max_side}, fell=_too_complex())


def _too_complex() -> Refused:
    return Refused(
        "picture_too_complex",
        "gambar terlalu besar atau terlalu rumit untuk diperiksa. Ambil foto ulang dengan pengaturan kamera 12 MP atau "
        "ambil tangkapan layarnya, lalu unggah kembali.",
    )
