"""What a line says became of the money, in the words that banks use, or by a mark in a column of its own."""

from __future__ import annotations

import re

from grants.reconciliation.amounts import Marks, NotAnAmount, read_amount
from grants.reconciliation.grid import Value, text_of
from grants.reconciliation.records import Status

_WORDS = {
    Status.DELIVERED: "berhasil, sukses, success, successful, tersalur, tersalurkan, cair, dibayar, terbayar, "
    "dikreditkan, terkredit, terkirim, paid, ok, selesai",
    Status.RETUR: "retur, diretur, gagal, tidak berhasil, tidak tersalur, ditolak, tolak, dikembalikan, "
    "returned, return, reject, rejected, failed",
    Status.PENDING: "proses, diproses, dalam proses, sedang diproses, pending, menunggu, antri, belum diproses, "
    "belum cair",
}
_BY_PHRASE = {phrase.strip(): status for status, phrases in _WORDS.items() for phrase in phrases.split(",")}
_LONGEST_FIRST = sorted(_BY_PHRASE, key=len, reverse=True)
_YES, _NO = (
    {"ya", "y", "yes", "x", "v", "✓", "√", "true", "r", "retur"},
    {"", "-", "–", "tidak", "t", "n", "no", "0", "false"},
)


class NotAStatus(ValueError):
    """The words tell nothing that is sure; ``str()`` is an Indonesian sentence."""


def read_status(value: Value) -> tuple[Status, str]:
    """The status that a cell says, and what it adds: "RETUR - rekening tutup" is a retur because of "rekening tutup".

    Raises NotAStatus for words that are not known, and for words of two kinds in one cell ("berhasil diretur").
    """
    text = text_of(value)
    said = " ".join(re.sub(r"[^\w\s]", " ", text.casefold()).split())
    phrase = next((each for each in _LONGEST_FIRST if said == each or said.startswith(f"{each} ")), None)
    if phrase is None:
        raise NotAStatus(f"Status “{text}” tidak dikenal." if text else "Status kosong.")
    status = _BY_PHRASE[phrase]
    rest = said.removeprefix(phrase).split()
    if any(_BY_PHRASE.get(word, status) is not status for word in rest):
        raise NotAStatus(f"Status “{text}” menyebut dua hal yang berlawanan.")
    opening = r"^\W*" + r"\W+".join(map(re.escape, phrase.split())) + r"\W*"
    return status, re.sub(opening, "", text, flags=re.IGNORECASE).rstrip(" ()")


def says_retur(text: str) -> bool:
    """Whether free words begin by saying that the money came back."""
    try:
        return read_status(text)[0] is Status.RETUR
    except NotAStatus:
        return False


def read_retur_mark(value: Value, *, amount: int | None, marks: Marks) -> bool:
    """Whether a column of its own marks the line as returned: "Ya", "x", or the amount again; blank, "Tidak", 0 do not.

    Raises NotAStatus for a part of the amount, which no single payment can return, and for other words.
    """
    text = text_of(value)
    said = text.casefold()
    if said in _YES:
        return True
    if said in _NO:
        return False
    try:
        returned = read_amount(value, marks)
    except NotAnAmount:
        raise NotAStatus(f"Tanda retur “{text}” tidak dikenal.") from None
    if not returned:
        return False
    if returned != amount:
        raise NotAStatus(f"Nilai retur {text} berbeda dengan jumlah pembayarannya.")
    return True
