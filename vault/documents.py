"""PDF files: judged in a child of ``vault.apart``, which may fall over without harm to anybody else.

A few kilobytes of hostile PDF can ask for gigabytes or for minutes. The child that opens it (``vault.documents_child``)
has little of either; where it needs more, the file is refused.
"""

from __future__ import annotations

from typing import BinaryIO

from vault.apart import MEGABYTE, Limits, Task
from vault.refused import Refused
from vault.refused_apart import ask

PRINT_AGAIN = 'Buka PDF itu, pilih Cetak → "Simpan sebagai PDF", lalu unggah berkas yang baru itu.'
#: An honest PDF of 25 MB takes a quarter of this, and less than a second.
LOOK = Task("vault.documents_child:look", Limits(memory=280 * MEGABYTE, processor=9, clock=20))

#: Readers look for the end mark in the last kilobyte; some scanners pad the file behind it.
_TAIL = 4096


def judge_pdf(file: BinaryIO, size: int) -> None:
    """Raise Refused unless the PDF is whole, opens without a password, has pages, and is only paper."""
    file.seek(max(0, size - _TAIL))
    if b"%%EOF" not in file.read():
        raise broken()  # qpdf would mend it by guessing, and lose the pages that never arrived
    file.seek(0)
    ask(LOOK, file.read(), {}, fell=too_complex())


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
