"""What is chosen on a list, in a form that can be sent back and saved: sealed, so that it can lead nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core import signing

_SALT = "saved-filter"
LONGEST = 1000  #: characters of what is chosen
MOST = 30  #: saved for one list


@dataclass(frozen=True, slots=True)
class Chosen:
    """A list by the name of its address, and what its filter was set to."""

    page: str
    query: str

    def sealed(self) -> str:
        return signing.dumps([self.page, self.query], salt=_SALT)


def chosen_on(page: str, filterset: Any) -> Chosen:
    """What was chosen in the fields that the list's filter has; whatever else the address carried is left out."""
    values = [
        (name, value) for name in filterset.form.fields for value in filterset.data.getlist(name) if value.strip()
    ]
    return Chosen(page, urlencode(values))


def unsealed(token: str) -> Chosen | None:
    """What a list of ours sealed, or None."""
    try:
        page, query = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return Chosen(page, query)
