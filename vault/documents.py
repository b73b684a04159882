"""PDF files: judged in a process of their own, which may fall over without harm to anybody else.

A few kilobytes of hostile PDF can ask for gigabytes or for minutes. The process that opens it
(``vault.documents_child``) has little of either; where it needs more, the file is refused.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

from vault.refused import Refused

PRINT_AGAIN = 'Buka PDF itu, pilih Cetak → "Simpan sebagai PDF", lalu unggah berkas yang baru itu.'
#: On the clock, a busy machine included; the processor's seconds are limited in the child itself.
MAX_SECONDS = 30.0

#: Readers look for the end mark in the last kilobyte; some scanners pad the file behind it.
_TAIL = 4096
_CODE = Path(__file__).resolve().parents[1]
_log = logging.getLogger(__name__)


def judge_pdf(file: BinaryIO, size: int) -> None:
    """Raise Refused unless the PDF is whole, opens without a password, has pages, and is only paper."""
    file.seek(max(0, size - _TAIL))
    if b"%%EOF" not in file.read():
        raise broken()  # qpdf would mend it by guessing, and lose the pages that never arrived
    file.seek(0)
    command = [sys.executable, "-m", "vault.documents_child"]
    try:
        # Nothing of the sender is in the command; the child gets no environment, so it knows no secret.
        run = subprocess.run(  # noqa: S603
            command, input=file.read(), capture_output=True, cwd=_CODE, env={}, timeout=MAX_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as problem:
        raise too_complex() from problem
    if run.returncode:
        _log.warning("judging a PDF ended with %s: %s", run.returncode, run.stderr[-500:].decode(errors="replace"))
        raise too_complex()
    verdict = json.loads(run.stdout)
    if verdict is not None:
        raise Refused(verdict["code"], verdict["sentence"])


def too_complex() -> Refused:
    """The refusal of a PDF that takes too much memory or time to look through."""
    return Refused("pdf_too_complex", f"susunan PDF terlalu rumit untuk diperiksa. {PRINT_AGAIN}")


def locked() -> Refused:
    """The refusal of a PDF with a password."""
    return Refused("encrypted", f"PDF dikunci dengan kata sandi. {PRINT_AGAIN}")


def broken() -> Refused:
    """The refusal of a PDF that is not whole."""
    return Refused(
        "broken_pdf",
        "PDF rusak atau terpotong sehingga tidak dapat dibuka. Pindai atau simpan ulang dokumennya, lalu unggah "
        "kembali.",
    )
