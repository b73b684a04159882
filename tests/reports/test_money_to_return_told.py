"""The report's page names all money that has to go back, not only what was opened last."""

from __future__ import annotations

from grants.models import TreasuryReturn
from reports.journey import returns_next

REMAINDER = TreasuryReturn(pk=1, kind="sisa", amount=9_250_000, state="open")
INTEREST = TreasuryReturn(pk=2, kind="bunga", amount=5_000, state="open")


def test_remainder_and_bank_interest_are_both_named() -> None:
    told = returns_next([REMAINDER, INTEREST])
    assert told.title == "Laporan diterima; sisa dana dan bunga bank Rp9.255.000 harus kembali ke kas negara"
    assert told.sentence.endswith("Masing-masing disetor dan dicatat sendiri.")
    assert (told.label, told.url) == ("Buka pengembalian sisa dana", REMAINDER.get_absolute_url())


def test_one_return_is_paid_without_further_words() -> None:
    told = returns_next([INTEREST])
    assert told.title == "Laporan diterima; bunga bank Rp5.000 harus kembali ke kas negara"
    assert told.sentence == "Bayar dengan kode billing, lalu catat NTPN dan bukti setornya."


def test_what_is_deposited_is_not_asked_for_again() -> None:
    told = returns_next([TreasuryReturn(pk=3, kind="sisa", amount=9_250_000, state="deposited")])
    assert told.title == "Laporan diterima; sisa dana Rp9.250.000 sudah disetor"
    assert "Bayar" not in told.sentence
