"""What is compared when: after a step what it touched, what stands above that, and now and then everything."""

from __future__ import annotations

from accounts.models import User
from grants.models import DecreeRecipient
from tests.play import compare_money, compare_work
from tests.play.compare_desk import piles_of_office, piles_of_partner
from tests.play.compare_year import year
from tests.play.sums import Sums
from tests.play.world import OFFICES
from yearend.filters import groupings
from yearend.sources import Grouping


def touched(sums: Sums) -> None:
    """The budget lines and the agreements that the step concerned."""
    compare_money.lines(sums, sums.world.lines)
    for agreement in sums.world.agreements:
        compare_money.agreement(sums, agreement)


def above(sums: Sums) -> None:
    """Every sum above what the step touched: of the LKS and of its office by state, on both desks, and every figure of
    the office's year, told apart in turn by account, program, LKS, region and cluster; and what an office does beside
    its payments."""
    world = sums.world
    partners = {world.ledger.agreements[agreement].partner for agreement in world.agreements}
    offices = {world.ledger.partners[partner].office for partner in partners}
    offices |= {world.ledger.lines[line].office for line in world.lines}
    reckoning = sums.reckoning()
    for partner in partners:
        compare_money.states(sums, world.treasurer(partner), None, partner)
        piles_of_partner(sums, partner)
    for office in offices:
        finance = world.by("finance", office)
        compare_money.states(sums, finance, office)
        piles_of_office(sums, office)
        if world.ledger.lines:
            by = sums.in_turn(_groupings(finance))
            year(sums, reckoning, finance, office, world.clock.today.year, by)
    if not offices:
        for key in OFFICES:
            compare_work.work(sums, world.cast.office(key).pk)


def pages(sums: Sums) -> None:
    """The money page of what the step touched, as a reader gets it."""
    for agreement in sums.world.agreements:
        compare_money.money_page(sums, agreement)


def everything(sums: Sums) -> None:
    """All totals: every line, agreement, file, batch and pile, and every table of every year, of each office and of
    all."""
    world = sums.world
    compare_money.lines(sums, world.ledger.lines)
    for agreement in world.ledger.agreements:
        compare_money.agreement(sums, agreement)
    compare_work.files(sums)
    compare_work.batches(sums)
    years = sorted({line.year for line in world.ledger.lines.values()})
    auditor, reckoning = world.cast.person("auditor"), sums.reckoning()
    for key in OFFICES:
        office = world.cast.office(key).pk
        finance = world.by("finance", office)
        compare_money.states(sums, finance, office)
        piles_of_office(sums, office)
        compare_work.work(sums, office)
        compare_work.served_in(sums, office)
        for of in years:
            for by in _groupings(finance):
                year(sums, reckoning, finance, office, of, by)
    compare_money.states(sums, auditor, None)
    for of in years:
        for by in _groupings(auditor):
            year(sums, reckoning, auditor, None, of, by)
    for partner in world.ledger.partners:
        piles_of_partner(sums, partner)
    named = sum(len(decree.people or {}) for decree in world.ledger.decrees.values())
    sums.same("persons on decrees", DecreeRecipient.objects.count(), named)


def _groupings(reader: User) -> list[Grouping]:
    return list(groupings(reader))
