"""Writes about an agreement (PKS): drafting, proposing, approving, closing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission
from partners.choices import AtensiComponent
from partners.models import ENDS_FIRST, Agreement, BudgetLine, Instalment, Partner
from partners.permissions import require, was_proposed
from partners.readiness import contents_missing, readiness
from partners.sanctions import obstacles_now
from partners.saving import save_checked
from partners.terms import BudgetLineInput, InstalmentInput, impossible, instalments_of, lines_of, parts
from regulations.cashbook import code_key
from trail.authors import has_written
from trail.changed import difference
from trail.record import record_event
from trail.refusal import NotAllowed, Refusal, StalePage
from trail.transition import transition


@transaction.atomic
def draft_agreement(
    *,
    partner: Partner,
    by: User,
    number: str,
    title: str,
    signed_on: date,
    starts_on: date,
    ends_on: date,
    purpose: str,
    form: str,
    approach: str,
    components: Sequence[str],
    scope: str,
    value: int,
    report_within_days: int,
    budget_lines: Sequence[BudgetLineInput],
    instalments: Sequence[InstalmentInput],
) -> Agreement:
    """Draft an agreement. Sums need not tie yet; ``readiness`` says what is missing before it can bind."""
    require(by, Permission.DRAFT_AGREEMENT, partner)
    agreement = Agreement(
        partner=partner,
        number=number.strip(),
        title=title.strip(),
        signed_on=signed_on,
        starts_on=starts_on,
        ends_on=ends_on,
        purpose=purpose,
        form=form,
        approach=approach,
        components=list(components),
        scope=scope.strip(),
        value=value,
        report_within_days=report_within_days,
        drafted_by=by,
    )
    _check(agreement, budget_lines, instalments)
    save_checked(agreement, taken=_taken(agreement))
    _write_parts(agreement, budget_lines, instalments)
    data = {"number": agreement.number, "partner": partner.name, "value": value, **parts(budget_lines, instalments)}
    record_event(verb="agreement.draft", obj=agreement, by=by, data=data)
    return agreement


@transaction.atomic
def revise_agreement(
    *,
    agreement: Agreement,
    by: User,
    version: int,
    number: str,
    title: str,
    signed_on: date,
    starts_on: date,
    ends_on: date,
    purpose: str,
    form: str,
    approach: str,
    components: Sequence[str],
    scope: str,
    value: int,
    report_within_days: int,
    budget_lines: Sequence[BudgetLineInput],
    instalments: Sequence[InstalmentInput],
) -> Agreement:
    """Write a draft anew. ``version`` is what the page showed; another one raises StalePage."""
    require(by, Permission.DRAFT_AGREEMENT, agreement)
    row = _take_draft(agreement, version)
    fields: dict[str, Any] = {
        "number": number.strip(),
        "title": title.strip(),
        "signed_on": signed_on,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "purpose": purpose,
        "form": form,
        "approach": approach,
        "components": list(components),
        "scope": scope.strip(),
        "value": value,
        "report_within_days": report_within_days,
    }
    changes = difference(row, fields)
    for name, value_now in fields.items():
        setattr(row, name, value_now)
    _check(row, budget_lines, instalments)
    before = parts(lines_of(row), instalments_of(row))
    after = parts(budget_lines, instalments)
    save_checked(row, taken=_taken(row))
    if before != after:
        row.budget_lines.all().delete()
        row.instalments.all().delete()
        _write_parts(row, budget_lines, instalments)
        changes |= {name: {"from": before[name], "to": after[name]} for name in after if before[name] != after[name]}
    if changes:
        record_event(verb="agreement.revise", obj=row, by=by, data={"changes": changes})
    agreement.refresh_from_db()
    return agreement


@transaction.atomic
def discard_draft(*, agreement: Agreement, by: User, version: int) -> None:
    """Delete a draft that was never proposed; its number and value stay in the trail."""
    require(by, Permission.DRAFT_AGREEMENT, agreement)
    row = _take_draft(agreement, version)
    if was_proposed(row):
        raise Refusal(
            f"{row} sudah pernah diajukan, jadi tidak dapat dihapus.",
            "Perbaiki konsepnya, atau biarkan sebagai catatan.",
        )
    data = {"number": row.number, "partner": row.partner.name, "value": row.value}
    record_event(verb="agreement.discard", obj=row, by=by, data=data)
    row.delete()


@transaction.atomic
def propose_agreement(*, agreement: Agreement, by: User, version: int) -> Agreement:
    """Hand a draft to who approves.

    Refuses sums and dates that are wrong, for only a draft can mend them, and an LKS that may get no new agreement.
    """
    row = _lock(agreement)
    today = timezone.localdate()
    missing = contents_missing(row, max(today, row.signed_on))
    missing += [obstacle.sentence for obstacle in obstacles_now(row.partner, today)]
    if row.version == version and row.state == "draft" and missing:
        raise Refusal(*missing)
    return transition(agreement, "propose", by=by, version=version, data={"value": row.value})


@transaction.atomic
def send_back_agreement(*, agreement: Agreement, by: User, version: int, reason: str) -> Agreement:
    """Return a proposed agreement to its author, with the reason."""
    return transition(agreement, "send_back", by=by, version=version, reason=reason)


@transaction.atomic
def activate_agreement(*, agreement: Agreement, by: User, version: int) -> Agreement:
    """Approve an agreement and let it bind. Refuses with everything that is missing at once, and its own authors.

    The trail keeps who headed the LKS and where its money goes on this day: the letter says so ever after.
    """
    row = _lock(agreement)
    if row.version == version and row.state == "proposed":
        if by.may(Permission.APPROVE_AGREEMENT, row) and has_written(row, by):
            raise NotAllowed(
                f"{row} harus disetujui orang lain: Anda sendiri ikut menyusunnya.",
                "Mintalah pejabat lain yang berwenang.",
            )
        missing = readiness(row, timezone.localdate())
        if missing:
            raise Refusal(*missing)
    data = {"value": row.value, "head": str(row.partner.head), "account": str(row.partner.account)}
    return transition(agreement, "activate", by=by, version=version, data=data)


@transaction.atomic
def record_budget_use(*, agreement: Agreement, used: Mapping[str, int]) -> None:
    """Write down what accepted reports have used of each line, in rupiah by the key of its code.

    Called by the action that accepts a report; what is in use no addendum can take away.
    """
    lines = list(agreement.budget_lines.select_for_update())
    for line in lines:
        line.used = used.get(code_key(line.code), 0)
    BudgetLine.objects.bulk_update(lines, ["used"])


@transaction.atomic
def close_agreement(*, agreement: Agreement, by: User, version: int, reason: str) -> Agreement:
    """Declare an active agreement finished, with the reason."""
    return transition(agreement, "close", by=by, version=version, reason=reason)


def _lock(agreement: Agreement) -> Agreement:
    return Agreement.objects.select_for_update().select_related("partner").get(pk=agreement.pk)


def _take_draft(agreement: Agreement, version: int) -> Agreement:
    """The draft's row, its version counted up; raises StalePage where the page showed another one.

    The update decides, so that two people who save at once never both succeed, row locks or not.
    """
    taken = Agreement.objects.filter(pk=agreement.pk, version=version, state="draft").update(
        version=models.F("version") + 1
    )
    if not taken:
        raise StalePage(
            f"{agreement} sudah berubah sejak Anda membuka halaman ini, atau bukan konsep lagi.",
            "Tidak ada yang disimpan. Buka lagi perjanjiannya, periksa, lalu ubah.",
        )
    return _lock(agreement)


def _taken(agreement: Agreement) -> str:
    return f"Nomor PKS {agreement.number} sudah dipakai perjanjian lain dengan LKS ini. Periksa nomornya."


def _check(
    agreement: Agreement, budget_lines: Sequence[BudgetLineInput], instalments: Sequence[InstalmentInput]
) -> None:
    """Refuse what not even a draft can hold."""
    wrong = []
    if agreement.ends_on < agreement.starts_on:
        wrong.append(ENDS_FIRST)
    if set(agreement.components) - set(AtensiComponent.values):
        wrong.append("Ada komponen ATENSI yang tidak dikenal. Pilih dari daftar.")
    wrong += impossible(agreement.value, budget_lines, instalments)
    if wrong:
        raise Refusal(*wrong)


def _write_parts(
    agreement: Agreement, budget_lines: Sequence[BudgetLineInput], instalments: Sequence[InstalmentInput]
) -> None:
    BudgetLine.objects.bulk_create(
        BudgetLine(
            agreement=agreement,
            code=line.code.strip(),
            description=line.description.strip(),
            volume=line.volume,
            unit=line.unit.strip(),
            unit_price=line.unit_price,
            amount=line.amount,
        )
        for line in budget_lines
    )
    Instalment.objects.bulk_create(
        Instalment(agreement=agreement, number=part.number, amount=part.amount, planned_on=part.planned_on)
        for part in instalments
    )
