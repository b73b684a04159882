"""Every record that has a page shows there what happened to it; whoever adds a page is told by this."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.db import models
from django.urls import get_resolver

from tests.structure.sources import ROOT

_NAME = re.compile(r'reverse\(\s*"([a-z_]+:[a-z_]+)"')
_TEMPLATE = re.compile(r'"([a-z_]+/[a-z_]+\.html)"')
_HISTORY = re.compile(r"_components/history(_aside)?\.html")


def pages() -> Iterator[tuple[type[models.Model], str]]:
    """Each model that says which page is its own, and that page's address by name."""
    for model in apps.get_models():
        if model.__module__.partition(".")[0] in {path.parent.name for path in ROOT.glob("*/__init__.py")}:
            own = getattr(model, "get_absolute_url", None)
            found = _NAME.search(inspect.getsource(own)) if own else None
            if found:
                yield model, found[1]


def templates_of(name: str) -> list[Path]:
    """The template called like the page; without one, all that the module of its view draws."""
    space, _, page = name.partition(":")
    own = ROOT / "templates" / space / f"{page}.html"
    if own.exists():
        return [own]
    patterns = import_module(get_resolver().namespace_dict[space][1].urlconf_name.__name__).urlpatterns
    view = next((inspect.unwrap(pattern.callback) for pattern in patterns if pattern.name == page), None)
    source = inspect.getsource(import_module(view.__module__)) if view else ""
    return [path for found in _TEMPLATE.findall(source) if (path := ROOT / "templates" / found).exists()]


def test_every_record_with_a_page_shows_its_history_there() -> None:
    found = list(pages())
    assert len(found) > 20, "hardly any page found: this test looks for the wrong thing"
    bare = [
        f"{model.__name__} at {name}"
        for model, name in found
        if not any(_HISTORY.search(path.read_text(encoding="utf-8")) for path in templates_of(name))
    ]
    assert not bare, "\n".join(bare)
