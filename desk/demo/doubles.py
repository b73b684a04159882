"""What stands twice in the demonstration, for the auditors: a photo, the same saved anew, two receipts, a telephone."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFilter

from desk.demo.papers import Filling
from desk.demo.scenes import Scene
from reports.actions import attach_evidence
from reports.models import Report

#: The line that all of them hang the photo on, and those whose receipts stand in two books: the second was
#: paid to somebody else there.
OF_GOODS, OF_FOOD, OF_AIDS = "KW-103", 7, 9


def photo_of_goods(quality: int = 80) -> ContentFile[bytes]:
    """A made-up photo of goods on shelves; of another ``quality`` the bytes differ, and it looks the same."""
    tones = hashlib.shake_256(b"rak barang").digest(24 * 18 * 3)
    small = Image.new("RGB", (24, 18))
    small.frombytes(bytes(40 + tone * 3 // 4 for tone in tones))
    picture = small.resize((1280, 960), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(6))
    ImageDraw.Draw(picture).text((40, 920), "Karangan untuk demonstrasi", fill="#ffffff")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return ContentFile(out.getvalue(), name="foto-barang.jpg")


def show_goods(scene: Scene, report: Report, *, quality: int = 80) -> None:
    """The treasurer attaches that photo beside the receipt."""
    by = scene.treasurer(report)
    attach_evidence(report=report, evidence_number=OF_GOODS, upload=photo_of_goods(quality), by=by)


def with_the_receipt_of(days: int, filling: Filling, scene: Scene) -> Filling:
    """The same book, with receipts of the very days on which the LKS that was paid ``days`` ago has them."""
    expenses = list(filling.expenses)
    expenses[OF_FOOD] = replace(expenses[OF_FOOD], day=scene.ago(days - 1 - OF_FOOD))
    expenses[OF_AIDS] = replace(expenses[OF_AIDS], day=scene.ago(days - 9), payee="Toko Contoh Kedua")
    return replace(filling, expenses=expenses)
