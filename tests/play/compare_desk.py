"""What waits for whom: the piles of an office and of an LKS."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from desk.decisions import RECENT
from desk.waiting import DUTIES
from tests.play.records import PAID, Month, Payment
from tests.play.selling import last_day
from tests.play.sums import Sums
from tests.play.world import World

#: Days until what goes back is paid in.
RETURN_DAYS = timedelta(days=30)


def piles_of_office(sums: Sums, office: int) -> None:
    ledger, world = sums.world.ledger, sums.world
    own = [(key, one) for key, one in ledger.payments.items() if ledger.office_of(one.instalment) == office]
    states = Counter(one.state for _, one in own)
    owed = [one for one in ledger.returns.values() if ledger.office_of(one.instalment) == office]
    deposited = Counter(one.kind == "tak_tersalur" for one in owed if one.state == "deposited")
    waiting = [one for one in owed if one.state == "open"]
    other = sum(not one.explained and one.received not in (None, one.amount) for _, one in own)
    leaves = [one for one in ledger.leaves.values() if ledger.office_of(one.instalment) == office]
    files = [one for one in ledger.files.values() if one.office == office]
    months = [one for one in ledger.months.values() if one.office == office]
    wanted = {
        ("ppspm", "SPP menunggu pengujian Anda"): states["proposed"],
        ("finance", "SPM menunggu SP2D"): states["approved"],
        ("finance", "Retur menunggu SP2D pengganti"): states["returned"],
        # What a distributor paid in, finance staff wrote down themselves: another person confirms it.
        ("finance", "Setoran menunggu konfirmasi"): deposited[False],
        ("ppspm", "Setoran menunggu konfirmasi"): deposited.total(),
        ("finance", "Dana di bank/pos penyalur"): sum(_handed_out(world, one) for _, one in own),
        ("finance", "Dana yang harus disetor penyalur"): sum(one.kind == "tak_tersalur" for one in waiting),
        ("finance", "Pengembalian yang lewat jatuh tempo"): sum(
            one.owed_since + RETURN_DAYS < world.clock.today for one in waiting
        ),
        ("finance", "Selisih penerimaan"): other,
        ("finance", "Selisih dengan bank"): len(_odd_by_bank(world) & {key for key, _ in own}),
        ("finance", "Baris bank yang belum berpasangan"): sum(
            bool(one.open_rows) and one.at >= world.clock.now - RECENT for one in files
        ),
        ("finance", "Termin yang dapat diajukan"): _payable(world, office),
        ("kpa", "Pengecualian gerbang menunggu keputusan Anda"): sum(one.state == "asked" for one in leaves),
        ("finance", "Termin yang dibuka dengan pengecualian"): sum(
            one.state == "granted" and one.valid_until >= world.clock.today and ledger.living(one.instalment) is None
            for one in leaves
        ),
        ("ppk", "Bulan Sentra Kreasi yang dapat ditutup"): sum(
            _closable(one) and last_day(one.month) < world.today_at(office) for one in months
        ),
        ("finance", "Hasil Sentra Kreasi yang belum diserahkan"): sum(
            due > one.handed.get(maker, 0) for one in months if one.state == "closed" for maker, due in one.due.items()
        ),
    }
    for (part, title), count in wanted.items():
        _same(sums, world.by(part, office), title, count)


def piles_of_partner(sums: Sums, partner: int) -> None:
    """What the treasurer of an LKS has to do."""
    ledger, world = sums.world.ledger, sums.world
    own = [one for one in ledger.payments.values() if ledger.partner_of(one.instalment) == partner]
    owed = [one for one in ledger.returns.values() if ledger.partner_of(one.instalment) == partner]
    wanted = {
        "Dana yang harus Anda nyatakan diterima": sum(one.state == "paid" and one.received is None for one in own),
        "Dana dikembalikan bank": sum(one.state == "returned" for one in own),
        "Sisa dana yang harus disetor": sum(one.state == "open" and one.kind != "tak_tersalur" for one in owed),
        "Laporan yang harus Anda kirim": sum(one.state == "paid" for one in own),
    }
    treasurer = world.treasurer(partner)
    for title, count in wanted.items():
        _same(sums, treasurer, title, count)


def _same(sums: Sums, reader: object, title: str, count: int) -> None:
    duty = next(duty for duty in DUTIES if duty.title == title)
    pile = duty.pile(reader)  # type: ignore[arg-type]
    sums.same(f"pile {title} of {reader}", pile.count if pile else 0, count)


def _handed_out(world: World, payment: Payment) -> bool:
    """Whether somebody waits, or money that could not be handed out has no return yet."""
    left = "undelivered" in payment.deliveries.values()
    left = left and not world.ledger.owed_by(payment.instalment, "tak_tersalur")
    return payment.state in PAID and ("waiting" in payment.deliveries.values() or left)


def _odd_by_bank(world: World) -> set[int]:
    """Payments of which a bank names another sum, and nobody has said why."""
    return {
        row.payment
        for file in world.ledger.files.values()
        for row in file.rows.values()
        if row.payment is not None and row.amount != world.ledger.payments[row.payment].amount and not row.explained
    }


def _payable(world: World, office: int) -> int:
    """Of each agreement in force the first instalment that nobody has asked for, if those before are accounted."""
    ledger = world.ledger
    count = 0
    for one in ledger.agreements.values():
        if one.state != "active" or ledger.partners[one.partner].office != office:
            continue
        for part in one.parts:
            living = ledger.living(part)
            if living is None:
                count += 1
                break
            if ledger.payments[living].state != "accounted":
                break
    return count


def _closable(month: Month) -> bool:
    return month.state == "draft" and month.sold == month.turnover
