"""Whose answer a finding still waits for, as the reader's own side sees it."""

from __future__ import annotations

from dataclasses import dataclass

from audits.models import Finding, Side
from regulations.dates import tanggal

_NAMES = {Side.PARTNER: "LKS", Side.OFFICE: "balai"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is said at the head of a finding that waits; ``late``: its last day has passed."""

    sentence: str
    late: bool


def waiting_for(finding: Finding, reader: Side | None) -> Waiting | None:
    """For whom the finding waits, and until when; None for one that waits for no answer.

    ``reader`` is the side for which the reader answers: whose own answer is in reads that it is, and who is missing.
    """
    if finding.state != "shown" or finding.answer_by is None:
        return None
    given = set(finding.answers.filter(round=finding.round).values_list("side", flat=True))
    missing = [side for side in finding.sides if side.value not in given]
    late = finding.office.today > finding.answer_by
    limit = f"batasnya {tanggal(finding.answer_by)} sudah lewat" if late else f"sampai {tanggal(finding.answer_by)}"
    after = " Temuan dapat ditetapkan final tanpa tanggapan itu." if late else ""
    return Waiting(f"{_told(missing, reader)}, {limit}.{after}", late)


def _told(missing: list[Side], reader: Side | None) -> str:
    if reader in missing:
        others = "".join(f" dan {_NAMES[side]}" for side in missing if side is not reader)
        return f"Menunggu tanggapan Anda{others}"
    names = " dan ".join(_NAMES[side] for side in missing)
    return f"Tanggapan Anda sudah masuk, menunggu {names}" if reader else f"Menunggu tanggapan {names}"
