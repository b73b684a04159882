"""What a picture in the vault looks like, as a small JPEG that carries nothing but its pixels."""

from __future__ import annotations

from vault.models import StoredFile
from vault.pictures_apart import draw_small


def preview_jpeg(stored: StoredFile, max_side: int = 1600) -> bytes:
    """The picture as ``draw_small`` draws it. Raises ValueError where the file is no picture, and Refused."""
    kind = stored.kind_of_file
    if not kind.is_picture:
        raise ValueError(f"no preview of {kind.value}")
    with stored.open() as content:
        return draw_small(content.read(), kind, max_side)
