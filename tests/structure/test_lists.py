"""Every list that is shown a page at a time can be narrowed, or is named here with the reason why not."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

from tests.structure.sources import ROOT, modules, tree

BAR = "_components/filter_bar.html"

#: Lists without a filter bar, by module and function, and what they have instead.
EXCEPTIONS = {
    "audits.views.money._book": "a chain of one sum of money, found by a search; nothing to leave out of it",
    "audits.views.money._people": "those whom that money served, in the order of the report's list",
    "audits.views.trail.show_history": "all that happened to one record",
    "audits.views.samples.list_samples": "the few samples of one engagement",
    "audits.views.samples.show_sample": "a sample is tested whole, in the order in which it was drawn",
    "grants.views.bank_files._told": "one file, told apart by what came of each line, each sort with its own pages",
    "imports.views._preview": "one file, told apart by the fate of its rows",
    "reports.views.evidence._page": "the lines of one report in its own order, each waiting for its proof",
    "reports.views.report.show_revision": "all places of one cause, which the page before has chosen",
    "reports.views.review._page": "the book of one report, told apart by its own tabs",
}


@cache
def includes(template: str) -> frozenset[str]:
    """A template with all that it includes."""
    text = (ROOT / "templates" / template).read_text(encoding="utf-8")
    named = set(re.findall(r'{% include "([^"]+)"', text)) - {template}
    return frozenset({template}).union(*(includes(each) for each in named))


def called(function: ast.FunctionDef) -> set[str]:
    """Names of what a function calls plainly."""
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return {call.id for call in calls if isinstance(call, ast.Name)}


def lists(module: Path) -> dict[str, set[str]]:
    """Functions of a module that cut a list into pages → the templates that they, or who calls them, name."""
    functions = {node.name: node for node in tree(module).body if isinstance(node, ast.FunctionDef)}
    found = {}
    for name, function in functions.items():
        if not called(function) & {"paged", "Paginator"}:
            continue
        reached = {name}
        while more := {each for each, node in functions.items() if called(node) & reached} - reached:
            reached |= more
        strings = (node for each in reached for node in ast.walk(functions[each]) if isinstance(node, ast.Constant))
        found[name] = {str(one.value) for one in strings if str(one.value).endswith(".html")}
    return found


def without_bar() -> set[str]:
    views = [module for module in modules() if "views" in {*module.parts, module.stem}]
    every = {
        f"{'.'.join(module.with_suffix('').parts)}.{name}": named
        for module in views
        for name, named in lists(module).items()
    }
    assert len(every) > 30
    return {name for name, named in every.items() if not any(BAR in includes(each) for each in named)}


def test_every_list_can_be_narrowed_or_says_why_not() -> None:
    assert without_bar() == set(EXCEPTIONS)
