"""The documents name files, tests, pictures and steps that exist, and what is generated is fresh."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from desk.management.commands.draw_workflows import page, stateful_models
from tests.structure.sources import ROOMS, ROOT

#: Kept by hand. Records of decisions speak of their own day, and stay.
DOCUMENTS = [
    Path(name)
    for name in ("README.md", "CONTRIBUTING.md", "docs/README.md", "docs/architecture.md", "docs/glossary.md")
] + sorted(path.relative_to(ROOT) for path in (ROOT / "docs" / "guide").glob("*.md"))
RECORDS = sorted(path.relative_to(ROOT) for path in (ROOT / "docs" / "adr").glob("*.md"))
TOP = (*ROOMS, "docs", "tests", "templates", "static", "bin", ".ci")
PATH = re.compile(rf"`((?:{'|'.join(map(re.escape, TOP))})/[\w./-]+)(?:::(\w+))?`")
PICTURE = re.compile(r"<img\b[^>]*\bsrc=\"([^\"]+)\"[^>]*>")
LARGEST_PICTURE = 200_000
LARGEST_FOLDER = 2_500_000


def text_of(document: str | Path) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def shown_in(document: Path) -> list[Path]:
    """The pictures of a document, by either way of writing them."""
    text = text_of(document)
    names = PICTURE.findall(text) + re.findall(r"!\[[^\]]*\]\(([^)\s]+)\)", text)
    return [(ROOT / document.parent / name).resolve() for name in names]


@pytest.mark.parametrize("document", [*DOCUMENTS, *RECORDS], ids=str)
def test_a_path_that_a_document_names_exists(document: Path) -> None:
    named = PATH.findall(text_of(document))
    assert not [path for path, _ in named if not (ROOT / path).exists()]
    for path, test in named:
        if test:
            defined = {node.name for node in ast.walk(ast.parse(text_of(path))) if isinstance(node, ast.FunctionDef)}
            assert test in defined, f"{path} has no {test}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_a_picture_that_a_document_shows_exists(document: Path) -> None:
    assert not [picture for picture in shown_in(document) if not picture.is_file()]


def test_every_picture_is_shown_somewhere_and_small() -> None:
    pictures = set((ROOT / "docs" / "img").glob("*"))
    shown = {picture for document in DOCUMENTS for picture in shown_in(document)}
    assert pictures == shown
    sizes = {picture.name: picture.stat().st_size for picture in pictures}
    assert not {name: size for name, size in sizes.items() if size > LARGEST_PICTURE}
    assert sum(sizes.values()) < LARGEST_FOLDER


def test_every_picture_says_in_words_what_it_shows() -> None:
    for document in DOCUMENTS:
        text = text_of(document)
        assert not re.findall(r"!\[\s*\]\(", text)
        assert not [tag for tag in re.findall(r"<img\b[^>]*>", text) if not re.search(r"\balt=\"[^\"]+\"", tag)]


def test_the_page_of_workflows_is_the_tables_of_the_code() -> None:
    assert text_of("docs/workflows.md") == page(), "run: manage.py draw_workflows > docs/workflows.md"


def test_every_workflow_is_on_the_page() -> None:
    models = list(stateful_models())
    assert len(models) >= 4
    assert not [model for model in models if f"`{model.__name__}`" not in page()]


def test_every_document_is_in_the_index() -> None:
    index = text_of("docs/README.md")
    missing = [
        str(path.relative_to(ROOT / "docs"))
        for path in (ROOT / "docs").rglob("*.md")
        if f"({path.relative_to(ROOT / 'docs')})" not in index
    ]
    assert missing == ["README.md"]


@pytest.mark.parametrize("name", re.findall(r"^\| .*?\| (`.*?) \|", text_of("docs/glossary.md"), re.M))
def test_a_name_that_the_glossary_gives_a_term_is_in_the_code(name: str) -> None:
    source = "".join(path.read_text(encoding="utf-8") for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    for part in re.findall(r"`([^`]+)`", name):
        if "/" not in part:
            assert re.search(rf"\b{re.escape(part.rpartition('.')[2])}\b", source), f"{part} is not in the code"
