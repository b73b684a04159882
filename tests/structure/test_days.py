"""A day on a page is a day of the reader's clock, never that of Greenwich."""

from __future__ import annotations

import ast

from tests.structure.sources import modules, tree


def test_no_moment_is_cut_to_its_day_without_a_clock() -> None:
    """A stored moment is of UTC: its ``date()`` is yesterday's until seven in the morning of WIB, nine of WIT."""
    calls = [(module, node) for module in modules() for node in ast.walk(tree(module)) if isinstance(node, ast.Call)]
    assert calls, "no call found at all: this test looks for the wrong thing"
    cut = [
        f"{module}:{node.lineno}: {ast.unparse(node)}; ask django.utils.timezone.localdate() for the day"
        for module, node in calls
        if isinstance(node.func, ast.Attribute) and node.func.attr == "date" and not node.args and not node.keywords
    ]
    assert not cut
