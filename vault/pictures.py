"""Photos and scans: opened under limits of pixels, frames and passes; truncated ones refused.

Runs in a child of ``vault.apart`` (see ``vault.pictures_child``) and so knows no Django: a kind is the value of a
``vault.kinds.Kind``. The file is opened by the one decoder that its first bytes call for, so that nothing else of
Pillow can be reached. The limits are such that none of it takes 300 MB; ``docs/operations.md`` has what was measured.
"""

from __future__ import annotations

import io
import re

import pillow_heif
from PIL import Image, ImageFile

from vault.likeness import likeness
from vault.refused import Refused

#: 48 or 50 megapixels is what common phones make at most; a JPEG is decoded at an eighth of its size, so more is
#: bearable. No camera writes WebP, and its decoder holds four copies of the picture.
MAX_PIXELS = {"jpeg": 110_000_000, "png": 50_000_000, "webp": 12_500_000, "heic": 51_000_000}
#: Pictures in one file. An animation shows the verifier its first picture only; phones keep a short burst in one HEIC.
MAX_FRAMES = {"png": 1, "webp": 1, "heic": 10}
MAX_SIDE = 30_000
#: A progressive JPEG refines the picture in about ten passes; each costs as much as decoding the whole.
MAX_SCANS = 60
#: A JPEG of several passes is held whole between them, in coefficients of two bytes: 50 megapixels of a camera's 4:2:0.
MAX_COEFFICIENTS = 80_000_000
#: The next mark of a JPEG; within a scan, no data can look like one.
_MARK = re.compile(rb"\xff+([^\x00\x01\xd0-\xd8\xff])")
_START_OF_SCAN, _END = b"\xda", b"\xd9"
_DECODERS = {"jpeg": ("JPEG", "MPO"), "png": ("PNG",), "webp": ("WEBP",)}
#: Pixels of the longer side that a picture is judged at, where it can be had smaller than it is.
_LOOK_SIDE = 160
_SHOWN_MODES = ("RGB", "RGBA", "L")
#: Rows of a HEIC that are made smaller at once, so that its pixels are never there twice.
_BAND = 512

#: The tiles of a HEIC are decoded one after the other, so that few of them are there at once.
pillow_heif.options.DECODE_THREADS = 1


def judge(content: bytes, kind: str) -> bytes:
    """What the picture looks like (``vault.likeness``). Raises Refused unless it is whole and within limits."""
    if kind == "heic":
        file = _open_heic(content)
        if file.mode in _SHOWN_MODES:
            return likeness(_smaller_heic(file, _LOOK_SIDE))
        _pixels(file)
        return b""
    scans = _scans(content) if kind == "jpeg" else 1
    if scans > MAX_SCANS:
        raise _too_many_scans()
    with _open(content, kind) as picture:
        if scans > 1 and _coefficients(picture) > MAX_COEFFICIENTS:
            raise _too_many_pixels()
        return likeness(_decode(picture, about_side=_LOOK_SIDE))


def smaller(content: bytes, kind: str, max_side: int) -> Image.Image:
    """The picture decoded, not much larger than ``max_side`` where it can be had so. Raises Refused."""
    if kind == "heic":
        return _smaller_heic(_open_heic(content), max_side)
    with _open(content, kind) as picture:
        return _decode(picture, about_side=max_side)


def _open(content: bytes, kind: str) -> Image.Image:
    """The picture, not decoded yet, once its measures are within limits."""
    try:
        picture = Image.open(io.BytesIO(content), formats=_DECODERS[kind])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise _too_many_pixels() from problem
    except Exception as problem:  # decoders of hostile bytes raise nearly anything; all of it means the same
        raise _broken() from problem
    _measure(kind, picture.size, getattr(picture, "n_frames", 1))
    return picture


def _open_heic(content: bytes) -> pillow_heif.HeifFile:
    try:
        file = pillow_heif.open_heif(content)
        size, pictures = file.size, len(file)
    except Exception as problem:  # as above
        raise _broken() from problem
    _measure("heic", size, pictures)
    return file


def _measure(kind: str, size: tuple[int, int], pictures: int) -> None:
    width, height = size
    if width * height > MAX_PIXELS[kind] or max(size) > MAX_SIDE:
        raise _too_many_pixels()
    if not width or not height:
        raise _broken()
    if pictures > MAX_FRAMES.get(kind, pictures):
        raise _moving()


def _decode(picture: Image.Image, *, about_side: int) -> Image.Image:
    """Decode the picture to its last byte. A JPEG comes out smaller, in a fraction of the memory, but never smaller
    than ``about_side``."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # whoever makes Pillow lenient makes all of it lenient
    try:
        picture.draft("RGB", (about_side, about_side))
        picture.load()
    except MemoryError:
        raise
    except Exception as problem:  # as above
        raise _broken() from problem
    return picture


def _pixels(file: pillow_heif.HeifFile) -> memoryview:
    try:
        return memoryview(file.data)
    except MemoryError:
        raise
    except Exception as problem:  # as above, but for what the decoder says where it runs out of memory
        raise (_too_many_pixels() if "Memory allocation" in str(problem) else _broken()) from problem


def _smaller_heic(file: pillow_heif.HeifFile, max_side: int) -> Image.Image:
    """The picture at half of its size, a quarter, and so on, but not below ``max_side``; band by band."""
    pixels, stride, (width, height) = _pixels(file), file.stride, file.size
    if file.mode not in _SHOWN_MODES:
        raise _broken()  # sixteen bits of grey: no camera writes it
    factor = 1
    while factor < _BAND and max(file.size) >= 4 * max_side * factor:
        factor *= 2
    small = Image.new(file.mode, (-(-width // factor), -(-height // factor)))
    for top in range(0, height, _BAND):
        rows = min(_BAND, height - top)
        band = bytes(pixels[top * stride : (top + rows) * stride])
        shown = Image.frombuffer(file.mode, (width, rows), band, "raw", file.mode, stride, 1)
        small.paste(shown.reduce(factor), (0, top // factor))
    return small


def _coefficients(picture: Image.Image) -> int:
    """How many numbers a JPEG of several passes keeps: for each part of colour, by how finely it is written."""
    width, height = picture.size
    parts = [(across, down) for _, across, down, _ in getattr(picture, "layer", [])]
    if not parts or not all(across and down for across, down in parts):
        raise _broken()
    finest = max(across for across, _ in parts) * max(down for _, down in parts)
    return width * height * sum(across * down for across, down in parts) // finest


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
