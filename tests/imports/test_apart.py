"""A table of LKS read in a process of its own: the same sheet, or a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from imports import apart
from imports.apart import TOO_MUCH, read_sheet_apart
from imports.sheet import read_sheet
from partners.columns import PARTNERS
from tests.partners.test_import import FULL, SAKURA, workbook
from tests.vault import misbehaving
from trail.refusal import Refusal
from vault.apart import Answer, Task


def test_it_is_the_same_sheet() -> None:
    content = workbook(FULL, {**SAKURA, "Telepon": 812, "Tanggal akta": "kapan-kapan"}, {}, SAKURA)
    sheet = read_sheet_apart(content, "xlsx", PARTNERS)
    assert sheet == read_sheet(content, "xlsx", PARTNERS)
    assert len(sheet.rows) == 3
    assert list(sheet.rows.wrong) == [3]


def test_what_is_no_table_is_told_in_the_same_words() -> None:
    for content in (b"bukan", workbook(headings=["Nama"])):
        with pytest.raises(Refusal) as direct:
            read_sheet(content, "xlsx", PARTNERS)
        with pytest.raises(Refusal) as apart:
            read_sheet_apart(content, "xlsx", PARTNERS)
        assert apart.value.sentences == direct.value.sentences


@pytest.mark.parametrize("work", [misbehaving.die, misbehaving.eat_memory, misbehaving.talk_nonsense, misbehaving.lie])
def test_each_mishap_is_a_sentence_and_the_next_file_is_read(
    monkeypatch: pytest.MonkeyPatch, work: Callable[..., Answer]
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(apart, "READ", misbehaving.task(work))
        with pytest.raises(Refusal) as refused:
            read_sheet_apart(workbook(SAKURA), "xlsx", PARTNERS)
    assert refused.value.sentences == TOO_MUCH
    assert read_sheet_apart(workbook(SAKURA), "xlsx", PARTNERS).rows


def said(**odd: Any) -> dict[str, Any]:
    """A sheet of one row as a child says it, with something odd."""
    numbers, cell = odd.pop("numbers", [1]), odd.pop("cell", "LKS")
    rows = [numbers, [[cell] for _ in PARTNERS.columns], []]
    return {"title": "A", "letters": {}, "unknown": [], "rows": rows, **odd}


def test_what_is_in_order_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "work_apart", lambda *_: Answer(said()))
    assert read_sheet_apart(b"", "xlsx", PARTNERS).rows.numbers == [1]


@pytest.mark.parametrize(
    "said",
    [
        None,
        said(numbers=["1"]),
        said(numbers=[1, 2]),
        said(cell=1.5),
        said(cell=0),
        said(cell="\ud800"),
        said(letters={"name": 1}),
        said(letters={"nobody": "A"}),
        said(title="\ud800"),
        said(more=1),
        {"refused": [1]},
    ],
    ids=range(11),
)
def test_what_nobody_would_say_is_not_believed(monkeypatch: pytest.MonkeyPatch, said: Any) -> None:
    def answer(task: Task, content: bytes, options: Any) -> Answer:
        return Answer(said)

    monkeypatch.setattr(apart, "work_apart", answer)
    with pytest.raises(Refusal) as refused:
        read_sheet_apart(b"", "xlsx", PARTNERS)
    assert refused.value.sentences == TOO_MUCH
