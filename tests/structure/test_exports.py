"""A list of records goes out as a resource: nobody writes its workbook by hand."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.structure.sources import modules, tree

BASE = "vault/exports.py"
#: What else writes sheets, and why it is no list of records.
BY_HAND = {
    "activities/served_spreadsheet.py": "figures of service, and what they mean",
    "activities/spreadsheets.py": "the sums of a year by month, beside lists that are resources",
    "audits/spreadsheets.py": "how a sample was drawn, behind its items, which are a resource",
    "grants/spreadsheets.py": "sums of returns by age, behind the returns, which are a resource",
    "imports/refused.py": "rows of a file as they came in, none of which is a record",
    "imports/views.py": "the same rows, as a workbook or a CSV",
    "reports/export.py": "summary and use of the RAB, between lists that are resources",
    "yearend/spreadsheets.py": "the figures of a year",
}
#: Where the resources of a room stand.
HOMES = {"spreadsheets", "export"}


def writers() -> set[str]:
    """The modules that take anything out of the one that writes sheets, but what only judges text."""
    makers = {"Table", "workbook", "csv_file"}
    return {
        str(module)
        for module in modules()
        for node in ast.walk(tree(module))
        if (
            isinstance(node, ast.ImportFrom) and node.module == "vault.tables" and makers & {a.name for a in node.names}
        )
        or (isinstance(node, ast.ImportFrom) and node.module == "vault" and "tables" in {a.name for a in node.names})
        or (isinstance(node, ast.Import) and "vault.tables" in {a.name for a in node.names})
    }


def resources() -> dict[str, Path]:
    """Every list that goes out, and where it is declared."""
    return {
        node.name: module
        for module in modules()
        for node in ast.walk(tree(module))
        if isinstance(node, ast.ClassDef) and str(module) != BASE and "ListExport" in map(ast.unparse, node.bases)
    }


def test_only_the_resources_and_tables_of_figures_write_sheets() -> None:
    assert writers() == {BASE, *BY_HAND}


def test_resources_of_lists_live_in_one_module_of_their_room() -> None:
    found = resources()
    assert len(found) >= 15, "too few resources found: this test looks for the wrong thing"
    assert not {name: str(module) for name, module in found.items() if module.stem not in HOMES}


def test_no_other_module_makes_a_plain_workbook() -> None:
    """openpyxl gives a new workbook to the writer, the empty table of an import and the form of a report alone."""
    calls = {
        str(module)
        for module in modules()
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Workbook", "openpyxl.Workbook"}
    }
    own = {"reports/intake/workbook.py"}  # a class of ours, of what was read
    assert calls - own == {"vault/tables.py", "imports/template.py", "reports/intake/template.py"}
