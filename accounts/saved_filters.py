"""What is chosen on a list, in a form that can be sent back and saved: sealed, so that it can lead nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core import signing
from django.urls import Resolver404, resolve

_SALT = "saved-filter"
LONGEST = 1000  #: characters of what is chosen
MOST = 30  #: saved for one list


@dataclass(frozen=True, slots=True)
class Chosen:
    """A kind of list by the name of its address, what its filter was set to, and on which list of that kind.

    A list of one record, say the recipients of a decree, shares what was saved with the lists of other decrees.
    """

    page: str
    query: str
    path: str

    def sealed(self) -> str:
        return signing.dumps([self.page, self.query, self.path], salt=_SALT)

    @property
    def is_there(self) -> bool:
        """Whether the address is still that list's: a page left open may be older than the last release."""
        try:
            return resolve(self.path).view_name == self.page
        except Resolver404:
            return False


def chosen_on(page: str, path: str, filterset: Any) -> Chosen:
    """What was chosen in the fields that the list's filter has; whatever else the address carried is left out."""
    values = [
        (name, value) for name in filterset.form.fields for value in filterset.data.getlist(name) if value.strip()
    ]
    return Chosen(page, urlencode(values), path)


def unsealed(token: str) -> Chosen | None:
    """What a list of ours sealed, or None."""
    try:
        page, query, path = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):  # the latter: sealed by an older release
        return None
    return Chosen(page, query, path)
