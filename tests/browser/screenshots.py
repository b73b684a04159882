"""Takes the pictures in docs/img from a demonstration that bin/run serves. Run by bin/screenshots."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import CHROMIUM, CHROMIUM_OPTIONS, ROOT, serve
from tests.browser.pictures import PICTURES, NotHere, Picture, sign_in

FOLDER = ROOT / "docs" / "img"
LARGEST = 200_000  #: bytes of one picture


def take(browser: Browser, address: str, wanted: Picture) -> bytes:
    """The PNG of a picture, as large as it came. Raises NotHere."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": wanted.width, "height": wanted.height},
        device_scale_factor=2 if wanted.on_phone else 1,
        locale="id-ID",
        timezone_id="Asia/Jakarta",
        reduced_motion="reduce",
    )
    context.set_default_timeout(30_000)
    page = context.new_page()
    if wanted.who:
        sign_in(page, wanted.who)
    content = wanted.reach(page)
    if content is None:
        page.evaluate("document.fonts.ready")
        page.evaluate("document.activeElement.blur()")
        page.mouse.move(0, 0)
        content = page.screenshot(animations="disabled", caret="hide")
    context.close()
    return content


def pack(content: bytes) -> bytes:
    """The picture with a palette, so small that a page of them loads quickly."""
    whole = Image.open(io.BytesIO(content)).convert("RGB")
    for colours in (128, 64, 32):
        out = io.BytesIO()
        whole.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            return out.getvalue()
    raise ValueError(f"larger than {LARGEST} bytes even with 32 colours: take a smaller window")


def main(names: list[str]) -> None:
    known = {each.name for each in PICTURES}
    if unknown := sorted(set(names) - known):
        sys.exit(f"no such picture: {', '.join(unknown)}; there are: {', '.join(sorted(known))}")
    django.setup()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        var = Path(os.environ.get("AMANAH_VAR") or scratch)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        with serve(var) as (server, _):
            for wanted in PICTURES:
                if names and wanted.name not in names:
                    continue
                try:
                    packed = pack(take(browser, server.address, wanted))
                except NotHere as lacking:
                    print(f"{wanted.name}: left as it is, for want of {lacking}")
                    continue
                (FOLDER / f"{wanted.name}.png").write_bytes(packed)
                print(f"{wanted.name}: {len(packed) // 1000} KB", flush=True)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
