"""A scan of nothing in particular, small enough for any test."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def scan(name: str = "bukti.png") -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), content_type="image/png")
