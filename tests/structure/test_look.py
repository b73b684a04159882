"""The look holds together: icons exist, components are documented, words can be read on their grounds."""

from __future__ import annotations

import re
from itertools import product

import pytest

from desk.navigation import DOORS
from tests.structure.sources import ROOT, templates

COMPONENTS = ROOT / "templates" / "_components"
SPRITE = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static/img/icons.svg").read_text(encoding="utf-8")))
TOKENS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (ROOT / "static/css/tokens.css").read_text(encoding="utf-8")))

#: An icon named in a template, or handed to a component that shows one.
NAMED_ICON = re.compile(r'(?:% icon |\bicon=)"([\w-]+)"')
#: Included by base.html or by another component alone: nothing for a page to know.
OF_THE_BASE = {"brand", "demo_band", "filter_chips", "menu", "messages", "paper_head", "tabbar", "whoami"}


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    named = {
        (name, path.as_posix())
        for path in templates()
        if path.suffix == ".html"
        for name in NAMED_ICON.findall((ROOT / path).read_text(encoding="utf-8"))
    }
    assert named
    assert not [f"{path}: {name}" for name, path in sorted(named) if name not in SPRITE]


def test_every_door_of_the_menu_has_its_icon() -> None:
    assert not [door.label for door in DOORS if door.icon not in SPRITE]


def test_every_component_that_pages_use_is_documented() -> None:
    readme = (COMPONENTS / "README.md").read_text(encoding="utf-8")
    parts = {path.stem for path in COMPONENTS.glob("*.html")} - OF_THE_BASE
    assert not [part for part in sorted(parts) if f"`{part}.html`" not in readme]


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" as WCAG 2 defines it, 0 to 1."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


GROUNDS = ("paper", "surface", "surface-sunk")
KINDS = ("good", "bad", "care", "tell")
TEXTS = [
    *product(("ink", "ink-soft", "ink-faint", "green-600", "green-700", "bad", "care"), GROUNDS),
    *product(("ink", "ink-soft"), (*(f"{kind}-ground" for kind in KINDS), "brass-50", "paper-deep")),
    *((kind, f"{kind}-ground") for kind in (*KINDS, "quiet")),
    ("ink-on-green", "green-800"),
    ("ink-on-green-soft", "green-800"),
    ("green-800", "green-100"),
    ("brass-700", "brass-100"),
]
EDGES = [*product(("rule-input", "brass-500"), GROUNDS), ("brass-500", "green-800"), ("brass-500", "bad-ground")]


@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_a_word_stands_out_from_its_ground(text: str, ground: str) -> None:
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_the_edge_of_an_input_and_the_focus_stand_out(edge: str, ground: str) -> None:
    assert contrast(TOKENS[edge], TOKENS[ground]) >= 3
