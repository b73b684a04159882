"""Writes about decrees of recipients: drafted by the PPK, approved by the KPA, replaced by a further decree."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.roles import Permission
from grants.actions.recipients import copy_recipients
from grants.decreed import against_payments, dead_on
from grants.models import Decree
from grants.validity import require_not_future, require_order, require_permission
from partners.models import Agreement
from partners.saving import save_checked
from rupiah.format import format_angka, format_rupiah
from trail.authors import has_written
from trail.changed import difference
from trail.record import record_event
from trail.refusal import NotAllowed, Refusal, StalePage
from trail.transition import transition
from vault.door import Upload, receive
from vault.kinds import EVIDENCE
from vault.models import StoredFile
from vault.refused import Refused

#: What makes a person one of a decree's authors, who does not approve it.


@transaction.atomic
def draft_decree(
    *,
    agreement: Agreement,
    number: str,
    decided_on: date,
    set_by_name: str,
    approved_by_name: str,
    by: User,
    names_people: bool = False,
    upload: Upload | None = None,
) -> Decree:
    """Draft the decree of recipients (SK) of an active agreement; where one is in force, this one is to replace it
    and begins with its list.

    Refuses a second draft, a date to come, a number that the agreement has already, and a file that the vault does
    not let in.
    """
    require_permission(by, Permission.DRAFT_DECREE, "menyusun SK penerima", agreement)
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if agreement.state != "active":
        raise Refusal(
            f"{agreement} tidak sedang berlaku (status “{agreement.state_label}”), jadi SK belum dapat disusun."
        )
    begun = agreement.decrees.unfinished().first()
    if begun is not None:
        raise Refusal(f"{begun} untuk {agreement} masih disusun atau menunggu pengesahan. Selesaikan SK itu dahulu.")
    in_force = agreement.decrees.in_force().first()
    decree = Decree(
        agreement=agreement,
        number=number.strip(),
        decided_on=decided_on,
        set_by_name=set_by_name.strip(),
        approved_by_name=approved_by_name.strip(),
        names_people=names_people,
        changes=in_force,
        drafted_by=by,
    )
    _require_days(decree)
    if upload is not None:
        decree.file = _received(upload, by)
    save_checked(decree, taken=_taken(decree))
    data: dict[str, Any] = {
        "decided_on": decree.decided_on.isoformat(),
        "names_people": names_people,
        "file": decree.file.sha256 if decree.file else "",
    }
    if in_force is not None:
        data["changes"] = in_force.number
        if names_people:
            data["copied"] = copy_recipients(source=in_force, target=decree)
    record_event(verb="decree.draft", obj=decree, by=by, data=data)
    return decree


@transaction.atomic
def revise_decree(*, decree: Decree, by: User, version: int, upload: Upload | None = None, **fields: Any) -> Decree:
    """Change what a draft says of itself; the trail keeps what stood there before.

    Refuses once it has been proposed, and to give a list of persons up that is not empty.
    """
    require_permission(by, Permission.DRAFT_DECREE, "mengubah SK penerima", decree)
    row = Decree.objects.select_for_update().get(pk=decree.pk)
    if row.state != "draft" or row.version != version:
        raise StalePage(f"{row} sudah berubah sejak Anda membuka halaman ini: kini berstatus “{row.state_label}”.")
    changes = difference(row, {name: _stripped(value) for name, value in fields.items()})
    for name in changes:
        setattr(row, name, _stripped(fields[name]))
    if "names_people" in changes and not row.names_people and row.recipients.exists():
        raise Refusal("Daftar penerimanya masih berisi orang. Keluarkan mereka dahulu bila penerimanya LKS sendiri.")
    _require_days(row)
    if upload is not None:
        row.file = _received(upload, by)
        changes["file"] = {"from": "", "to": row.file.sha256}
    if not changes:
        return row
    save_checked(row, taken=_taken(row))
    record_event(verb="decree.revise", obj=row, by=by, data={"changes": changes})
    return row


@transaction.atomic
def attach_decree(*, decree: Decree, upload: Upload, by: User) -> Decree:
    """Keep the scan of the signed decree, once. Refuses where there is one already."""
    require_permission(by, Permission.DRAFT_DECREE, "melampirkan pindaian SK", decree)
    row = Decree.objects.select_for_update().get(pk=decree.pk)
    if row.file_id is not None:
        raise Refusal(f"Pindaian {row} sudah tersimpan dan tidak diganti.")
    row.file = file = _received(upload, by)
    row.save(update_fields=["file"])
    record_event(verb="decree.attach", obj=row, by=by, data={"file": file.sha256})
    return row


@transaction.atomic
def propose_decree(*, decree: Decree, by: User, version: int) -> Decree:
    """Hand a draft to the KPA. Refuses a list that cannot be approved, with every reason."""
    require_permission(by, Permission.DRAFT_DECREE, "mengajukan SK penerima", decree)
    # Payments queue for the agreement, who adds recipients for the decree.
    agreement = Agreement.objects.select_for_update().get(pk=decree.agreement_id)
    row = Decree.objects.select_for_update().get(pk=decree.pk)
    row.agreement = agreement
    _require_sound(row)
    return transition(decree, "propose", by=by, version=version, data=_sums(row))


@transaction.atomic
def send_back_decree(*, decree: Decree, reason: str, by: User, version: int) -> Decree:
    """Give a proposed decree back to the PPK, with a reason."""
    return transition(decree, "send_back", by=by, version=version, reason=reason)


@transaction.atomic
def approve_decree(*, decree: Decree, by: User, version: int) -> Decree:
    """Put a decree in force; the one that it changes is replaced in the same moment. Never by who wrote any of it.

    Refuses where the list has become unsound since, or another decree is in force than the one it changes.
    """
    require_permission(by, Permission.APPROVE_DECREE, "mengesahkan SK penerima", decree)
    agreement = Agreement.objects.select_for_update().get(pk=decree.agreement_id)
    if agreement.state != "active":
        raise Refusal(f"{agreement} tidak sedang berlaku lagi (status “{agreement.state_label}”).")
    row = Decree.objects.select_for_update().get(pk=decree.pk)
    row.agreement = agreement
    if row.state == "proposed" and has_written(row, by):
        raise NotAllowed(
            f"{row} harus disahkan orang lain: Anda sendiri ikut menyusunnya atau mengisi daftar penerimanya.",
            "Mintalah pejabat lain yang berwenang.",
        )
    _require_sound(row)
    old = agreement.decrees.in_force().first()
    if old is not None and old.pk != row.changes_id:
        raise StalePage(f"{old} kini berlaku, dan {row} tidak mengubahnya. Kembalikan SK ini ke PPK.")
    with transaction.atomic():
        if old is not None and row.state == "proposed":
            transition(old, "replace", by=by, version=old.version, data={"by": row.number})
        return transition(decree, "approve", by=by, version=version, data=_sums(row))


def obstacles_of(decree: Decree) -> list[str]:
    """Why a decree may not be proposed or approved, in sentences; none where it may."""
    agreement = decree.agreement
    if not decree.names_people:
        return against_payments(decree)
    sentences = []
    total = decree.total()
    if not decree.recipients.exists():
        sentences.append("Daftar penerimanya masih kosong. Masukkan penerima satu per satu atau dari Excel.")
    if total > agreement.value:
        sentences.append(
            f"Jumlah bagi semua penerima {format_rupiah(total)}, melebihi nilai {agreement} "
            f"{format_rupiah(agreement.value)}."
        )
    dead = len(dead_on(decree))
    if dead:
        sentences.append(
            f"{format_angka(dead)} penerima tercatat sudah meninggal. Keluarkan dari daftar. Bila kantor Anda keliru "
            "mencatatnya, tarik catatannya; bila hanya kantor lain yang mencatat dan orangnya masih hidup, masukkan "
            "lagi orang itu dengan alasannya."
        )
    return sentences + against_payments(decree)


def _require_sound(decree: Decree) -> None:
    obstacles = obstacles_of(decree)
    if obstacles:
        raise Refusal(*obstacles)


def _require_days(decree: Decree) -> None:
    require_not_future("Tanggal SK", decree.decided_on)
    if decree.changes is not None:
        require_order(f"tanggal {decree.changes}", decree.changes.decided_on, "Tanggal SK", decree.decided_on)


def _received(upload: Upload, by: User) -> StoredFile:
    try:
        return receive(upload, by=by, accept=EVIDENCE, label="SK penerima")
    except Refused as refused:
        raise Refusal(refused.sentence) from refused


def _sums(decree: Decree) -> dict[str, int]:
    return {"recipients": decree.recipients.count(), "amount": decree.total()}


def _stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _taken(decree: Decree) -> str:
    return f"SK {decree.number} sudah tercatat untuk {decree.agreement}, atau SK lain baru saja disusun orang lain."
