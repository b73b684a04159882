"""What a photo looks like, in 64 bits: photos of one thing differ in few of them, though their bytes differ in all.

The difference hash (dHash, as N. Krawetz described it): the picture in grey, 9 by 8 fields, and for each field whether
it is brighter than its neighbour at the right. It survives making smaller, lighter, and saving anew; not turning, nor
much cutting. A library that does the same (``imagehash``) would bring numpy, scipy and PyWavelets for these few lines.

A sheet of paper, scanned or drawn, has no likeness: all of them look alike in so few fields, and none would be told
from another. Runs in a child of ``vault.apart``, on a picture that was decoded within limits; knows no Django.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from PIL import Image, ImageOps

ACROSS, DOWN = 9, 8
#: Each field is the mean of so many points by so many.
_FINER = 8
#: Tones this near to the middle one are the same paper; of which at most this part of a photo consists.
_PAPER_TONE, _PAPER_SHARE = 12, 0.6


def likeness(picture: Image.Image) -> bytes:
    """Eight bytes; none for a sheet of paper, for a picture without any shape, or of more tones than a photo has."""
    if picture.mode.startswith(("I", "F")):
        return b""
    grey = ImageOps.exif_transpose(_fewer(picture)).convert("L")
    fine = grey.resize((ACROSS * _FINER, DOWN * _FINER), Image.Resampling.BOX)
    tones = fine.tobytes()
    middle = median(tones)
    if sum(abs(tone - middle) <= _PAPER_TONE for tone in tones) > _PAPER_SHARE * len(tones):
        return b""
    fields = fine.resize((ACROSS, DOWN), Image.Resampling.BOX).tobytes()
    rows = (fields[start : start + ACROSS] for start in range(0, len(fields), ACROSS))
    bits = "".join("1" if left > right else "0" for row in rows for left, right in pairwise(row))
    return int(bits, 2).to_bytes(DOWN)


def _fewer(picture: Image.Image) -> Image.Image:
    """The picture at a size that costs little memory to work on, without a copy of all its points on the way."""
    across, down = 2 * ACROSS * _FINER, 2 * DOWN * _FINER
    factor = min(picture.width // across, picture.height // down)
    if factor < 2:
        return picture
    if picture.mode in ("RGB", "L"):
        return picture.reduce(factor)
    return picture.resize((picture.width // factor, picture.height // factor), Image.Resampling.NEAREST)
