"""Photos and scans: decoded under limits of pixels, truncated ones refused.

The file is opened by the one decoder that its first bytes call for, so that nothing else of Pillow can be reached.
"""

from __future__ import annotations

import re
from typing import BinaryIO

import pillow_heif
from PIL import Image, ImageFile

from vault.kinds import Kind
from vault.refused import Refused

#: 64 megapixels is what common phones make at most; a JPEG is decoded at an eighth of its size, so more is bearable.
#: No camera writes WebP, and its decoder holds several copies of the picture.
MAX_PIXELS = {Kind.JPEG: 110_000_000, Kind.PNG: 50_000_000, Kind.WEBP: 16_000_000, Kind.HEIC: 50_000_000}
#: Pictures in one file. An animation shows the verifier its first picture only; phones keep a short burst in one HEIC.
MAX_FRAMES = {Kind.PNG: 1, Kind.WEBP: 1, Kind.HEIC: 10}
MAX_SIDE = 30_000
#: A progressive JPEG refines the picture in about ten passes; each costs as much as decoding the whole.
MAX_SCANS = 60
#: The next mark of a JPEG; within a scan, no data can look like one.
_MARK = re.compile(rb"\xff+([^\x00\x01\xd0-\xd8\xff])")
_START_OF_SCAN, _END = b"\xda", b"\xd9"

_DECODERS = {
    Kind.JPEG: ("JPEG", "MPO"),
    Kind.PNG: ("PNG",),
    Kind.WEBP: ("WEBP",),
    Kind.HEIC: ("HEIF",),
}

pillow_heif.register_heif_opener()


def open_picture(file: BinaryIO, kind: Kind) -> Image.Image:
    """The picture, not decoded yet, once its measures are within limits. Raises Refused."""
    file.seek(0)
    try:
        picture = Image.open(file, formats=_DECODERS[kind])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise _too_many_pixels() from problem
    except Exception as problem:  # decoders of hostile bytes raise nearly anything; all of it means the same
        raise _broken() from problem
    width, height = picture.size
    if width * height > MAX_PIXELS[kind] or max(width, height) > MAX_SIDE:
        raise _too_many_pixels()
    if not width or not height:
        raise _broken()
    if kind in MAX_FRAMES and getattr(picture, "n_frames", 1) > MAX_FRAMES[kind]:
        raise _moving()
    return picture


def decode(picture: Image.Image, *, about_side: int | None = None) -> Image.Image:
    """Decode the picture to its last byte. ``about_side`` lets a JPEG come out smaller, in a fraction of the memory,
    but never smaller than that side. Raises Refused where bytes are missing or wrong."""
    # The printing library makes all of Pillow lenient when it is imported. What it prints is whole, so strictness
    # costs it nothing.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        if about_side is not None:
            picture.draft("RGB", (about_side, about_side))
        picture.load()
    except Exception as problem:  # as above
        raise _broken() from problem
    return picture


def judge_picture(file: BinaryIO, kind: Kind) -> None:
    """Raise Refused unless the picture is whole and within limits."""
    if kind is Kind.JPEG:
        file.seek(0)
        if _scans(file.read()) > MAX_SCANS:
            raise _too_many_scans()
    with open_picture(file, kind) as picture:
        decode(picture, about_side=1)


def _scans(content: bytes) -> int:
    """How many passes a JPEG asks for, up to its end mark; what phones append behind it is not decoded."""
    count, place = 0, 2
    while (mark := _MARK.search(content, place)) and mark[1] != _END and count <= MAX_SCANS:
        count += mark[1] == _START_OF_SCAN
        place = mark.end() + max(int.from_bytes(content[mark.end() : mark.end() + 2]), 2)
    return count


def _too_many_pixels() -> Refused:
    return Refused(
        "pixel_bomb",
        "ukuran gambar terlalu besar (terlalu banyak piksel). Perkecil gambar, misalnya foto ulang dengan pengaturan "
        "kamera 12 MP atau ambil tangkapan layarnya, lalu unggah kembali.",
    )


def _moving() -> Refused:
    return Refused(
        "moving_picture",
        "gambar ini bergerak atau memuat banyak gambar sekaligus, sehingga isinya tidak dapat diperiksa. Ambil foto "
        "biasa atau tangkapan layarnya, lalu unggah kembali.",
    )


def _too_many_scans() -> Refused:
    return Refused(
        "picture_too_complex",
        "susunan gambar terlalu rumit untuk diperiksa. Ambil foto ulang atau tangkapan layarnya, lalu unggah kembali.",
    )


def _broken() -> Refused:
    return Refused(
        "broken_picture",
        "gambar rusak atau terpotong sehingga tidak dapat ditampilkan. Buka gambar di ponsel Anda untuk memastikan, "
        "ambil foto ulang bila perlu, lalu unggah kembali.",
    )
