"""What keeps an addendum from changing its agreement: one list for the actions that refuse and the page that helps."""

from __future__ import annotations

from partners.commitments import against_value
from partners.models import Addendum, Agreement
from partners.sums import sums_missing
from partners.terms import Terms, read_terms, terms_of
from regulations.dates import tanggal
from rupiah.format import format_rupiah


def addendum_terms(addendum: Addendum) -> Terms:
    """The terms as this addendum wants them."""
    return read_terms(
        {
            "value": addendum.value,
            "ends_on": addendum.ends_on.isoformat(),
            "budget": addendum.budget,
            "instalments": addendum.instalments,
        }
    )


def merge_missing(addendum: Addendum) -> list[str]:
    """Everything that keeps the addendum from being proposed or approved, as sentences; empty when it may.

    Asked of the agreement as it is now: since the copy was made an instalment may have been requested or reported on.
    """
    agreement = addendum.agreement
    if agreement.state != "active":
        return [f"{agreement} tidak sedang berlaku (status “{agreement.state_label}”), jadi tidak dapat diubah lagi."]
    before, after = terms_of(agreement), addendum_terms(addendum)
    if before == after:
        return ["Adendum ini belum mengubah apa pun. Ubah nilai, RAB, termin, atau masa berlakunya dahulu."]
    if addendum.kind == Addendum.Kind.EXTENSION:
        return _extension(before, after)
    return [
        *sums_missing(after.value, after.budget_total, after.instalment_total, "adendum"),
        *_lines_in_use(agreement, after),
        *_fixed_instalments(agreement, after),
        *_days(agreement, after),
        *(against_value(agreement, after.value) if after.value < before.value else ()),
    ]


def _extension(before: Terms, after: Terms) -> list[str]:
    if (before.value, before.budget, before.instalments) != (after.value, after.budget, after.instalments):
        return [
            "Isi perjanjian berubah sejak perpanjangan ini disusun. Batalkan konsep ini, lalu susun perpanjangan baru."
        ]
    if after.ends_on < before.ends_on:
        return [
            f"Perpanjangan berakhir {tanggal(after.ends_on)}, sebelum akhir semula {tanggal(before.ends_on)}. "
            "Untuk memperpendek masa berlaku, susun adendum perubahan isi."
        ]
    return []


def _lines_in_use(agreement: Agreement, after: Terms) -> list[str]:
    """Lines that would shrink below what accepted reports have used. One that is overrun already may stay as it is."""
    wanted = {line.code: line for line in after.budget}
    wrong = []
    for line in agreement.budget_lines.filter(used__gt=0):
        now = wanted.get(line.code)
        used = f"sudah dipakai {format_rupiah(line.used)} menurut laporan yang diterima"
        if now is None:
            wrong.append(f"Baris RAB {line.code} {used}, jadi tidak dapat dihapus. Kembalikan barisnya.")
        elif now.amount < min(line.used, line.amount):
            wrong.append(
                f"Baris RAB {line.code} {used}, jadi tidak dapat menjadi {format_rupiah(now.amount)}. "
                "Isi paling sedikit sebesar yang terpakai."
            )
    return wrong


def _fixed_instalments(agreement: Agreement, after: Terms) -> list[str]:
    """Instalments that have been requested or paid and would not stay as they are."""
    wanted = {part.number: part for part in after.instalments}
    wrong = []
    for part in agreement.instalments.filter(requested=True):
        now = wanted.get(part.number)
        if now is None or (now.amount, now.planned_on) != (part.amount, part.planned_on):
            wrong.append(
                f"Termin {part.number} sudah diajukan atau dibayar sebesar {format_rupiah(part.amount)}, jadi tidak "
                "dapat diubah. Buka konsep adendum, simpan lagi, lalu bagi selisihnya ke termin lain."
            )
    return wrong


def _days(agreement: Agreement, after: Terms) -> list[str]:
    """An end before the beginning, and instalments outside of the time."""
    if after.ends_on < agreement.starts_on:
        return [f"Akhir {tanggal(after.ends_on)} mendahului awal perjanjian {tanggal(agreement.starts_on)}."]
    return [
        f"Termin {part.number} direncanakan {tanggal(part.planned_on)}, di luar masa berlaku "
        f"{tanggal(agreement.starts_on)} sampai {tanggal(after.ends_on)}. Perbaiki rencananya."
        for part in after.instalments
        if not agreement.starts_on <= part.planned_on <= after.ends_on
    ]
