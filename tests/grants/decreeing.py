"""Decrees that name people, and payments through a post office, each step by who takes it."""

from __future__ import annotations

from datetime import date

from grants.actions import (
    add_recipient,
    approve_disbursement,
    propose_disbursement,
    record_death,
    record_sp2d,
    remove_recipient,
)
from grants.models import DeathRecord, Decree, Disbursement
from tests.grants.conftest import SP2D, SPM, SPP, Stage

#: What three people get of the first instalment, Rp30.000.000 in all.
SHARES = (12_000_000, 10_000_000, 8_000_000)
FURTHER = date(2021, 4, 8)


def nik_of(person: int) -> str:
    return f"320101010180{person:04d}"


def named(stage: Stage, *shares: int, number: str = "10/SK") -> Decree:
    """A decree in force that gives these sums to persons 1, 2, …; SHARES unless told so."""
    decree = stage.cast.drafted_decree(stage.agreement, names_people=True, number=number)
    _name(stage, decree, dict(enumerate(shares or SHARES, start=1)))
    return stage.cast.in_force(decree)


def further(stage: Stage, shares: dict[int, int], *, number: str = "11/SK", day: date = FURTHER) -> Decree:
    """A further decree, still a draft, that gives these sums to these persons and nothing to the others."""
    decree = stage.cast.drafted_decree(stage.agreement, names_people=True, number=number, decided_on=day)
    _name(stage, decree, shares)
    return decree


def _name(stage: Stage, decree: Decree, shares: dict[int, int]) -> None:
    """The list as it shall be: who is on it already is changed as an import does."""
    there = {nik: pk for pk, nik in ((one.pk, one.nik) for one in decree.recipients.all())}
    for person in decree.recipients.exclude(pk__in=[there.get(nik_of(one)) for one in shares]):
        remove_recipient(recipient=person, by=stage.ppk)
    for one, amount in shares.items():
        if nik_of(one) in there:
            decree.recipients.filter(pk=there[nik_of(one)]).update(amount=amount)
        else:
            name = f"Penerima {one}"
            add_recipient(decree=decree, by=stage.ppk, nik=nik_of(one), name=name, amount=amount, form="uang")
    decree.refresh_from_db()


def asked(stage: Stage, decree: Decree, number: int = 1, *, channel: str = "penyalur") -> Disbursement:
    return propose_disbursement(
        instalment=stage.instalment(number),
        allocation=stage.cast.allocation(),
        decree=decree,
        spp_number=f"{number}/SPP",
        spp_date=SPP,
        channel=channel,
        distributor="PT Pos Indonesia" if channel == "penyalur" else "",
        by=stage.finance,
    )


def issued(stage: Stage, payment: Disbursement, *, day: date = SPM) -> Disbursement:
    return approve_disbursement(
        disbursement=payment, spm_number=f"{payment.pk}/SPM", spm_date=day, by=stage.ppspm, version=payment.version
    )


def paid_out(stage: Stage, payment: Disbursement, *, day: date = SP2D) -> Disbursement:
    number = f"2101313{payment.pk:08d}"
    return record_sp2d(
        disbursement=payment, sp2d_number=number, sp2d_date=day, by=stage.finance, version=payment.version
    )


def handed_out(stage: Stage, decree: Decree, number: int = 1) -> Disbursement:
    """An instalment paid through the post office, whose deliveries wait."""
    return paid_out(stage, issued(stage, asked(stage, decree, number)))


def ticked(payment: Disbursement, *people: int) -> dict[int, int]:
    """Who is ticked on the page, by their number."""
    niks = {nik_of(one) for one in people}
    return {
        each.pk: each.version for each in payment.deliveries.select_related("recipient") if each.recipient.nik in niks
    }


def died(stage: Stage, person: int, *, on: date = date(2021, 4, 1), who: str = "finance") -> DeathRecord:
    """By the office of ``who``."""
    return record_death(nik=nik_of(person), died_on=on, source="Akta kematian", by=stage.cast.person(who))
