"""The project's own files, as the structure tests read them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

#: From the top of the house to its floor: imports go down only. The last two stand side by side.
ROOMS = (
    "config",
    "desk",
    "yearend",
    "audits",
    "reports",
    "grants",
    "activities",
    "beneficiaries",
    "partners",
    "legal",
    "imports",
    "vault",
    "accounts",
    "trail",
    "regulations",
    "rupiah",
    "sheets",
)


@cache
def modules() -> tuple[Path, ...]:
    """Every Python module of the rooms but migrations, relative to the top folder."""
    found = (path.relative_to(ROOT) for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return tuple(sorted(path for path in found if "migrations" not in path.parts))


@cache
def tree(module: Path) -> ast.Module:
    """The syntax tree of a module named relative to the top folder."""
    return ast.parse((ROOT / module).read_text(encoding="utf-8"), filename=str(module))


@cache
def templates() -> tuple[Path, ...]:
    """Every template, relative to the top folder."""
    return tuple(sorted(path.relative_to(ROOT) for path in (ROOT / "templates").rglob("*.*") if path.is_file()))
