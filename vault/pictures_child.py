"""What is done with pictures in a child of ``vault.apart``: judged, and drawn anew as a small JPEG."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageOps

from vault.apart import Answer
from vault.pictures import judge, smaller
from vault.refused import Refused
from vault.refused_apart import told

_QUALITY = 82
_TO_EIGHT_BITS = 1 / 257


def look(content: bytes, options: dict[str, Any]) -> Answer:
    """Judge a picture of ``kind``; what it looks like, where it is a photo."""
    try:
        return Answer(None, judge(content, options["kind"]))
    except Refused as refusal:
        return told(refusal)


def draw(content: bytes, options: dict[str, Any]) -> Answer:
    """A picture of ``kind`` as a JPEG whose longer side is at most ``max_side``: upright, on white, only its pixels."""
    try:
        return Answer(None, _drawn(content, options["kind"], options["max_side"]))
    except Refused as refusal:
        return told(refusal)


def _drawn(content: bytes, kind: str, max_side: int) -> bytes:
    small = _bearable(smaller(content, kind, max_side), max_side)
    small.thumbnail((max_side, max_side))
    upright = ImageOps.exif_transpose(small)
    if upright.mode in ("RGBA", "LA", "PA", "P"):
        layered = upright.convert("RGBA")
        upright = Image.new("RGB", layered.size, "white")
        upright.paste(layered, mask=layered.getchannel("A"))
    clean = Image.new("RGB", upright.size)
    clean.paste(upright.convert("RGB"))
    target = io.BytesIO()
    clean.save(target, "JPEG", quality=_QUALITY, optimize=True)
    return target.getvalue()


def _bearable(picture: Image.Image, max_side: int) -> Image.Image:
    """The picture in a form that Pillow makes smaller well, without copies of all its pixels on the way.

    It cannot shrink those of 16 bits, and copies whole what is partly clear: of these, pixels are left out first.
    """
    deep = picture.mode.startswith("I")
    if not deep and picture.mode not in ("RGBA", "LA"):
        return picture
    share = min(1.0, 2 * max_side / max(picture.size))
    size = (max(1, round(picture.width * share)), max(1, round(picture.height * share)))
    fewer = picture.resize(size, Image.Resampling.NEAREST) if share < 1 else picture
    if deep:
        return fewer.convert("I").point(lambda value: value * _TO_EIGHT_BITS).convert("L")
    return fewer
