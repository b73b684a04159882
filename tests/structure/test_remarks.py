"""Remarks in templates are for those who write them, and stay off the page."""

from __future__ import annotations

from tests.structure.sources import ROOT, templates


def test_a_remark_ends_on_its_line_for_django_shows_one_that_does_not() -> None:
    assert templates(), "no template found at all: this test looks for the wrong thing"
    shown = [
        f"{template}:{number}"
        for template in templates()
        for number, line in enumerate((ROOT / template).read_text(encoding="utf-8").splitlines(), start=1)
        if line.count("{#") != line.count("#}")
    ]
    assert not shown
