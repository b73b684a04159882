"""Reading and annotating an outside workbook in a process of its own: asked for here, done here, on two sides.

``read_apart``, ``whose_apart`` and ``annotate_apart`` do what ``read.read_report``, ``whose.whose`` and
``annotate.annotate`` do, in a child that has little memory and little time. Whatever befalls it, the treasurer gets a
sentence and the server serves on.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, BinaryIO, TypeVar, cast

from regulations.citation import QuotedCitation
from reports.intake.annotate import Located, annotate
from reports.intake.problems import FORM
from reports.intake.read import Expected, Identity, Intake, WrongWorkbook, read_report
from reports.intake.whose import whose
from sheets import Unreadable
from vault.apart import READING, Answer, Busy, Fell, Task, work_apart
from vault.wire import Garbled, heard, said

READ = Task("reports.intake.apart:read", READING)
WHOSE = Task("reports.intake.apart:identify", READING)
ANNOTATE = Task("reports.intake.apart:write_findings", READING)

Told = TypeVar("Told")

TOO_MUCH = (
    "Berkas ini terlalu besar atau rusak, sehingga tidak selesai dibaca. "
    "Hapus lembar, gambar, dan baris kosong berformat yang bukan bagian dari LPJ, simpan kembali sebagai .xlsx, lalu "
    "unggah. Bila tetap gagal, unduh buku kerja yang baru dan salin isian Anda ke sana."
)
BUSY = "Sistem sedang memeriksa banyak berkas. Berkas Anda belum disimpan. Tunggu satu menit, lalu unggah kembali."


def read_apart(file: BinaryIO, *, expected: Expected) -> Intake:
    """``read_report`` in a child. Raises Unreadable, or WrongWorkbook, with a sentence."""
    intake = understood(Intake, ask(READ, file, {"expected": said(Expected, expected)}))
    if any(finding.citation != FORM for finding in intake.findings):  # what reading says, the form itself asks for
        raise Unreadable(TOO_MUCH)
    return intake


def whose_apart(file: BinaryIO) -> Identity:
    """``whose`` in a child. Raises Unreadable, or WrongWorkbook, with a sentence."""
    return understood(Identity, ask(WHOSE, file, {}))


def annotate_apart(file: BinaryIO, located: Sequence[Located]) -> bytes:
    """``annotate`` in a child. Raises Unreadable with a sentence."""
    citations = [str(each.finding.citation) for each in located]
    return ask(ANNOTATE, file, {"located": said(list[Located], located), "citations": citations}).content


def ask(task: Task, file: BinaryIO, options: dict[str, Any]) -> Answer:
    """What ``task`` makes of the file in a child. Raises Unreadable, or WrongWorkbook, with a sentence."""
    file.seek(0)
    try:
        answer = work_apart(task, file.read(), options)
        match answer.value:
            case {"refused": sentence, "wrong": wrong}:
                raise (WrongWorkbook if wrong else Unreadable)(heard(str, sentence))
        return answer
    except Busy as problem:
        raise Unreadable(BUSY) from problem
    except (Fell, Garbled) as problem:
        raise Unreadable(TOO_MUCH) from problem


def understood(kind: type[Told], answer: Answer) -> Told:
    """What the child said, which must be of this type. Raises Unreadable with a sentence."""
    try:
        return cast(Told, heard(kind, answer.value))
    except Garbled as problem:
        raise Unreadable(TOO_MUCH) from problem


def read(content: bytes, options: dict[str, Any]) -> Answer:
    """In the child: what ``read_apart`` asks for."""
    expected = heard(Expected, options["expected"])
    try:
        return Answer(said(Intake, read_report(io.BytesIO(content), expected=expected)))
    except Unreadable as problem:
        return refused(problem)


def identify(content: bytes, options: dict[str, Any]) -> Answer:
    """In the child: what ``whose_apart`` asks for."""
    try:
        return Answer(said(Identity, whose(io.BytesIO(content))))
    except Unreadable as problem:
        return refused(problem)


def write_findings(content: bytes, options: dict[str, Any]) -> Answer:
    """In the child: what ``annotate_apart`` asks for. Of citations the child knows their whole text, and no more."""
    located = [
        replace(each, finding=replace(each.finding, citation=QuotedCitation(citation, "")))
        for each, citation in zip(heard(list[Located], options["located"]), options["citations"], strict=True)
    ]
    try:
        return Answer(None, annotate(io.BytesIO(content), located))
    except Unreadable as problem:
        return refused(problem)


def refused(problem: Unreadable) -> Answer:
    """In the child: that it cannot be done, and the sentence that says why."""
    return Answer({"refused": said(str, str(problem)), "wrong": isinstance(problem, WrongWorkbook)})
