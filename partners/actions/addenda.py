"""Writes about addenda: copying an agreement's terms, changing the copy, proposing it, merging it when it is signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from accounts.models import User
from accounts.roles import Permission
from partners.bounds import validate_day
from partners.merging import addendum_terms, merge_missing
from partners.models import Addendum, Agreement, Amendment, BudgetLine, Instalment
from partners.permissions import require
from partners.saving import save_checked
from partners.terms import BudgetLineInput, InstalmentInput, Terms, impossible, parts, terms_of
from partners.validity import require_not_future, require_order
from regulations.dates import tanggal
from trail.authors import has_written
from trail.changed import difference
from trail.reasons import sentence_in
from trail.record import record_event
from trail.refusal import NotAllowed, Refusal, StalePage
from trail.transition import transition
from vault.door import Upload, receive
from vault.kinds import EVIDENCE
from vault.refused import Refused

_EXAMPLE = "Dua anak asuh bertambah sejak Juli, permakanan perlu ditambah."


@transaction.atomic
def draft_addendum(*, agreement: Agreement, by: User, kind: str, because: str) -> Addendum:
    """Copy the terms of an agreement in force into a draft. Refuses a second one while another is under way."""
    require(by, Permission.DRAFT_AGREEMENT, agreement)
    row = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if row.state != "active":
        raise Refusal(f"{row} berstatus “{row.state_label}”. Adendum hanya untuk perjanjian yang berlaku.")
    terms = terms_of(row)
    addendum = Addendum(
        agreement=row,
        ordinal=row.addenda.exclude(state="dropped").count() + 1,
        kind=kind,
        because=sentence_in(because, example=_EXAMPLE, what="Mengapa diubah"),
        value=terms.value,
        ends_on=terms.ends_on,
        **parts(terms.budget, terms.instalments),
        drafted_by=by,
    )
    save_checked(addendum, taken=f"{row} sudah mempunyai adendum yang belum selesai. Selesaikan atau batalkan dahulu.")
    record_event(verb="addendum.draft", obj=addendum, by=by, data={"kind": kind, "value": terms.value})
    return addendum


@transaction.atomic
def revise_extension(*, addendum: Addendum, by: User, version: int, because: str, ends_on: date) -> Addendum:
    """Write the draft of an extension anew: only its reason and the new end."""
    require(by, Permission.DRAFT_AGREEMENT, addendum)
    return _revise(addendum, by, version, because=because, ends_on=ends_on)


@transaction.atomic
def revise_addendum(
    *,
    addendum: Addendum,
    by: User,
    version: int,
    because: str,
    value: int,
    ends_on: date,
    budget_lines: Sequence[BudgetLineInput],
    instalments: Sequence[InstalmentInput],
) -> Addendum:
    """Write a draft anew. Sums need not tie yet; what is requested or paid stands in ``instalments`` as it is."""
    require(by, Permission.DRAFT_AGREEMENT, addendum)
    if addendum.kind == Addendum.Kind.EXTENSION:
        raise Refusal("Perpanjangan hanya mengubah akhir masa berlaku. Susun adendum perubahan isi untuk yang lain.")
    wrong = impossible(value, budget_lines, instalments)
    if wrong:
        raise Refusal(*wrong)
    lines = [
        BudgetLineInput(line.code.strip(), line.description.strip(), line.volume, line.unit.strip(), line.unit_price)
        for line in budget_lines
    ]
    return _revise(
        addendum, by, version, because=because, ends_on=ends_on, value=value, **parts(lines, list(instalments))
    )


@transaction.atomic
def propose_addendum(*, addendum: Addendum, by: User, version: int) -> Addendum:
    """Hand an addendum to who approves. Refuses with all that keeps it from being merged."""
    row = _lock(addendum)
    if row.version == version and row.state == "draft":
        _refuse_unready(row)
    return transition(addendum, "propose", by=by, version=version, data={"value": row.value})


@transaction.atomic
def drop_addendum(*, addendum: Addendum, by: User, version: int, reason: str) -> Addendum:
    """Give a draft up; it stays on record."""
    return transition(addendum, "drop", by=by, version=version, reason=reason)


@transaction.atomic
def send_back_addendum(*, addendum: Addendum, by: User, version: int, reason: str) -> Addendum:
    """Return a proposed addendum to its author, with the reason."""
    return transition(addendum, "send_back", by=by, version=version, reason=reason)


@transaction.atomic
def approve_addendum(
    *, addendum: Addendum, by: User, version: int, number: str, signed_on: date, upload: Upload | None
) -> Addendum:
    """Record the signed paper and let its terms hold: value, end, RAB and instalments of the agreement, all or nothing.

    What was before and after is kept beside it. Refuses its authors, what cannot be merged any more, a date that the
    agreement does not span, and a paper without its scan. Who asks for a payment meanwhile waits for the agreement.
    """
    row = _lock(addendum)
    if row.version == version and row.state == "proposed":
        if by.may(Permission.APPROVE_AGREEMENT, row) and has_written(row, by):
            raise NotAllowed(
                f"{row} harus disetujui orang lain: Anda sendiri ikut menyusunnya.",
                "Mintalah pejabat lain yang berwenang.",
            )
        _refuse_unready(row)
        _check_paper(row, number, signed_on, upload)
    scan = _received(upload, by)
    changes = {"number": number.strip(), "signed_on": signed_on, "scan_id": scan.pk}
    data = {"number": number.strip(), "signed_on": signed_on.isoformat(), "sha256": scan.sha256, "value": row.value}
    try:
        with transaction.atomic():
            transition(addendum, "approve", by=by, version=version, changes=changes, data=data)
    except IntegrityError as problem:
        raise Refusal(f"Nomor adendum {number.strip()} sudah dipakai adendum lain pada perjanjian ini.") from problem
    _merge(addendum, row.agreement, by)
    return addendum


def _lock(addendum: Addendum) -> Addendum:
    """The addendum as it is, its agreement's row taken first: payments and other addenda queue for the same."""
    agreement = Agreement.objects.select_for_update().select_related("partner").get(pk=addendum.agreement_id)
    row = Addendum.objects.select_for_update().get(pk=addendum.pk)
    row.agreement = agreement
    return row


