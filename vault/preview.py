"""What a picture looks like, as a small JPEG that carries nothing but its pixels."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from vault.models import StoredFile
from vault.pictures import decode, open_picture

_QUALITY = 82


def preview_jpeg(stored: StoredFile, max_side: int = 1600) -> bytes:
    """A JPEG whose longer side is at most ``max_side`` pixels, turned upright, on white, without EXIF (no place, no
    phone). Raises ValueError where the file is no picture, Refused where it cannot be decoded."""
    kind = stored.kind_of_file
    if not kind.is_picture:
        raise ValueError(f"no preview of {kind.value}")
    with stored.open() as content, open_picture(content, kind) as picture:
        upright = ImageOps.exif_transpose(decode(picture, about_side=max_side))
        upright.thumbnail((max_side, max_side))
        if upright.mode in ("RGBA", "LA", "PA", "P"):
            layered = upright.convert("RGBA")
            upright = Image.new("RGB", layered.size, "white")
            upright.paste(layered, mask=layered.getchannel("A"))
        target = io.BytesIO()
        clean = Image.new("RGB", upright.size)
        clean.paste(upright.convert("RGB"))
        clean.save(target, "JPEG", quality=_QUALITY, optimize=True)
    return target.getvalue()
