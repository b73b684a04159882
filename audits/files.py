"""Files of this room on their way through the door."""

from __future__ import annotations

from collections.abc import Iterable

from trail.refusal import Refusal
from vault.door import Admitted, Upload, admit
from vault.kinds import EVIDENCE, Kind
from vault.refused import Refused


def admitted(uploads: Iterable[Upload], *, label: str, accept: frozenset[Kind] = EVIDENCE) -> list[Admitted]:
    """The files, judged and scanned, all or none; nothing is written yet. Call it before any transaction begins: on
    SQLite each takes the whole database.

    Raises Refusal where the vault does not let one of them in.
    """
    try:
        return [admit(upload, accept=accept, label=label) for upload in uploads]
    except Refused as refused:
        raise Refusal(refused.sentence) from refused
