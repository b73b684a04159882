"""What an office does beside its payments: files of banks, batches, people aided and served, Sentra Kreasi."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from django.db.models import Count, Q, Sum

from accounts.models import Office
from activities import served
from activities.models import MakerShare
from activities.months import Span, span_of
from activities.recap import recap
from beneficiaries.models import Aid, Repeat
from grants.models import BankFile, Disbursement
from tests.play.sums import Sums


def files(sums: Sums) -> None:
    """Each file has all its lines, and each line is paired with what a person said, or with nothing."""
    known = Q(lines__match__isnull=False)
    counted = BankFile.objects.annotate(
        rows=Count("lines"), sum=Sum("lines__amount"), paired=Count("lines", filter=known)
    ).annotate(paired_sum=Sum("lines__amount", filter=known))
    columns = ("pk", "lines_count", "total", "rows", "sum", "paired", "paired_sum")
    reckoned = set()
    for key, file in sums.world.ledger.files.items():
        every = [row.amount for row in file.rows.values()]
        paired = [row.amount for row in file.rows.values() if row.payment is not None]
        whole = (len(every), sum(every))
        reckoned.add((key, *whole, *whole, len(paired), sum(paired) if paired else None))
    sums.same("files of banks", set(counted.values_list(*columns)), reckoned)


def batches(sums: Sums) -> None:
    """What each batch is worth, by the state of its payments."""
    rows = Disbursement.objects.exclude(batch=None).order_by().values_list("batch", "state")
    shown = {(batch, state): (count, sum_) for batch, state, count, sum_ in rows.annotate(Count("pk"), Sum("amount"))}
    reckoned: dict[tuple[int, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for one in sums.world.ledger.payments.values():
        if one.batch is not None:
            count, amount = reckoned[one.batch, one.state]
            reckoned[one.batch, one.state] = count + 1, amount + one.amount
    sums.same("batches", shown, dict(reckoned))


def work(sums: Sums, office: int) -> None:
    """Aid in each form, aid that was given again, and the year of the Sentra Kreasi."""
    world, ledger = sums.world, sums.world.ledger
    finance = world.by("finance", office)
    standing = Aid.objects.visible_to(finance).standing().order_by().values_list("form")
    shown = {form: (count, sum_) for form, count, sum_ in standing.annotate(Count("pk"), Sum("value"))}
    aid = [one for one in ledger.aid.values() if one.office == office and one.state == "recorded"]
    counts = Counter(one.form for one in aid)
    reckoned = {form: (count, sum(one.value for one in aid if one.form == form)) for form, count in counts.items()}
    sums.same(f"aid of office {office}", shown, reckoned)
    pairs = ledger.repeated()
    seen = {pair for pair in pairs if any(ledger.aid[key].office == office for key in pair)}
    found = Repeat.objects.visible_to(finance).standing().values_list("first", "again")
    sums.same(f"repeated aid of office {office}", {frozenset(pair) for pair in found}, seen)
    for year in {one.month.year for one in ledger.months.values()}:
        _recap(sums, office, year)
    owed = MakerShare.objects.visible_to(finance).owed().aggregate(sum=Sum("owed"))["sum"] or 0
    closed = [one for one in ledger.months.values() if one.office == office and one.state == "closed"]
    due = sum(sum(one.due.values()) - sum(one.handed.values()) for one in closed)
    sums.same(f"owed to makers by office {office}", owed, due)


def _recap(sums: Sums, office: int, year: int) -> None:
    world = sums.world
    shown = recap(world.by("finance", office), year, Office.objects.get(pk=office)).total.figures
    closed = [
        one
        for one in world.ledger.months.values()
        if (one.office, one.state, one.month.year) == (office, "closed", year)
    ]
    due = sum(sum(one.due.values()) for one in closed)
    handed = sum(sum(one.handed.values()) for one in closed)
    turnover, cost = sum(one.turnover for one in closed), sum(one.cost for one in closed)
    reckoned = {
        "visitors": sum(one.visitors for one in closed),
        "turnover": turnover,
        "cost": cost,
        "makers_due": due,
        "gross_profit": turnover - cost - due,
        "handed": handed,
        "owed": due - handed,
    }
    sums.same(f"Sentra Kreasi of office {office} in {year}", shown, reckoned)


def served_in(sums: Sums, office: int) -> None:
    """Whom the office served in the years of the play, by cluster: counted from services and aid, never typed in."""
    world, ledger = sums.world, sums.world.ledger
    keys = ("dilayani", "baru", "selesai")
    for year in {one.started_on.year for one in ledger.services.values()}:
        span = span_of(year, "tahun")
        scope = served.Scope(world.by("finance", office), span, Office.objects.get(pk=office))
        rows, total = served.table(scope, served.Grouping.CLUSTER)
        reckoned: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(keys, 0))
        for nik, figures in _served(sums, office, span).items():
            for key in keys:
                reckoned[ledger.clusters[office, nik]][key] += figures[key]
        shown = {row.group: {key: row.figures[key] for key in keys} for row in rows}
        told = f"served by office {office} in {year}"
        sums.same(told, shown, dict(reckoned))
        counted = sum(figures["dilayani"] for figures in reckoned.values())
        sums.same(f"{told}, all", total.figures["dilayani"], counted)


def _served(sums: Sums, office: int, span: Span) -> dict[str, dict[str, bool]]:
    """NIK → the figures that count this person."""
    days: dict[str, list[tuple[date, date]]] = defaultdict(list)
    ended: set[str] = set()
    for service in sums.world.ledger.services.values():
        if service.office == office:
            days[service.nik].append((service.started_on, service.ended_on or date.max))
            if service.ended_on is not None and span.begin <= service.ended_on < span.end:
                ended.add(service.nik)
    for aid in sums.world.ledger.aid.values():
        if aid.office == office and aid.state == "recorded":
            days[aid.nik].append((aid.given_on, aid.given_on))
    return {
        nik: {
            "dilayani": True,
            "baru": not any(begin < span.begin for begin, _ in each),
            "selesai": nik in ended,
        }
        for nik, each in days.items()
        if any(begin < span.end and end >= span.begin for begin, end in each)
    }
