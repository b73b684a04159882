"""What is installed: pinned, hashed, explained, and from wherever the installing machine says."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.structure.sources import ROOT

LOCKS = ["requirements.lock", "requirements-dev.lock"]
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[a-z0-9,_-]+\])?==([^\s;\\]+)", re.M)


def text_of(lock: str) -> str:
    return (ROOT / lock).read_text(encoding="utf-8")


def pins(lock: str) -> dict[str, str]:
    """Package → version."""
    return dict(PIN.findall(text_of(lock)))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place_to_download_from(lock: str) -> None:
    lines = [line for line in text_of(lock).splitlines() if "://" in line or line.startswith("-")]
    assert not lines


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pinned_package_has_a_hash(lock: str) -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", text_of(lock))
    assert len(pins(lock)) > 20
    assert not [block.split()[0] for block in blocks if PIN.match(block) and "--hash=sha256:" not in block]


def test_what_is_tested_is_what_runs() -> None:
    """The development set holds every package of the real one, in the same version (bin/_setup.sh relies on it)."""
    tested = pins("requirements-dev.lock")
    assert not {name: version for name, version in pins("requirements.lock").items() if tested.get(name) != version}


def test_every_direct_dependency_is_locked_and_says_why_it_is_here() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    declared = tomllib.loads(text)["project"]["dependencies"]
    names = [re.split(r"[\[<>=~! ]", requirement)[0].lower() for requirement in declared]
    assert not [name for name in names if name not in pins("requirements.lock")]
    lines = {line.strip() for line in text.splitlines()}
    assert not [
        requirement
        for requirement in declared
        if not any(line.startswith(f'"{requirement}"') and "# " in line for line in lines)
    ]


def test_the_parts_that_were_decided_against_are_not_taken() -> None:
    refused = {"viewflow", "django-fsm", "django-fsm-2", "num2words", "pandas"}
    assert not refused.intersection(pins("requirements-dev.lock"))
