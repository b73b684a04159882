"""What an engagement is asked for: its scope, period, team and warrant, as they were typed or as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.models import Office, User
from audits.models import Engagement, EngagementMember
from partners.models import Partner

_PLACE = EngagementMember.Place


@dataclass(frozen=True, slots=True)
class Team:
    """One leads; one may supervise; the others are members."""

    leader: User
    supervisor: User | None = None
    members: Sequence[User] = ()

    @property
    def people(self) -> dict[int, tuple[User, EngagementMember.Place]]:
        """Everybody once, by id, with the highest of their places, the highest first."""
        ranked = [(self.supervisor, _PLACE.SUPERVISOR)] if self.supervisor else []
        ranked += [(self.leader, _PLACE.LEADER), *((one, _PLACE.MEMBER) for one in self.members)]
        people: dict[int, tuple[User, EngagementMember.Place]] = {}
        for user, place in ranked:
            people.setdefault(user.pk, (user, place))
        return people

    def as_data(self) -> list[str]:
        """As the trail keeps it."""
        return [f"{user} ({place.label})" for user, place in self.people.values()]


@dataclass(frozen=True, slots=True)
class Terms:
    """All that a draft says but its file."""

    title: str
    objective: str
    starts_on: date
    ends_on: date
    leader: User
    supervisor: User | None = None
    members: Sequence[User] = ()
    offices: Sequence[Office] = ()
    partners: Sequence[Partner] = ()
    years: Sequence[int] = ()
    programmes: Sequence[str] = ()
    letter_number: str = ""
    letter_date: date | None = None
    team: Team = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "team", Team(self.leader, self.supervisor, self.members))

    def fields(self) -> dict[str, Any]:
        """What stands in columns of the engagement itself."""
        return {
            "title": " ".join(self.title.split()),
            "objective": self.objective.strip(),
            "starts_on": self.starts_on,
            "ends_on": self.ends_on,
            "years": sorted(set(self.years)),
            "programmes": sorted(set(self.programmes)),
            "letter_number": " ".join(self.letter_number.split()),
            "letter_date": self.letter_date,
        }

    def as_data(self) -> dict[str, Any]:
        """As the trail keeps it."""
        return {
            **{name: value.isoformat() if isinstance(value, date) else value for name, value in self.fields().items()},
            "offices": [office.name for office in self.offices],
            "partners": [partner.name for partner in self.partners],
            "team": self.team.as_data(),
        }


def terms_of(engagement: Engagement) -> dict[str, Any]:
    """What the engagement says now, by the names that a form and ``Terms`` know."""
    places: dict[str, list[User]] = {place.value: [] for place in _PLACE}
    for member in engagement.team.select_related("user"):
        places[member.place].append(member.user)
    names = ("title", "objective", "starts_on", "ends_on", "years", "programmes", "letter_number", "letter_date")
    return {
        **{name: getattr(engagement, name) for name in names},
        "offices": list(engagement.offices.all()),
        "partners": list(engagement.partners.all()),
        "leader": next(iter(places[_PLACE.LEADER]), None),
        "supervisor": next(iter(places[_PLACE.SUPERVISOR]), None),
        "members": places[_PLACE.MEMBER],
    }
