"""What the documents say is there, is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.structure.sources import ROOMS, ROOT

DOCUMENTS = sorted(
    path.relative_to(ROOT) for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")] if path.is_file()
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s#]+)(?:#[^)]*)?\)")


def text_of(document: str | Path) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_a_link_leads_to_a_file_that_exists(document: Path) -> None:
    targets = [target for target in LINK.findall(text_of(document)) if not re.match(r"[a-z]+:", target)]
    assert not [target for target in targets if not (ROOT / document.parent / target).exists()]


def test_decision_records_are_numbered_without_a_gap_and_say_so_in_their_title() -> None:
    records = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    wrong = [record.name for record in records if not text_of(record).startswith(f"# {int(record.name[:4])}. ")]
    assert not wrong


def test_every_setting_from_the_environment_is_explained_to_the_operator() -> None:
    read = set(re.findall(r"\benv(?:\.\w+)?\(\s*\"([A-Z0-9_]+)\"", text_of("config/settings.py")))
    section = text_of("docs/operations.md").partition("## Settings")[2].partition("\n## ")[0]
    explained = {
        name for row in re.findall(r"^\| (`[^|]*) \|", section, re.M) for name in re.findall(r"`([A-Z0-9_]+)`", row)
    }
    assert len(read) > 10
    assert read == explained


def test_contributors_are_told_of_every_room() -> None:
    table = text_of("CONTRIBUTING.md")
    assert not [room for room in ROOMS if f"| `{room}/` |" not in table]


@pytest.mark.parametrize("command", ["run", "test", "bench", "lock", "vendor"])
def test_every_command_can_be_run_and_is_named_to_contributors(command: str) -> None:
    assert (ROOT / "bin" / command).stat().st_mode & 0o111
    assert f"bin/{command}" in text_of("CONTRIBUTING.md")
