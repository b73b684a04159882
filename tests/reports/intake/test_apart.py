"""A workbook read in a process of its own: the same intake, or a sentence; nothing that it says is taken on trust."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from regulations.citation import Citation
from reports.intake import apart
from reports.intake.annotate import MARK, Located, annotate
from reports.intake.read import Expected, Intake, WrongWorkbook
from sheets import DAMAGED, NOT_XLSX, Unreadable
from tests.reports.intake.desk import BKU, FIRST, IDENTITY, PM, changed, clean, read, repacked, with_cells
from tests.vault import misbehaving
from tests.workbooks.samples import expected_of
from vault.apart import MEGABYTE, Answer, Limits, Task
from vault.wire import Garbled, heard, said


def read_apart(content: bytes) -> Intake:
    return apart.read_apart(io.BytesIO(content), expected=expected_of(IDENTITY))


def faulty() -> bytes:
    """Something of everything that an intake can hold."""

    def spoil(book: Workbook) -> None:
        cash = book[BKU.title]
        cash.title = "Kas '21"
        cash.cell(FIRST + 1, BKU.index("date")).value = "entah"
        cash.cell(FIRST + 2, BKU.index("paid")).value = 10**17
        cash.cell(FIRST + 3, BKU.index("payee")).value = "Warung “Bu Siti” 🍚 <b>&amp;"
        cash.merge_cells(start_row=FIRST + 1, end_row=FIRST + 2, start_column=4, end_column=4)
        book[PM.title].cell(FIRST, PM.index("nik")).value = 3271065708900001
        del book["Pajak"]

    return changed(spoil)


@pytest.mark.parametrize("make", [clean, faulty], ids=["clean", "faulty"])
def test_it_is_the_same_intake(make: Callable[[], bytes]) -> None:
    content = make()
    intake = read(content)
    assert read_apart(content) == intake
    assert bool(intake.findings) == (make is faulty)


def test_amounts_beyond_all_money_and_long_texts_come_through() -> None:
    content = with_cells(BKU, FIRST, description="panjang " * 3_000, paid=999_999_999_999_999)
    assert read_apart(content) == read(content)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"bukan", NOT_XLSX), (repacked(clean(), {"xl/styles.xml": lambda xml: b"<styleSheet"}), DAMAGED)],
    ids=["no workbook", "damaged"],
)
def test_what_is_unreadable_is_told_in_the_same_words(content: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_apart(content)
    assert str(refused.value) == sentence


def test_another_reports_workbook_is_told_whose_it_is() -> None:
    own = expected_of(IDENTITY)
    other = Expected("lain", 2, own.agreement_number, own.partner_id, own.period)
    with pytest.raises(WrongWorkbook, match="sedangkan laporan ini untuk termin 2"):
        apart.read_apart(io.BytesIO(clean()), expected=other)


def test_a_workbook_says_there_whose_it_is() -> None:
    assert apart.whose_apart(io.BytesIO(clean())) == read(clean()).identity
    with pytest.raises(Unreadable, match="tidak dapat dibuka"):
        apart.whose_apart(io.BytesIO(b"bukan"))


MISHAPS: dict[str, Any] = {
    "memory": misbehaving.task(misbehaving.eat_memory),
    "time": misbehaving.task(misbehaving.eat_time, processor=1),
    "killed": misbehaving.task(misbehaving.die),
    "nonsense": misbehaving.task(misbehaving.talk_nonsense),
    "lie": misbehaving.task(misbehaving.lie),
}


@pytest.mark.parametrize("mishap", list(MISHAPS))
def test_each_mishap_is_a_sentence_that_says_what_to_do(mishap: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(apart, "READ", MISHAPS[mishap])
        with pytest.raises(Unreadable) as refused:
            read_apart(clean())
    assert str(refused.value) == apart.TOO_MUCH
    assert "terlalu besar atau rusak" in apart.TOO_MUCH
    assert read_apart(clean()) == read(clean())


def test_a_workbook_that_needs_more_memory_than_there_is_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A real one: some fifty megabytes of texts."""
    cells = b"".join(
        b'<row r="%d"><c r="B%d" t="str"><v>%b</v></c></row>' % (n, n, b"x" * 900) for n in range(1_000, 59_000)
    )
    content = repacked(
        clean(), {"xl/worksheets/sheet4.xml": lambda xml: xml.replace(b"</sheetData>", cells + b"</sheetData>")}
    )
    tight = Limits(memory=90 * MEGABYTE, processor=8, clock=30)
    monkeypatch.setattr(apart, "READ", Task(apart.READ.function, tight))
    with pytest.raises(Unreadable) as refused:
        read_apart(content)
    assert str(refused.value) == apart.TOO_MUCH


def test_four_at_the_same_moment_get_their_own_answers() -> None:
    books = [with_cells(BKU, FIRST, description=f"Buku {number}") for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        descriptions = [intake.entries[0].description for intake in pool.map(read_apart, books)]
    assert descriptions == [f"Buku {number}" for number in range(4)]


def test_the_findings_are_written_into_the_workbook_there_too() -> None:
    content = faulty()
    intake = read(content)
    located = [Located(finding, intake.cell_of(finding)) for finding in intake.findings]
    taken_home = apart.annotate_apart(io.BytesIO(content), located)
    assert taken_home == annotate(io.BytesIO(content), located)
    book = load_workbook(io.BytesIO(taken_home))
    assert MARK in book["Kas '21"].cell(FIRST + 1, BKU.index("date")).comment.text
    with pytest.raises(Unreadable):
        apart.annotate_apart(io.BytesIO(b"bukan"), located)


def spoilt(*path: Any, value: Any) -> Any:
    """What the reader says of the faulty workbook, with one thing in it exchanged."""
    told = json.loads(json.dumps(said(Intake, read(faulty()))))
    place = told
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return told


def test_what_was_said_is_understood() -> None:
    assert heard(Intake, json.loads(json.dumps(said(Intake, read(faulty()))))) == read(faulty())


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        {},
        spoilt("identity", "version", value=["2"]),
        spoilt("identity", "extra", value=[1]),
        spoilt("entries", 0, value=[10**12]),
        spoilt("entries", 1, "paid", value=[1]),
        spoilt("entries", 1, "paid", 0, value="1"),
        spoilt("entries", 1, "row", value=None),
        spoilt("entries", 1, "row", 0, value=None),
        spoilt("entries", 1, "date", 0, value=10**9),
        spoilt("entries", 1, "description", 0, value={"__class__": "x"}),
        spoilt("entries", 1, "unreadable", value=[[1]] * 6),
        spoilt("declared", "spent", value=["banyak"]),
        spoilt("unreadable_tables", value=[[1], [1]]),
        spoilt("findings", 1, "severity", 0, value="fatal"),
        spoilt("findings", 1, "where", "row", 0, value="7"),
        spoilt("placements", 2, "columns", value=[[1], ["date"], ["2"]]),
    ],
    ids=range(18),
)
def test_what_nobody_would_say_is_not_believed(told: Any) -> None:
    with pytest.raises(Garbled):
        heard(Intake, told)


def test_a_finding_of_the_reader_cites_the_form_and_no_law(monkeypatch: pytest.MonkeyPatch) -> None:
    intake = read(faulty())
    law = Citation("PMK 254/PMK.05/2015", "hal", "Pasal 1", confirmed=True)
    invented = replace(intake, findings=(replace(intake.findings[0], citation=law),))
    monkeypatch.setattr(apart, "ask", lambda *_: Answer(said(Intake, invented)))
    with pytest.raises(Unreadable) as refused:
        read_apart(clean())
    assert str(refused.value) == apart.TOO_MUCH