def _refuse_unready(row: Addendum) -> None:
    missing = merge_missing(row)
    if missing:
        raise Refusal(*missing)


def _revise(addendum: Addendum, by: User, version: int, *, because: str, **fields: Any) -> Addendum:
    """Write a draft's fields where its page showed this version; the update decides who was first."""
    taken = Addendum.objects.filter(pk=addendum.pk, version=version, state="draft").update(
        version=models.F("version") + 1
    )
    if not taken:
        raise StalePage(
            f"{addendum} sudah berubah sejak Anda membuka halaman ini, atau bukan konsep lagi.",
            "Tidak ada yang disimpan. Buka lagi adendumnya, periksa, lalu ubah.",
        )
    row = _lock(addendum)
    ends_on = fields.get("ends_on")
    if ends_on is not None:
        require_order("tanggal mulai PKS", row.agreement.starts_on, "Akhir masa berlaku", ends_on)
    fields["because"] = sentence_in(because, example=_EXAMPLE, what="Mengapa diubah")
    changes = difference(row, fields)
    for name, value in fields.items():
        setattr(row, name, value)
    save_checked(row, taken="Adendum ini baru saja diubah orang lain. Muat ulang halaman, lalu periksa.")
    if changes:
        record_event(verb="addendum.revise", obj=row, by=by, data={"changes": changes})
    addendum.refresh_from_db()
    return addendum


