"""Aid given again, as a reader may know it: of the side that may not be seen, the office and the month alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import Office, User
from beneficiaries.models import Aid, Repeat
from beneficiaries.repeated import ToldAid


@dataclass(frozen=True, slots=True)
class ShownRepeat:
    """Two of the same, the earlier first; ``seen`` is one of them that the reader may see."""

    repeat: Repeat
    first: ToldAid
    again: ToldAid

    @property
    def seen(self) -> Aid | None:
        return self.again.aid or self.first.aid

    @property
    def days_apart(self) -> str:
        """How far apart, where both days may be known; the months tell enough of the rest."""
        return str(self.repeat.days) if self.first.aid and self.again.aid else ""

    @property
    def reason(self) -> str:
        """Why it was given again, where the reader may know."""
        return self.again.aid.despite if self.again.aid else ""


def shown_repeats(user: User, repeats: Sequence[Repeat]) -> list[ShownRepeat]:
    """These pairs for this reader, in three queries."""
    keys = {key for one in repeats for key in (one.first_id, one.again_id)}
    offices = Office.objects.in_bulk({key for one in repeats for key in (one.first_office_id, one.again_office_id)})
    days = dict(Aid.objects.filter(pk__in=keys).values_list("pk", "given_on")) if keys else {}
    aid = Aid.objects.visible_to(user).select_related("person", "partner", "office").in_bulk(keys) if keys else {}

    def told(key: int, office: int) -> ToldAid:
        return ToldAid(offices[office].name, days[key], aid.get(key))

    return [
        ShownRepeat(one, told(one.first_id, one.first_office_id), told(one.again_id, one.again_office_id))
        for one in repeats
    ]
