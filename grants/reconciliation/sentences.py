"""What came of a reconciliation, in words. No sentence holds a whole account number."""

from __future__ import annotations

from grants.reconciliation.compare import Pair
from grants.reconciliation.headings import Field
from grants.reconciliation.identifiers import masked_account
from grants.reconciliation.match import Duplicate, Tie
from grants.reconciliation.records import Expected, Reported
from regulations.dates import tanggal
from rupiah.format import format_rupiah

_WORDS = {
    Field.NUMBER: "nomor SP2D",
    Field.ORDER_NUMBER: "nomor SPM",
    Field.AMOUNT: "jumlah",
    Field.DATE: "tanggal",
    Field.ACCOUNT: "rekening",
    Field.NAME: "nama",
}


def payment_named(payment: Expected) -> str:
    """A payment in a few words: its number, or its account's end, with the amount."""
    named = f"SP2D {payment.number}" if payment.number else f"rekening {masked_account(payment.account)}"
    return f"{named} {format_rupiah(payment.amount)}"


def line_named(line: Reported) -> str:
    """A line in a few words: its place, number or account's end, and amount."""
    named = (
        f"SP2D {line.number}"
        if line.number
        else f"rekening {masked_account(line.account)}"
        if line.account
        else line.name
    )
    return " ".join(filter(None, (line.place, named, format_rupiah(line.amount))))


def agreement(pair: Pair) -> str:
    """What agrees, as "Cocok: nomor SP2D, jumlah."; "" where nothing does."""
    words = [word for each, word in _WORDS.items() if each in pair.agree]
    return f"Cocok: {', '.join(words)}." if words else ""


def differences(pair: Pair) -> list[str]:
    """A sentence for each thing that differs: ours, theirs, and by how much."""
    ours, theirs = pair.expected, pair.reported
    told = []
    if Field.NUMBER in pair.differ:
        slip = f" ({pair.number_slip.value})" if pair.number_slip else ""
        told.append(f"Nomor SP2D berbeda{slip}: tercatat {ours.number}, dilaporkan {theirs.number}.")
    if Field.ORDER_NUMBER in pair.differ:
        told.append(f"Nomor SPM berbeda: tercatat {ours.order_number}, dilaporkan {theirs.order_number}.")
    if Field.AMOUNT in pair.differ:
        less = "lebih" if pair.amount_difference > 0 else "kurang"
        told.append(
            f"Jumlah berbeda: tercatat {format_rupiah(ours.amount)}, dilaporkan {format_rupiah(theirs.amount)}, "
            f"{less} {format_rupiah(abs(pair.amount_difference))}."
        )
    if Field.DATE in pair.differ and ours.day and theirs.day:
        later = "sesudah" if pair.days_between > 0 else "sebelum"
        told.append(
            f"Tanggal berbeda: tercatat {tanggal(ours.day)}, dilaporkan {tanggal(theirs.day)}, "
            f"{abs(pair.days_between)} hari {later}nya."
        )
    if Field.ACCOUNT in pair.differ:
        slip = f" ({pair.account_slip.value})" if pair.account_slip else ""
        told.append(
            f"Rekening berbeda{slip}: tercatat {masked_account(ours.account)}, "
            f"dilaporkan {masked_account(theirs.account)}."
        )
    if Field.NAME in pair.differ:
        told.append(f"Nama ditulis berbeda: tercatat {ours.name}, dilaporkan {theirs.name}.")
    return told


def unproven(pair: Pair) -> list[str]:
    """What a near pair lacks although nothing differs."""
    if pair.differ - {Field.NAME}:
        return []
    absent = [word for each, word in _WORDS.items() if each not in pair.agree | pair.differ and each in _NEEDED]
    return [f"Belum pasti: berkas tidak menyebut {' dan '.join(absent)}."] if absent else []


_NEEDED = (Field.NUMBER, Field.DATE, Field.ACCOUNT)


def tie_told(tie: Tie) -> str:
    lines = ", ".join(line.place for line in tie.reported)
    payments = ", ".join(payment_named(payment) for payment in tie.expected)
    return f"Sama kuat, jadi tidak diputuskan: {payments} dengan {lines}. Pilih pasangannya."


def duplicate_told(duplicate: Duplicate) -> str:
    named = line_named(duplicate.line)
    return f"{named[0].upper()}{named[1:]} mengulang {duplicate.first.place}. Hanya yang pertama dicocokkan."


def contradiction_told(lines: tuple[Reported, ...]) -> str:
    said = "; ".join(
        f"{line.place}: {format_rupiah(line.amount)}, {line.status.label}{f', {tanggal(line.day)}' if line.day else ''}"
        for line in lines
    )
    return f"Berkas menyebut pembayaran yang sama dengan isi berlainan ({said}). Tanyakan kepada bank mana yang benar."
