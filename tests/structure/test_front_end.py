"""What a browser loads: our own files only, each accounted for, nothing inline that the content policy would refuse."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from tests.structure.sources import ROOT, templates

VENDOR = ROOT / "static" / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
FREE_LICENSES = {"MIT", "OFL-1.1", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0"}

#: Paper is written by WeasyPrint, not by a browser: no content policy there, and its own style sheets.
SCREENS = [path for path in templates() if path.suffix == ".html" and "print" not in path.parts]


def test_every_vendored_file_is_the_one_in_the_manifest() -> None:
    listed = {entry["file"]: entry["sha256"] for entry in MANIFEST}
    kept = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert kept == listed


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"])
def test_a_vendored_file_names_its_version_and_a_free_license(entry: dict[str, str]) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", entry["version"])
    assert entry["license"] in FREE_LICENSES
    packages_with_text = {other["name"] for other in MANIFEST if Path(other["file"]).name.startswith("LICENSE")}
    assert entry["name"] in packages_with_text, "the license text is not kept beside the files"


def test_no_static_file_names_a_source_map() -> None:
    """Manifest storage refuses a file whose source map is absent, and we keep none."""
    texts = [path for path in (ROOT / "static").rglob("*") if path.suffix in {".css", ".js"}]
    assert texts
    assert not [path.name for path in texts if "sourceMappingURL=" in path.read_text(encoding="utf-8")]


INLINE = {
    "a script between the tags": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"\sstyle\s*=", re.I),
    "an event handler attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I),
    "a javascript: address": re.compile(r"[\"']\s*javascript:", re.I),
    "htmx code in an attribute": re.compile(r"\shx-(?:on[:-]|vals\s*=\s*[\"']js:)", re.I),
}


@pytest.mark.parametrize("page", SCREENS, ids=str)
def test_a_page_has_nothing_inline(page: Path) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert not [what for what, pattern in INLINE.items() if pattern.search(text)]


ELSEWHERE = re.compile(r"(?:src|href|action|url)\s*[=(]\s*[\"']?(?:https?:)?//[^\s\"')]+", re.I)


def test_no_page_and_no_style_sheet_loads_from_elsewhere() -> None:
    """A link that a person clicks may lead out; what the browser loads by itself may not."""
    link = re.compile(r"<a\b[^>]*>", re.I | re.S)
    own = [path.relative_to(ROOT) for path in (ROOT / "static").rglob("*.css") if VENDOR not in path.parents]
    loads = []
    for path in [*templates(), *own]:
        text = link.sub("", (ROOT / path).read_text(encoding="utf-8"))
        loads += [f"{path}: {found}" for found in ELSEWHERE.findall(text)]
    assert not loads


@pytest.mark.parametrize("page", [page for page in SCREENS if not page.name.startswith("_")], ids=str)
def test_a_page_stands_on_the_base(page: Path) -> None:
    """Components and fragments apart, a page extends another one, down to base.html."""
    text = (ROOT / page).read_text(encoding="utf-8")
    is_component = any(part.startswith("_") for part in page.parts)
    assert is_component or page.name == "base.html" or "{% extends" in text or "<html" not in text
