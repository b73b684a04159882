"""Where things live, and that the rules of the house hold."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.structure.sources import ROOMS, ROOT, modules, tree

LONGEST = 400

#: Names that say nothing about what is inside.
NAMELESS = {"utils", "util", "helpers", "helper", "common", "core", "services", "service", "misc", "shared", "lib"}

#: What a class is built on, and the one module (or package) of a room where it may live.
HOME_OF_BASE = {
    "models.Model": "models",
    "StatefulModel": "models",
    "forms.Form": "forms",
    "forms.ModelForm": "forms",
    "Form": "forms",
    "ModelForm": "forms",
    "FilterSet": "filters",
    "django_filters.FilterSet": "filters",
    "ModelResource": "resources",
    "resources.ModelResource": "resources",
    "ModelAdmin": "admin",
    "admin.ModelAdmin": "admin",
}


def test_top_folder_shows_what_a_newcomer_looks_for() -> None:
    wanted = {
        "manage.py",
        "pyproject.toml",
        "requirements.lock",
        "requirements-dev.lock",
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "SECURITY.md",
        "LICENSE",
        "bin/run",
        "bin/test",
        "bin/bench",
        ".ci/run",
        "docs",
        "tests",
        "templates",
        "static",
        *ROOMS,
    }
    assert not sorted(name for name in wanted if not (ROOT / name).exists())


def test_every_python_folder_at_the_top_is_a_room() -> None:
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert folders - {"tests"} == set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_it_is_for(room: str) -> None:
    assert ast.get_docstring(tree(Path(room, "__init__.py"))), f"{room}/__init__.py has no docstring"


def test_no_module_outgrows_its_reader() -> None:
    lengths = {str(module): len((ROOT / module).read_text(encoding="utf-8").splitlines()) for module in modules()}
    assert not {module: length for module, length in lengths.items() if length > LONGEST}


def test_every_module_has_a_name_that_says_something() -> None:
    nameless = [str(module) for module in modules() if NAMELESS.intersection({module.stem, *module.parts})]
    assert not nameless


def classes() -> Iterator[tuple[Path, ast.ClassDef]]:
    for module in modules():
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.ClassDef):
                yield module, node


def test_models_forms_filters_resources_and_admin_live_in_the_module_of_that_name() -> None:
    astray = []
    for module, node in classes():
        for base in map(ast.unparse, node.bases):
            home = HOME_OF_BASE.get(base)
            abstract = any(
                isinstance(part, ast.ClassDef) and "abstract = True" in ast.unparse(part) for part in node.body
            )
            if home and not abstract and home not in {module.stem, *module.parts}:
                astray.append(f"{module}: {node.name} belongs in {home}")
    assert not astray


def test_url_patterns_live_in_urls() -> None:
    def assigns_patterns(node: ast.AST) -> bool:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        return any(isinstance(target, ast.Name) and target.id == "urlpatterns" for target in targets)

    found = [module for module in modules() if any(map(assigns_patterns, tree(module).body))]
    assert found, "no urlpatterns found at all: this test looks for the wrong thing"
    assert not [str(module) for module in found if module.stem != "urls" and "urls" not in module.parts]


def test_background_tasks_live_in_tasks() -> None:
    astray = [
        f"{module}: {node.name}"
        for module in modules()
        for node in tree(module).body
        if isinstance(node, ast.FunctionDef)
        and any(ast.unparse(mark).split("(")[0] == "task" for mark in node.decorator_list)
        and module.stem != "tasks"
    ]
    assert not astray


def actions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    """Public functions that write, in the modules for it: atomic, or done by somebody."""
    for module in modules():
        if module.stem != "actions" and "actions" not in module.parts:
            continue
        for node in tree(module).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            atomic = any(ast.unparse(mark) == "transaction.atomic" for mark in node.decorator_list)
            if atomic or any(argument.arg == "by" for argument in [*node.args.args, *node.args.kwonlyargs]):
                yield module, node


def test_an_action_is_named_verb_noun_called_by_keyword_and_says_what_it_does() -> None:
    found = list(actions())
    assert found, "no action found at all: this test looks for the wrong thing"
    wrong = [
        f"{module}: {node.name}"
        for module, node in found
        if node.args.args or node.args.posonlyargs or not ast.get_docstring(node) or "_" not in node.name
    ]
    assert not wrong


def writes_of_state() -> Iterator[str]:
    """Assignments to an attribute `state`, and `update(state=…)`, anywhere in the rooms."""
    for module in modules():
        for node in ast.walk(tree(module)):
            targets: list[ast.expr] = []
            if isinstance(node, ast.Assign):
                targets = node.targets
            elif isinstance(node, ast.AugAssign | ast.AnnAssign):
                targets = [node.target]
            if any(isinstance(target, ast.Attribute) and target.attr == "state" for target in targets):
                yield f"{module}:{node.lineno}"
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"update", "bulk_update"}
                and any(keyword.arg == "state" for keyword in node.keywords)
            ):
                yield f"{module}:{node.lineno}"


def test_a_state_changes_in_transition_and_nowhere_else() -> None:
    places = list(writes_of_state())
    assert any(place.startswith("trail/transition.py:") for place in places), "transition() has moved: follow it here"
    # trail/state.py gives a new record its first state; trail/together.py asks for many what transition() asks.
    door = ("trail/transition.py:", "trail/together.py:", "trail/state.py:")
    assert not [place for place in places if not place.startswith(door)]


def test_no_error_is_swallowed() -> None:
    """No bare `except:`, and no handler that only passes."""
    silent = []
    for module in modules():
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.ExceptHandler) and (
                node.type is None or all(isinstance(step, ast.Pass) for step in node.body)
            ):
                silent.append(f"{module}:{node.lineno}")
    assert not silent


def test_nothing_is_left_for_later() -> None:
    mark = re.compile(r"#.*\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    texts = [*modules(), *(path.relative_to(ROOT) for path in (ROOT / "tests").rglob("*.py"))]
    assert not [str(path) for path in texts if mark.search((ROOT / path).read_text(encoding="utf-8"))]


def test_every_folder_of_tests_is_a_package() -> None:
    """Otherwise pytest takes tests/regulations for the room of that name, and hides the room."""
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    assert not [str(folder.relative_to(ROOT)) for folder in sorted(folders) if not (folder / "__init__.py").exists()]
