"""Every official print names where the trail stood: its context has a mark, its page stands on the one that shows it.

A mark is a place in a chain (``trail.printed``), by which a paper is held against the trail long after.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.structure.sources import ROOT, modules, templates, tree

PRINTS = Path("templates/print")
#: What gives a place in a chain.
MARKS = {"mark_of", "head_of", "Mark"}


def name_of(node: ast.AST) -> str:
    """What a call calls, without the module before it."""
    return ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""


def functions(module: ast.Module) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)}


def with_mark(told: ast.AST | None, function: ast.FunctionDef, of_module: dict[str, ast.FunctionDef]) -> bool:
    """Whether a context is a dict with a mark: as it stands, by the name that it got, or as a neighbour returns it."""
    if isinstance(told, ast.Dict):
        entries = {ast.unparse(key): value for key, value in zip(told.keys, told.values, strict=True) if key}
        return name_of(entries.get("'mark'", told)) in MARKS
    if isinstance(told, ast.Name):
        given = [node.value for node in ast.walk(function) if isinstance(node, ast.Assign)
                 and [ast.unparse(target) for target in node.targets] == [told.id]]  # fmt: skip
        return bool(given) and all(with_mark(each, function, of_module) for each in given)
    if isinstance(told, ast.Call) and (called := of_module.get(name_of(told))):
        back = [node.value for node in ast.walk(called) if isinstance(node, ast.Return)]
        return bool(back) and all(with_mark(each, called, of_module) for each in back)
    return False


def prints(module: ast.Module) -> Iterator[tuple[str, bool]]:
    """Every print that a module makes: its template, and whether its context has a mark; "" where neither is plain."""
    of_module = functions(module)
    for function in of_module.values():
        calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
        if "render_pdf" not in map(name_of, calls):
            continue
        rendered = [call for call in calls if name_of(call) == "render_to_string"]
        if not rendered:
            yield "", False
        for call in rendered:
            name, told = [*call.args, None, None][:2]
            named = name.value if isinstance(name, ast.Constant) else ""
            yield str(named), with_mark(told, function, of_module)


def test_every_print_has_a_mark() -> None:
    found = [(str(module), *each) for module in modules() for each in prints(tree(module))]
    assert len(found) >= 10, "too few prints found: this test looks for the wrong thing"
    assert not [(module, template) for module, template, marked in found if not marked]
    pages = {str(path.relative_to("templates")) for path in templates() if path.parent == PRINTS}
    papers = {page for page in pages if not Path(page).name.startswith("_")} - {"print/base.html"}
    assert sorted(template for _, template, _ in found) == sorted(papers), "each paper is printed in one place"


def test_every_print_stands_on_the_page_that_shows_its_mark() -> None:
    base = (ROOT / PRINTS / "base.html").read_text(encoding="utf-8")
    assert "{% if mark %}" in base and "_trail_mark.html" in base and "_trail_seal.html" in base
    for path in templates():
        if path.parent == PRINTS and not path.name.startswith("_") and path.name != "base.html":
            text = (ROOT / path).read_text(encoding="utf-8")
            assert text.startswith('{% extends "print/base.html" %}'), path


def test_paper_is_made_in_one_module() -> None:
    makers = {
        str(module)
        for module in modules()
        for node in ast.walk(tree(module))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("weasyprint"))
        or (isinstance(node, ast.Import) and any(alias.name.startswith("weasyprint") for alias in node.names))
    }
    assert makers == {"vault/paper.py"}


def test_a_print_without_a_mark_is_found() -> None:
    def judged(context: str) -> list[tuple[str, bool]]:
        body = f"c = {context}\n    render_pdf(render_to_string('print/x.html', c))"
        return list(prints(ast.parse(f"def p(row):\n    {body}")))

    assert judged("{'a': 1, 'mark': head_of(row.chain)}") == [("print/x.html", True)]
    for without in ("{'a': 1}", "{'mark': None}", "{'mark': row.mark}", "context_of(row)"):
        assert judged(without) == [("print/x.html", False)], without
    assert list(prints(ast.parse("def p(html):\n    return render_pdf(html)"))) == [("", False)]
