"""A table of LKS read in a process of its own: the same sheet, or a sentence."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from partners import sheet_apart
from partners.columns import PARTNERS
from partners.sheet import read_sheet
from partners.sheet_apart import TOO_MUCH, read_sheet_apart
from tests.partners.test_import import FULL, SAKURA, workbook
from tests.vault import misbehaving
from trail.refusal import Refusal
from vault.apart import Answer, Task


def test_it_is_the_same_sheet() -> None:
    content = workbook(FULL, {**SAKURA, "Telepon": 812, "Tanggal akta": "kapan-kapan"}, {}, SAKURA)
    sheet = read_sheet_apart(io.BytesIO(content), PARTNERS)
    assert sheet == read_sheet(io.BytesIO(content), PARTNERS)
    assert len(sheet.rows) == 3
    assert sheet.rows[1].wrong


def test_what_is_no_table_is_told_in_the_same_words() -> None:
    for content in (b"bukan", workbook(headings=["Nama"])):
        with pytest.raises(Refusal) as direct:
            read_sheet(io.BytesIO(content), PARTNERS)
        with pytest.raises(Refusal) as apart:
            read_sheet_apart(io.BytesIO(content), PARTNERS)
        assert apart.value.sentences == direct.value.sentences


@pytest.mark.parametrize("work", [misbehaving.die, misbehaving.eat_memory, misbehaving.talk_nonsense, misbehaving.lie])
def test_each_mishap_is_a_sentence_and_the_next_file_is_read(
    monkeypatch: pytest.MonkeyPatch, work: Callable[..., Answer]
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(sheet_apart, "READ", misbehaving.task(work))
        with pytest.raises(Refusal) as refused:
            read_sheet_apart(io.BytesIO(workbook(SAKURA)), PARTNERS)
    assert refused.value.sentences == TOO_MUCH
    assert read_sheet_apart(io.BytesIO(workbook(SAKURA)), PARTNERS).rows


@pytest.mark.parametrize(
    "said",
    [
        None,
        {"title": "A", "letters": {}, "unknown": [], "rows": [{"number": "1", "cells": {}, "wrong": {}}]},
        {"title": "A", "letters": {}, "unknown": [], "rows": [{"number": 1, "cells": {"name": 1.5}, "wrong": {}}]},
        {"title": "A", "letters": {"name": 1}, "unknown": [], "rows": []},
        {"title": "\ud800", "letters": {}, "unknown": [], "rows": []},
        {"title": "A", "letters": {}, "unknown": [], "rows": [], "more": 1},
        {"refused": [1]},
    ],
    ids=range(7),
)
def test_what_nobody_would_say_is_not_believed(monkeypatch: pytest.MonkeyPatch, said: Any) -> None:
    def answer(task: Task, content: bytes, options: Any) -> Answer:
        return Answer(said)

    monkeypatch.setattr(sheet_apart, "work_apart", answer)
    with pytest.raises(Refusal) as refused:
        read_sheet_apart(io.BytesIO(b""), PARTNERS)
    assert refused.value.sentences == TOO_MUCH
