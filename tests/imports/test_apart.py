"""A table of LKS read in a process of its own: the same sheet, or a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from imports import apart
from imports.apart import TOO_MUCH, read_sheet_apart
from imports.sheet import Rows, Sheet, read_sheet
from partners.columns import PARTNERS
from tests.partners.test_import import FULL, SAKURA, workbook
from tests.vault import misbehaving
from trail.refusal import Refusal
from vault.apart import Answer, Task
from vault.wire import said


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


def told(*, numbers: list[Any] | None = None, cell: Any = "LKS", **odd: Any) -> dict[str, Any]:
    """A sheet of one row as a child says it, with something odd."""
    rows = Rows([1], [["LKS"] for _ in PARTNERS.columns])
    value: dict[str, Any] = said(Sheet, Sheet("A", odd.pop("letters", {"name": "A"}), [], rows))
    if numbers is not None:
        value["rows"]["numbers"] = [[len(numbers)], numbers]
    value["rows"]["columns"][1][1][0] = cell
    return value | odd


def test_what_is_in_order_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "work_apart", lambda *_: Answer(told()))
    assert read_sheet_apart(b"", "xlsx", PARTNERS).rows.numbers == [1]


@pytest.mark.parametrize(
    "value",
    [
        None,
        told(numbers=["1"]),
        told(numbers=[1, 2]),
        told(cell=1.5),
        told(cell=0),
        told(cell="\ud800"),
        told(unknown=[[1], [5]]),
        told(letters={"nobody": "A"}),
        told(title=["\ud800"]),
        told(more=1),
        {"refused": [[1], [1]]},
    ],
    ids=range(11),
)
def test_what_nobody_would_say_is_not_believed(monkeypatch: pytest.MonkeyPatch, value: Any) -> None:
    def answer(task: Task, content: bytes, options: Any) -> Answer:
        return Answer(value)

    monkeypatch.setattr(apart, "work_apart", answer)
    with pytest.raises(Refusal) as refused:
        read_sheet_apart(b"", "xlsx", PARTNERS)
    assert refused.value.sentences == TOO_MUCH