def _check_paper(row: Addendum, number: str, signed_on: date, upload: Upload | None) -> None:
    """Refuse a paper that cannot be the one that both parties signed."""
    wrong = []
    if not number.strip():
        wrong.append("Nomor adendum belum diisi. Salin dari naskah yang ditandatangani.")
    if upload is None:
        wrong.append("Pindaian naskah yang ditandatangani belum dilampirkan.")
    try:
        validate_day(signed_on)
    except ValidationError as problem:
        wrong += [f"Tanggal tanda tangan: {message}" for message in problem.messages]
    if wrong:
        raise Refusal(*wrong)
    require_not_future("Tanggal tanda tangan", signed_on)
    agreement = row.agreement
    require_order("tanggal tanda tangan PKS", agreement.signed_on, "Tanggal tanda tangan adendum", signed_on)
    if signed_on > agreement.ends_on:
        raise Refusal(
            f"Adendum ditandatangani {tanggal(signed_on)}, sesudah perjanjian berakhir {tanggal(agreement.ends_on)}. "
            "Perjanjian yang sudah berakhir tidak dapat diubah; buat perjanjian baru."
        )


def _received(upload: Upload | None, by: User) -> Any:
    if upload is None:
        raise Refusal("Pindaian naskah yang ditandatangani belum dilampirkan.")
    try:
        return receive(upload, by=by, accept=EVIDENCE, label="Naskah adendum")
    except Refused as refused:
        raise Refusal(refused.sentence) from refused


def _merge(addendum: Addendum, agreement: Agreement, by: User) -> None:
    """Make the agreement what the addendum says; afterwards value, RAB and instalments tie or nothing has happened."""
    before, after = terms_of(agreement), addendum_terms(addendum)
    Agreement.objects.filter(pk=agreement.pk).update(
        value=after.value, ends_on=after.ends_on, version=models.F("version") + 1
    )
    _merge_lines(agreement, after)
    _merge_instalments(agreement, after)
    now = terms_of(Agreement.objects.get(pk=agreement.pk))
    if now.data != after.data or not now.value == now.budget_total == now.instalment_total:
        raise Refusal("Jumlah sesudah digabung tidak cocok dengan adendum. Tidak ada yang diubah; muat ulang halaman.")
    Amendment.objects.create(
        addendum=addendum,
        value_before=before.value,
        value_after=after.value,
        before=before.data,
        after=after.data,
    )
    data = {
        "addendum": addendum.number,
        "value": [before.value, after.value],
        "ends_on": [before.ends_on.isoformat(), after.ends_on.isoformat()],
    }
    record_event(verb="agreement.amend", obj=agreement, by=by, data=data)


def _merge_lines(agreement: Agreement, after: Terms) -> None:
    """Lines keep their row, and what was used of them, by their code."""
    known = {line.code: line for line in agreement.budget_lines.all()}
    agreement.budget_lines.exclude(code__in=[line.code for line in after.budget]).delete()
    for line in after.budget:
        row = known.get(line.code) or BudgetLine(agreement=agreement, code=line.code)
        row.description, row.volume, row.unit, row.unit_price = (
            line.description,
            line.volume,
            line.unit,
            line.unit_price,
        )
        save_checked(row, taken=f"Kode RAB {line.code} dipakai lebih dari satu baris. Beri kode yang berbeda.")


def _merge_instalments(agreement: Agreement, after: Terms) -> None:
    """Instalments keep their row by their number; those requested are as they were, and are not written."""
    known = {part.number: part for part in agreement.instalments.all()}
    gone = agreement.instalments.exclude(number__in=[part.number for part in after.instalments])
    try:
        gone.delete()
    except models.ProtectedError as problem:
        numbers = ", ".join(str(part.number) for part in gone)
        raise Refusal(
            f"Termin {numbers} tidak dapat dihapus karena sudah punya catatan penyaluran, misalnya SPP yang ditolak. "
            "Ubah jumlahnya dan biarkan terminnya."
        ) from problem
    for part in after.instalments:
        row = known.get(part.number) or Instalment(agreement=agreement, number=part.number)
        if not row.requested:
            row.amount, row.planned_on = part.amount, part.planned_on
            save_checked(row, taken=f"Termin {part.number} baru saja diubah orang lain. Muat ulang halaman.")
