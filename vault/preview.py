"""What a picture looks like, as a small JPEG that carries nothing but its pixels."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from vault.models import StoredFile
from vault.pictures import decode, open_picture

_QUALITY = 82
_TO_EIGHT_BITS = 1 / 257


def preview_jpeg(stored: StoredFile, max_side: int = 1600) -> bytes:
    """A JPEG whose longer side is at most ``max_side`` pixels, turned upright, on white, without EXIF (no place, no
    phone). Raises ValueError where the file is no picture, Refused where it cannot be decoded."""
    kind = stored.kind_of_file
    if not kind.is_picture:
        raise ValueError(f"no preview of {kind.value}")
    with stored.open() as content, open_picture(content, kind) as picture:
        small = _bearable(decode(picture, about_side=max_side), max_side)
        small.thumbnail((max_side, max_side))
        upright = ImageOps.exif_transpose(small)
        if upright.mode in ("RGBA", "LA", "PA", "P"):
            layered = upright.convert("RGBA")
            upright = Image.new("RGB", layered.size, "white")
            upright.paste(layered, mask=layered.getchannel("A"))
        target = io.BytesIO()
        clean = Image.new("RGB", upright.size)
        clean.paste(upright.convert("RGB"))
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
