"""What stands in the way of a new agreement with an LKS, and what of it has been set aside.

Rooms above know of overdue reports; they say here how to find them. What is written here is asked anew on each day, for
a report becomes overdue by nobody's doing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from partners.models import Partner, PartnerDocument, SanctionLift, TrainingCondition, TrainingParticipant
from regulations.dates import tanggal

REGISTRATION, TRAINING = "tanda_daftar", "bimtek"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that stands in the way: ``key`` names it in a lift; the sentence says how to mend it."""

    key: str
    sentence: str
    url: str


_finders: list[Callable[[Partner, date], list[Obstacle]]] = []


def ask_for_obstacles(find: Callable[[Partner, date], list[Obstacle]]) -> None:
    """Have ``find`` asked for what stands in the way of an LKS on a day."""
    _finders.append(find)


def obstacles(partner: Partner, on: date) -> list[Obstacle]:
    """All that stands in the way of a new agreement on that day, set aside or not."""
    found = _registration(partner, on) + _training(partner, on)
    return found + [obstacle for find in _finders for obstacle in find(partner, on)]


def obstacles_now(partner: Partner, on: date) -> list[Obstacle]:
    """What stands in the way on that day and has not been set aside."""
    found = obstacles(partner, on)
    lifted = lifted_keys(partner, on) if found else frozenset()
    return [obstacle for obstacle in found if obstacle.key not in lifted]


def lifted_keys(partner: Partner, on: date) -> frozenset[str]:
    """Keys of the obstacles that granted lifts set aside on that day."""
    lifts = SanctionLift.objects.filter(partner=partner, state="granted", valid_until__gte=on)
    return frozenset(key for keys in lifts.values_list("obstacles", flat=True) for key in keys)


def registration_ended(partner: Partner, on: date) -> date | None:
    """The last day of the registration where all on file ran out before that day; None also where there is none."""
    kind = PartnerDocument.Kind.REGISTRATION
    ends = [document.valid_until for document in partner.documents.all() if document.kind == kind]
    last = max((day for day in ends if day is not None), default=None)
    return None if last is None or None in ends or last >= on else last


def _registration(partner: Partner, on: date) -> list[Obstacle]:
    """Whether every registration on file has run out; that none was ever recorded is said elsewhere."""
    last = registration_ended(partner, on)
    if last is None:
        return []
    sentence = f"Tanda daftar LKS habis masa berlakunya {tanggal(last)}. Catat tanda daftar yang baru di halaman LKS."
    return [Obstacle(REGISTRATION, sentence, partner.get_absolute_url())]


def _training(partner: Partner, on: date) -> list[Obstacle]:
    """Whether the office asks for a training within so many years and nobody of the LKS took part in one."""
    condition = TrainingCondition.objects.filter(office=partner.office_id).first()
    if condition is None or condition.within_years is None:
        return []
    since = years_before(on, condition.within_years)
    attended = TrainingParticipant.objects.filter(
        partner=partner, presence__in=TrainingParticipant.TOOK_PART, training__ends_on__lte=on
    )
    last = attended.order_by("-training__ends_on").values_list("training__title", "training__ends_on").first()
    if last is not None and last[1] >= since:
        return []
    known = f"terakhir “{last[0]}”, {tanggal(last[1])}" if last else "belum pernah tercatat"
    sentence = (
        f"Kantor mensyaratkan bimtek dalam {condition.within_years} tahun terakhir (sejak {tanggal(since)}); LKS ini "
        f"{known}. Catat keikutsertaannya pada daftar bimtek, atau undang LKS ke bimtek berikutnya."
    )
    return [Obstacle(TRAINING, sentence, reverse("partners:trainings"))]


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 28 February for a 29 February that is not."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
