"""Searching: one query for each kind, each of a bounded number of rows."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.db.models import Model, Q

from accounts.models import User
from audits.searching.hits import LIMIT, Group
from audits.searching.kinds import KINDS, KNOWN_BY_NIK, Sought
from beneficiaries.models import Person
from grants.models import Decree, DecreeRecipient
from reports.models import BeneficiaryRow, Report
from rupiah.parse import NotRupiah, parse_rupiah
from vault.private import keyed_index

#: Fewer letters than these stand nearly everywhere; more than these stand nowhere.
SHORTEST, LONGEST = 2, 120

#: Sixteen digits in a row, whatever few signs people put between them.
_NIK = re.compile(r"(?<![0-9])[0-9](?:[\W_]{0,3}[0-9]){15}(?![0-9])")
#: Of a large table so many of the newest rows that fit are looked at first, before anybody's right to see them.
_FIRST = 2000


def nik_in(text: str) -> str:
    """The NIK that stands in the text, or "": it must not stand in an address, whatever words are beside it.

    Sixteen digits, of whichever script, are one even where such a NIK is impossible: reports name those too, and they
    are looked for.
    """
    plain = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    found = _NIK.search(plain)
    return "".join(sign for sign in found[0] if sign.isdecimal()) if found else ""


def amount_in(text: str) -> int | None:
    """The rupiah that the text means, or None where it is no amount."""
    try:
        return parse_rupiah(text)
    except NotRupiah:
        return None


def find(text: str, user: User) -> list[Group]:
    """Everything that the reader may see with this amount (exactly), or this number or name (in part), by kind."""
    text = " ".join(text.split())
    if not SHORTEST <= len(text) <= LONGEST:
        return []
    amount = amount_in(text)
    found = (_group(kind, _matching(kind, text, amount), user) for kind in KINDS)
    return [group for group in found if group.hits]


def find_nik(nik: str, user: User) -> list[Group]:
    """All about the person with this NIK, by its keyed index; and what carries the digits as another number."""
    person = Q(nik_index=keyed_index(nik))
    found = (_group(kind, person if kind.title in KNOWN_BY_NIK else _matching(kind, nik, None), user) for kind in KINDS)
    return [group for group in found if group.hits]


def who_is_known(nik: str, user: User) -> list[Model]:
    """The records that such a search has opened: persons of registers, decrees and reports that name them."""
    index = keyed_index(nik)
    decrees = DecreeRecipient.objects.visible_to(user).filter(nik_index=index).order_by("-pk").values("decree")
    rows = BeneficiaryRow.objects.visible_to(user).filter(nik_index=index, revision__replaced_by__isnull=True)
    return [
        *Person.objects.visible_to(user).filter(nik_index=index)[:LIMIT],
        *Decree.objects.filter(pk__in=decrees)[:LIMIT],
        *Report.objects.filter(pk__in=rows.values("revision__report"))[:LIMIT],
    ]


def _matching(kind: Sought, text: str, amount: int | None) -> Q:
    """What a row must fulfil; nothing can where the text is an amount and the kind has none, nor a number like it."""
    match = Q(pk__in=())
    for name in kind.words:
        match |= Q(**{f"{name}__icontains": text})
    if amount is not None:
        for name in kind.amounts:
            match |= Q(**{name: amount})
    return match


def _group(kind: Sought, match: Q, user: User) -> Group:
    rows = _newest(kind, match, user)
    return Group(kind.title, [kind.hit(row) for row in rows[:LIMIT]], len(rows) > LIMIT, kind.of_people)


def _newest(kind: Sought, match: Q, user: User) -> list[Any]:
    """The newest rows that fit, one more than is shown.

    Of a large table the few that fit are found first, by its own indexes alone; joined with reports and revisions at
    once, PostgreSQL would read every row of every book. Where too many fit, it soon has enough of them either way.
    """
    rows = kind.rows(user)
    if not kind.large:
        return list(rows.filter(match).order_by("-pk")[: LIMIT + 1])
    keys = list(rows.model._default_manager.filter(match).order_by("-pk").values_list("pk", flat=True)[:_FIRST])
    found = list(rows.filter(pk__in=keys).order_by("-pk")[: LIMIT + 1])
    if len(keys) < _FIRST or len(found) > LIMIT:
        return found
    return list(rows.filter(match).order_by("-pk")[: LIMIT + 1])
