"""Photos of the same thing look alike to the door however they were saved; paper looks like nothing."""

from __future__ import annotations

import io
import random

import pytest
from django.core.management import call_command
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from tests.cast import Cast
from tests.vault.files import picture
from vault.door import receive
from vault.kinds import EVIDENCE
from vault.likeness import likeness
from vault.models import Likeness, StoredFile

#: A bound for "near" of the audit room (audits/duplicates/near.py).
NEAR = 4


def scene(seed: int, size: tuple[int, int] = (1280, 960)) -> Image.Image:
    """A made-up photo: soft patches of light and dark, as of shelves or people."""
    chance = random.Random(seed)
    small = Image.new("RGB", (24, 18))
    small.putdata([tuple(chance.randrange(256) for _ in range(3)) for _ in range(24 * 18)])
    return small.resize(size, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(6))


def apart(one: bytes, other: bytes) -> int:
    return (int.from_bytes(one) ^ int.from_bytes(other)).bit_count()


def saved(photo: Image.Image, quality: int = 90, **how: object) -> bytes:
    out = io.BytesIO()
    photo.save(out, "JPEG", quality=quality, **how)
    return out.getvalue()


def test_the_same_photo_smaller_lighter_saved_anew_or_turned_by_its_mark_looks_alike() -> None:
    for seed in range(4):
        photo = scene(seed)
        before = likeness(photo)
        turned = photo.rotate(90, expand=True)
        exif = Image.Exif()
        exif[0x0112] = 6  # to be shown turned by 90 degrees clockwise
        again = [
            photo.resize((400, 300)),
            ImageEnhance.Brightness(photo).enhance(0.8),
            photo.crop((6, 6, 1274, 954)),
            Image.open(io.BytesIO(saved(photo, 30))),
            Image.open(io.BytesIO(saved(turned, exif=exif))),
            photo.convert("RGBA"),
        ]
        assert [apart(before, likeness(other)) <= NEAR for other in again] == [True] * len(again)


def test_photos_of_different_things_do_not_look_alike() -> None:
    looks = [likeness(scene(seed, (320, 240))) for seed in range(40)]
    assert min(apart(one, other) for place, one in enumerate(looks) for other in looks[:place]) > 2 * NEAR


def test_a_sheet_of_paper_looks_like_nothing() -> None:
    sheet = Image.new("RGB", (720, 960), "#f7f1e6")
    pen = ImageDraw.Draw(sheet)
    for line in range(12):
        pen.text((60, 80 + 60 * line), "KUITANSI Rp4.586.000 sudah terima dari LKS", fill="black")
    assert likeness(sheet) == b"" == likeness(Image.new("L", (10, 10), 9)) == likeness(Image.new("I;16", (300, 300)))


@pytest.mark.django_db
def test_the_door_remembers_what_came_in_and_a_command_what_came_in_before(cast: Cast) -> None:
    by = cast.person("finance")

    def send(content: bytes) -> StoredFile:
        upload = io.BytesIO(content)
        upload.name = "a.jpg"
        return receive(upload, by=by, accept=EVIDENCE, label="Bukti")

    first, again = send(saved(scene(1))), send(saved(scene(1), 60))
    send(saved(scene(1)))
    flat = send(picture())
    kept = dict(Likeness.objects.values_list("sha256", "bits"))
    assert set(kept) == {first.sha256, again.sha256, flat.sha256}
    assert apart(bytes.fromhex(kept[first.sha256]), bytes.fromhex(kept[again.sha256])) <= NEAR
    Likeness.objects.all().delete()
    first.open().close()
    call_command("remember_likenesses", verbosity=0)
    assert dict(Likeness.objects.values_list("sha256", "bits")) == kept
