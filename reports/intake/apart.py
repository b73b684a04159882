"""Reading and annotating an outside workbook in a process of its own: asked for here, done here, on two sides.

``read_apart``, ``whose_apart`` and ``annotate_apart`` do what ``read.read_report``, ``whose.whose`` and
``annotate.annotate`` do, in a child that has little memory and little time. Whatever befalls it, the treasurer gets a
sentence and the server serves on.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, BinaryIO

from regulations.citation import QuotedCitation
from regulations.findings import Finding, Severity, Where
from reports.intake.annotate import Located, annotate
from reports.intake.answers import Garbled, identity_of, intake_of, plain, text
from reports.intake.read import Expected, Identity, Intake, WrongWorkbook, read_report
from reports.intake.whose import whose
from sheets import Unreadable
from vault.apart import MEGABYTE, Answer, Busy, Fell, Limits, Task, work_apart

READ = Task("reports.intake.apart:read", Limits(memory=280 * MEGABYTE, processor=8, clock=30))
WHOSE = Task("reports.intake.apart:identify", READ.limits)
ANNOTATE = Task("reports.intake.apart:write_findings", READ.limits)

TOO_MUCH = (
    "Berkas ini terlalu besar atau rusak, sehingga tidak selesai dibaca. "
    "Hapus lembar, gambar, dan baris kosong berformat yang bukan bagian dari LPJ, simpan kembali sebagai .xlsx, lalu "
    "unggah. Bila tetap gagal, unduh buku kerja yang baru dan salin isian Anda ke sana."
)
BUSY = "Sistem sedang memeriksa banyak berkas. Berkas Anda belum disimpan. Tunggu satu menit, lalu unggah kembali."


def read_apart(file: BinaryIO, *, expected: Expected) -> Intake:
    """``read_report`` in a child. Raises Unreadable, or WrongWorkbook, with a sentence."""
    options = {**asdict(expected), "period": [day.toordinal() for day in expected.period]}
    try:
        return intake_of(ask(READ, file, options).value)
    except Garbled as problem:
        raise Unreadable(TOO_MUCH) from problem


def whose_apart(file: BinaryIO) -> Identity:
    """``whose`` in a child. Raises Unreadable, or WrongWorkbook, with a sentence."""
    try:
        return identity_of(ask(WHOSE, file, {}).value)
    except Garbled as problem:
        raise Unreadable(TOO_MUCH) from problem


def annotate_apart(file: BinaryIO, located: Sequence[Located]) -> bytes:
    """``annotate`` in a child. Raises Unreadable with a sentence."""
    told = [[each.cell, _told(each.finding)] for each in located]
    return ask(ANNOTATE, file, {"located": told}).content


def ask(task: Task, file: BinaryIO, options: dict[str, Any]) -> Answer:
    """What ``task`` makes of the file in a child. Raises Unreadable, or WrongWorkbook, with a sentence."""
    file.seek(0)
    try:
        answer = work_apart(task, file.read(), options)
        match answer.value:
            case {"refused": sentence, "wrong": wrong}:
                raise (WrongWorkbook if wrong else Unreadable)(text(sentence))
        return answer
    except Busy as problem:
        raise Unreadable(BUSY) from problem
    except (Fell, Garbled) as problem:
        raise Unreadable(TOO_MUCH) from problem


def read(content: bytes, options: dict[str, Any]) -> Answer:
    """In the child: what ``read_apart`` asks for."""
    first, last = (date.fromordinal(day) for day in options.pop("period"))
    try:
        return Answer(plain(read_report(io.BytesIO(content), expected=Expected(**options, period=(first, last)))))
    except Unreadable as problem:
        return _refused(problem)


def identify(content: bytes, options: dict[str, Any]) -> Answer:
    """In the child: what ``whose_apart`` asks for."""
    try:
        return Answer(asdict(whose(io.BytesIO(content))))
    except Unreadable as problem:
        return _refused(problem)


def write_findings(content: bytes, options: dict[str, Any]) -> Answer:
    """In the child: what ``annotate_apart`` asks for."""
    located = [Located(_heard(**told), cell) for cell, told in options["located"]]
    try:
        return Answer(None, annotate(io.BytesIO(content), located))
    except Unreadable as problem:
        return _refused(problem)


def _told(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "where": asdict(finding.where),
        "found": finding.found,
        "expected": finding.expected,
        "remedy": finding.remedy,
        "citation": str(finding.citation),
    }


def _heard(*, severity: str, where: dict[str, Any], citation: str, **texts: str) -> Finding:
    return Finding(severity=Severity(severity), where=Where(**where), citation=QuotedCitation(citation, ""), **texts)


def _refused(problem: Unreadable) -> Answer:
    return Answer({"refused": str(problem), "wrong": isinstance(problem, WrongWorkbook)})
