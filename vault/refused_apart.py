"""A refusal that is found in a child of ``vault.apart``: told on one side, raised on the other."""

from __future__ import annotations

import logging
from typing import Any

from vault.apart import Answer, Busy, Fell, Task, work_apart
from vault.refused import Refused

_log = logging.getLogger(__name__)


def told(refusal: Refused) -> Answer:
    """In the child: the answer that says so."""
    return Answer({"code": refusal.code, "sentence": refusal.sentence})


def ask(task: Task, content: bytes, options: dict[str, Any], *, fell: Refused) -> bytes:
    """What ``task`` makes of the file. Raises Refused: the child's own, ``fell`` where it did not live to tell, or that
    too many files are being looked at."""
    try:
        answer = work_apart(task, content, options)
    except Busy as problem:
        raise Refused(
            "busy", "sistem sedang memeriksa banyak berkas. Tunggu satu menit, lalu unggah kembali."
        ) from problem
    except Fell as problem:
        raise fell from problem
    match answer.value:
        case None:
            return answer.content
        case {"code": str(code), "sentence": str(sentence)}:
            raise Refused(code, sentence)
    _log.warning("a child said of a file what nobody understands")
    raise fell
