"""Each way in which things really go wrong is caught by a rule that exists, or shown by a list that exists."""

import ast
from pathlib import Path

import pytest

from regulations.catalogue import all_rules
from regulations.troubles import TROUBLES, Trouble

ROOT = Path(__file__).parents[2]
IDS = {rule.id for rule in all_rules()}


def _addresses() -> set[str]:
    """Names of all addresses of the rooms, read from their urls without starting Django."""
    names = set()
    for path in ROOT.glob("*/urls.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                named = (word.value for word in node.keywords if word.arg == "name")
                names |= {f"{path.parent.name}:{each.value}" for each in named if isinstance(each, ast.Constant)}
    return names


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.what)
def test_it_is_caught_or_shown(trouble: Trouble) -> None:
    assert trouble.rules or trouble.lists
    assert set(trouble.rules) <= IDS
    assert {address for _, address in trouble.lists} <= _addresses()


def test_no_trouble_of_the_field_is_left_out() -> None:
    """The ways that the field has reported: every one is a row."""
    words = " ".join(trouble.what.lower() for trouble in TROUBLES)
    for reported in (
        "akun", "lebih dari sekali", "sisa dana", "bunga bank", "tidak disalurkan", "tidak diambil", "meninggal",
        "tanpa bukti", "terlambat", "tidak lengkap", "dipakai ulang", "tidak cocok", "di luar rab", "masa perjanjian",
        "menahan", "asesmen", "pembahasan kasus",
    ):  # fmt: skip
        assert reported in words


def test_every_rule_about_assessment_stands_in_the_table() -> None:
    told = {rule for trouble in TROUBLES for rule in trouble.rules}
    assert {rule for rule in IDS if rule.startswith("ASM-")} <= told
