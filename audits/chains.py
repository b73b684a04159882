"""The chains that a reader may see, and what was found when they were verified last."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max

from accounts.models import Office, User
from accounts.roles import Permission
from trail.models import Chain, Event
from trail.record import MINISTRY, record_event
from trail.remembered import REMEMBER, last_night
from trail.verify import Verdict, verify_chain

VERIFY = "chain.verify"
_DRAFTS = "Rantai ini memuat konsep temuan semua penugasan kantor pemeriksa. Mintalah inspekturnya."
_IN_PART = "Rantai ini juga memuat peristiwa LKS di luar penugasan Anda. Minta penugasan atas seluruh kantornya."


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, when, and by whom it was asked for."""

    verdict: Verdict
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A chain beside its last verification, by hand or at night, whichever came later."""

    chain: Chain
    last: Checked | None
    #: Whose chain it is, in words.
    whose: str
    #: Why the reader may not take it away whole; "" for who may.
    why_not: str

    @property
    def takes(self) -> bool:
        return not self.why_not


def chains_of(user: User) -> list[Shown]:
    """Every chain that the reader may see."""
    chains = list(Chain.objects.visible_to(user).filter(length__gt=0).order_by("key"))
    keys = [chain.key for chain in chains]
    last, why_not = last_checks(keys), why_not_taken(keys, user)
    names = {office.chain: office.name for office in Office.objects.filter(code__in=keys)}
    names[MINISTRY] = "Yang milik tidak satu kantor pun: aturan hukum dan ujung rantai tiap malam"
    return [Shown(chain, last.get(chain.key), names.get(chain.key, ""), why_not.get(chain.key, "")) for chain in chains]


def why_not_taken(keys: Collection[str], user: User) -> dict[str, str]:
    """Why this reader may not take chains away whole, a sentence for each that they may not.

    Of an auditing office its inspector alone: drafts of all its engagements stand there, and each is for its own team.
    Of an office of which an engagement opens but some LKS nobody by that: the others' events stand there too.
    """
    whole = set(Chain.objects.whole_for(user).filter(key__in=keys).values_list("key", flat=True))
    auditing = dict(Office.objects.filter(code__in=keys, kind=Office.Kind.INSPECTORATE).values_list("code", "pk"))
    inspects = user.office_id if user.may(Permission.DECIDE_ENGAGEMENT) else None
    others = {key for key, office in auditing.items() if office != inspects}
    return dict.fromkeys(others, _DRAFTS) | dict.fromkeys(set(keys) - whole, _IN_PART)


def last_checks(keys: Collection[str]) -> dict[str, Checked]:
    """Of each chain the last verification; only of these chains, whatever the night's note says of others."""
    found: dict[str, Checked] = {}
    night = last_night(REMEMBER)
    if night is not None:
        for key, (length, head) in night.data.get("heads", {}).items():
            found[key] = Checked(Verdict(key, length, head), night.at, night.actor_name)
        for key, (number, reason) in night.data.get("broken", {}).items():
            found[key] = Checked(Verdict(key, 0, "", number, reason), night.at, night.actor_name)
    about = Event.objects.filter(object_type=Chain._meta.label_lower, object_id__in=keys, verb=VERIFY).order_by()
    last = about.values("object_id").annotate(last=Max("pk")).values("last")
    for event in Event.objects.filter(pk__in=last):
        key = event.object_id
        if key not in found or event.at > found[key].at:
            told: dict[str, Any] = event.data
            verdict = Verdict(key, told["length"], told["head"], told.get("broken_at"), told.get("reason", ""))
            found[key] = Checked(verdict, event.at, event.actor_name)
    return {key: found[key] for key in keys if key in found}


def verify_and_tell(chain: Chain, *, by: User) -> Verdict:
    """Verify a chain, and write into it what was found."""
    verdict = verify_chain(chain)
    told: dict[str, Any] = {"length": verdict.length, "head": verdict.head}
    if not verdict.whole:
        told |= {"broken_at": verdict.broken_at, "reason": verdict.reason}
    record_event(verb=VERIFY, obj=chain, by=by, label=f"Rantai {chain.key}", data=told)
    return verdict
