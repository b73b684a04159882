"""Steps of a Sentra Kreasi: a month is recorded, closed by another person, corrected, and handed to its makers."""

from __future__ import annotations

from datetime import date, timedelta

from activities.actions import (
    NewSale,
    close_month,
    correct_month,
    record_hand_over,
    record_maker,
    record_month,
    record_sale,
    record_sales,
    revise_month,
    withdraw_hand_over,
)
from activities.models import HandOver, Maker, MakerShare, SalesMonth
from partners.models import Partner as PartnerRecord
from tests.grants.paper import scan
from tests.play.records import Month
from tests.play.world import OFFICES, REASON, World

PLACE = "Sentra Kreasi Contoh"


def record(world: World) -> bool:
    """A month of an office that nobody has recorded: up to three makers, and sometimes a sale is forgotten."""
    ledger = world.ledger
    office = world.cast.office(world.dice.choice(list(OFFICES))).pk
    month = (world.clock.today - timedelta(days=world.dice.choice((0, 30, 60)))).replace(day=1)
    if any((one.office, one.month) == (office, month) for one in ledger.months.values()):
        return False
    makers = _makers(world, office)
    if not makers:
        return False
    finance, dice = world.by("finance", office), world.dice
    sales = {(maker, f"Produk {place}"): dice.randrange(1, 900_000) for place in (1, 2) for maker in makers}
    missing = dice.choice((0, 0, 777))
    about = Month(
        office, month, dice.randrange(500), sum(sales.values()) + missing, dice.randrange(300_000), dice.randrange(101)
    )
    draft = record_month(
        by=finance,
        place=PLACE,
        month=month,
        visitors=about.visitors,
        turnover=about.turnover,
        cost=about.cost,
        share_percent=about.percent,
    )
    known = {maker: Maker.objects.get(pk=maker) for maker in makers}
    news = [NewSale(known[maker], product, amount) for (maker, product), amount in sales.items()]
    record_sales(month=draft, sales=news, by=finance)
    about.sales = sales
    ledger.months[draft.pk] = about
    return True


def _makers(world: World, office: int) -> list[int]:
    """One to three who make things: people of the register, and an LKS."""
    finance = world.by("finance", office)
    niks = [nik for home, nik in world.ledger.clusters if home == office]
    partner = world.one(key for key, one in world.ledger.partners.items() if one.office == office)
    makers = [record_maker(by=finance, nik=nik) for nik in world.dice.sample(niks, min(2, len(niks)))]
    if partner is not None:
        makers.append(record_maker(by=finance, partner=PartnerRecord.objects.get(pk=partner)))
    return [maker.pk for maker in makers]


def close(world: World) -> bool:
    """Closed by the PPK once it is over and its sales come to the turnover; before that it is refused."""
    ledger = world.ledger
    key = world.one(key for key, one in ledger.months.items() if one.state == "draft")
    if key is None:
        return False
    about, month = ledger.months[key], SalesMonth.objects.get(pk=key)
    finance, ppk = world.by("finance", about.office), world.by("ppk", about.office)

    def shut() -> None:
        shown = SalesMonth.objects.get(pk=key)
        close_month(month=shown, by=ppk, version=shown.version)

    if about.turnover != about.sold:
        world.refused(shut)
        maker = Maker.objects.get(pk=next(iter(about.sales))[0])
        rest = about.turnover - about.sold
        record_sale(month=month, maker=maker, product="Tertinggal", amount=rest, by=finance)
        about.sales[maker.pk, "Tertinggal"] = rest
    if last_day(about.month) >= world.today_at(about.office):
        world.refused(shut)
        return False
    shut()
    about.state = "closed"
    if about.corrects is not None:
        before = ledger.months[about.corrects]
        before.state, about.handed = "replaced", dict(before.handed)
    return True


def correct(world: World) -> bool:
    """A further record of a closed month: a sale was left out. Until it is closed itself, the old one counts."""
    ledger = world.ledger
    drafted = {(one.office, one.month) for one in ledger.months.values() if one.state == "draft"}
    key = world.one(
        key for key, one in ledger.months.items() if one.state == "closed" and (one.office, one.month) not in drafted
    )
    if key is None or world.dice.random() < 0.7:
        return False
    before = ledger.months[key]
    finance = world.by("finance", before.office)
    draft = correct_month(month=SalesMonth.objects.get(pk=key), because=REASON, by=finance)
    more, maker = world.dice.randrange(1, 50_000), next(iter(before.sales))[0]
    revise_month(
        record=draft,
        by=finance,
        version=draft.version,
        place=PLACE,
        month=before.month,
        visitors=before.visitors,
        turnover=before.turnover + more,
        cost=before.cost,
        share_percent=before.percent,
    )
    product = f"Susulan {world.number()}"
    record_sale(month=draft, maker=Maker.objects.get(pk=maker), product=product, amount=more, by=finance)
    sales = before.sales | {(maker, product): more}
    about = Month(before.office, before.month, before.visitors, before.turnover + more, before.cost, before.percent)
    about.sales, about.corrects = sales, key
    ledger.months[draft.pk] = about
    return True


def hand_over(world: World) -> bool:
    """A maker is handed a part, or all, against a receipt; more than is owed is refused."""
    ledger = world.ledger
    owed = [
        (key, maker, due - month.handed.get(maker, 0))
        for key, month in ledger.months.items()
        if month.state == "closed"
        for maker, due in month.due.items()
        if due > month.handed.get(maker, 0)
    ]
    found = world.one(owed)
    if found is None:
        return False
    key, maker, rest = found
    month = ledger.months[key]

    def hand(amount: int) -> None:
        share = MakerShare.objects.get(month=key, maker=maker)
        record_hand_over(
            share=share,
            amount=amount,
            handed_on=world.clock.today,
            received_by="Asep Contoh",
            upload=scan("tanda-terima.png"),
            by=world.by("finance", month.office),
            version=share.version,
        )

    world.refused(lambda: hand(rest + 1))
    amount = rest if world.dice.random() < 0.5 else world.dice.randrange(1, rest + 1)
    hand(amount)
    month.handed[maker] = month.handed.get(maker, 0) + amount
    return True


def take_back_hand_over(world: World) -> bool:
    """A hand-over that was written down wrongly; the maker is owed its rupiah again."""
    ledger = world.ledger
    found = world.one(HandOver.objects.filter(state="recorded").order_by("pk")) if world.dice.random() < 0.2 else None
    if found is None:
        return False
    share = found.share
    by = world.by("finance", share.month.office_id)
    withdraw_hand_over(hand_over=found, reason=REASON, by=by, version=found.version)
    # It counts at the record of that month that stands now.
    counted = next(
        one
        for one in ledger.months.values()
        if one.state == "closed" and (one.office, one.month) == (share.month.office_id, share.month.month)
    )
    counted.handed[share.maker_id] -= found.amount
    return True


def last_day(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
