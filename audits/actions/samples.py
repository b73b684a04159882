"""Drawing a sample for an engagement."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audits.locks import locked_at_work
from audits.models import Engagement
from audits.models.sample import AuditSample, SampleItem
from audits.populations import Listing, listing_of
from audits.sampling import Draw, Plan, Unfit, draw
from audits.validity import require_at_work
from trail.record import record_event
from trail.refusal import Refusal
from vault.door import file_away
from vault.kinds import Kind


def draw_sample(*, engagement: Engagement, source: str, plan: Plan, purpose: str, by: User) -> AuditSample:
    """Draw a sample by this plan, and keep it with the list that it was drawn from.

    Refuses who is not in the team of the running engagement, a population with nothing to choose, and a plan that does
    not fit it. The same draw sent twice by the same person is kept once.
    """
    what = "menarik sampel"
    require_at_work(by, engagement, what)
    listing = listing_of(source, engagement, by)
    try:
        drawn = draw(plan, listing.population)
    except Unfit as problem:
        raise Refusal(str(problem)) from problem
    if not drawn.picks:
        raise Refusal("Tidak ada yang terpilih: populasinya kosong, atau intervalnya melampaui nilai seluruh populasi.")
    with transaction.atomic():
        locked_at_work(engagement, by, what)
        if known := _same(engagement, source, plan, purpose, drawn=drawn, by=by):
            return known
        return _kept(engagement, source, plan, purpose, listing=listing, drawn=drawn, by=by)


def _same(
    engagement: Engagement, source: str, plan: Plan, purpose: str, *, drawn: Draw, by: User
) -> AuditSample | None:
    """This very draw, where it stands already."""
    alike = AuditSample.objects.filter(
        engagement=engagement, source=source, purpose=purpose, seed=plan.seed, drawn_by=by
    ).filter(population_hash=drawn.population_hash)
    return next((one for one in alike if one.drawn_by_plan == plan), None)


def _kept(
    engagement: Engagement, source: str, plan: Plan, purpose: str, *, listing: Listing, drawn: Draw, by: User
) -> AuditSample:
    """What was drawn, with its items and the list it was drawn from, and that it was."""
    sample = AuditSample.objects.create(
        engagement=engagement,
        purpose=purpose,
        source=source,
        method=plan.method.value,
        seed=plan.seed,
        plan=plan.kept(),
        population=file_away(listing.population.canonical, name="populasi.csv", kind=Kind.CSV, by=by),
        population_hash=drawn.population_hash,
        population_count=drawn.population_count,
        population_amount=drawn.population_amount,
        left_out=drawn.left_out,
        interval=drawn.interval,
        start=drawn.start,
        count=len(drawn.picks),
        amount=drawn.amount,
        whole=drawn.whole,
        strata=[asdict(stratum) for stratum in drawn.strata],
        drawn_by=by,
        drawn_at=timezone.now(),
    )
    SampleItem.objects.bulk_create(
        SampleItem(
            sample=sample,
            place=place,
            key=pick.item.key,
            amount=pick.item.amount,
            stratum=pick.stratum,
            rupiah=list(pick.rupiah),
            certain=pick.certain,
            **asdict(listing.listed[pick.item.key]),
        )
        for place, pick in enumerate(drawn.picks, start=1)
    )
    data = {
        "seed": plan.seed,
        "method": plan.method.value,
        "population": drawn.population_hash,
        "population_count": drawn.population_count,
        "size": len(drawn.picks),
        "amount": drawn.amount,
    }
    record_event(verb="sample.draw", obj=sample, by=by, data=data)
    return sample
