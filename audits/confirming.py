"""Places that papers name, held against the trail: each chain that they name is verified once, and counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accounts.effort import spend
from accounts.models import User
from audits.chains import Checked, last_checks
from trail.models import Chain
from trail.printed import AT_ONCE, Confirmation, Mark, look_up
from trail.verify import Verdict, verify_chains

#: Seconds of the processor: to look a place up, to read what ten years of nights remembered, to walk over an event.
EACH_MARK, THE_NIGHTS, EACH_EVENT = 0.02, 0.5, 0.00003


def confirm(marks: Sequence[Mark], *, by: User) -> list[Confirmation]:
    """Whether each place is in its chain, and whether that is whole up to there.

    A chain that is short is verified now; of a longer one its last verification is told. Raises ComeBackLater where
    the person has asked for too much; one scanned paper is a hundredth of that.
    """
    spend(by=by, seconds=EACH_MARK * len(marks))
    found = look_up(marks, by=by)
    keys = {one.event.chain_id for one in found if one.event}
    lengths = dict(Chain.objects.filter(key__in=keys).values_list("key", "length"))
    short = sorted(key for key, length in lengths.items() if length <= AT_ONCE)
    if short:
        spend(by=by, seconds=THE_NIGHTS + EACH_EVENT * sum(lengths[key] for key in short))
    verdicts = {verdict.chain: verdict for verdict in verify_chains(short)}
    verdicts |= {key: Verdict(key, 0, "").broken(1, "ujung rantai hilang") for key in keys - lengths.keys()}
    earlier = last_checks(sorted(keys - verdicts.keys()))
    return [_verified(one, verdicts, earlier) for one in found]


def _verified(one: Confirmation, verdicts: Mapping[str, Verdict], earlier: Mapping[str, Checked]) -> Confirmation:
    if one.event is None:
        return one
    key = one.event.chain_id
    if key in earlier:
        return one.verified(earlier[key].verdict, earlier[key].at)
    return one.verified(verdicts.get(key))
