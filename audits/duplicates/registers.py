"""The same bank account, the same officer, the same beneficiary under two LKS or in two offices."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from django.db.models import Count

from accounts.models import User
from audits.duplicates.letters import letters
from audits.duplicates.places import Pair, Partners, Place
from beneficiaries.models import Repeat
from beneficiaries.repeated import ToldAid
from beneficiaries.shown import shown_repeats
from partners.models import BankAccount, Officer, Partner

_NO_DIGITS = re.compile(r"\D+")
#: What stands at so many LKS is a placeholder, or a number of the balai's own: its first places tell enough.
_MOST_PLACES = 20
#: A shorter number is no telephone.
_SHORTEST_PHONE = 8


def same_accounts(user: User) -> list[Pair]:
    """Bank accounts of one number under two LKS, at least one of which the reader may see; also past ones."""
    seen = BankAccount.objects.visible_to(user).order_by().values("number")
    twice = BankAccount.objects.order_by().values("number").annotate(owners=Count("partner", distinct=True))
    numbers = twice.filter(owners__gt=1, number__in=seen).values("number")
    accounts: dict[str, dict[int, BankAccount]] = defaultdict(dict)
    for account in BankAccount.objects.filter(number__in=numbers).order_by("pk"):
        accounts[account.number][account.partner_id] = account
    partners = Partners(user, (partner for by_partner in accounts.values() for partner in by_partner))
    found = []
    for by_partner in accounts.values():
        first_seen = sorted(by_partner.values(), key=lambda account: not partners.may_see(account.partner_id))
        for one, other in combinations(first_seen[:_MOST_PLACES], 2):
            if partners.may_see(one.partner_id) or partners.may_see(other.partner_id):
                same_bank = letters(one.bank) == letters(other.bank)
                reason = "Nomor rekening dan bank sama" if same_bank else "Nomor rekening sama, nama bank berbeda"
                first, second = (partners.place(each.partner_id, str(each)) for each in (one, other))
                found.append(Pair(reason, first, second))
    return found


def same_officers(user: User) -> list[Pair]:
    """Officers of two LKS with one telephone, address of e-mail, or account to sign in with; also past ones.

    A name alone is no reason: many people share one.
    """
    columns = ("pk", "partner", "name", "phone", "email", "user", "role")
    officers = list(Officer.objects.order_by("pk").values(*columns))
    by_mark: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, officer in enumerate(officers):
        for mark in _marks(officer):
            by_mark[mark].append(place)
    shared = {mark: places for mark, places in by_mark.items() if len(places) > 1}
    partners = Partners(user, (officers[place]["partner"] for places in shared.values() for place in places))
    marks: dict[tuple[int, int], set[str]] = defaultdict(set)
    for (kind, _), places in shared.items():
        first_seen = sorted(places, key=lambda place: not partners.may_see(officers[place]["partner"]))
        for one, other in combinations(first_seen[:_MOST_PLACES], 2):
            if officers[one]["partner"] != officers[other]["partner"]:
                marks[one, other].add(kind)
    roles = dict(Officer._meta.get_field("role").flatchoices)
    found = []
    for (one, other), same in marks.items():
        two = officers[one], officers[other]
        if any(partners.may_see(officer["partner"]) for officer in two):
            if letters(two[0]["name"]) == letters(two[1]["name"]):
                same = {"nama", *same}
            first, second = (partners.place(each["partner"], f"{each['name']}, {roles[each['role']]}") for each in two)
            found.append(Pair(_sentence(same), first, second))
    return found


def _marks(officer: dict[str, object]) -> Iterator[tuple[str, str]]:
    phone = _NO_DIGITS.sub("", str(officer["phone"]))
    phone = phone.removeprefix("62").lstrip("0")
    if len(phone) >= _SHORTEST_PHONE:
        yield "telepon", phone
    if officer["email"]:
        yield "surel", str(officer["email"]).casefold()
    if officer["user"]:
        yield "akun", str(officer["user"])


def _sentence(same: set[str]) -> str:
    known = [name for name in ("nama", "telepon", "surel", "akun") if name in same]
    words = known[0] if len(known) == 1 else f"{', '.join(known[:-1])} dan {known[-1]}"
    return f"{words.capitalize()} pengurus sama"


def same_aid(user: User) -> list[Pair]:
    """Aid of the same kind to the same person within the days that the law counts, as the register keeps it."""
    repeats = Repeat.objects.visible_to(user).standing().select_related("first_office", "again_office")
    found = []
    for shown in shown_repeats(user, list(repeats)):
        repeat = shown.repeat
        days = f", berjarak {shown.days_apart} hari" if shown.days_apart else ""
        form = repeat.get_form_display().lower()
        reason = f"{repeat.get_component_display()} ({form}) kepada orang yang sama{days}"
        amount = shown.again.aid.value if shown.again.aid else None
        before, after = _aid(shown.first, repeat.first_office_id), _aid(shown.again, repeat.again_office_id)
        found.append(Pair(reason, before, after, amount))
    return found


def _aid(told: ToldAid, office_id: int) -> Place:
    """One of the two as the register tells it; of what may not be seen, office and month."""
    aid = told.aid
    if aid is None:
        return Place(f"Bantuan {told.when}", "", told.office, office_id)
    partner: Partner | None = aid.partner
    label = f"{aid.person.name}, {aid.person.masked_nik}"
    name = partner.name if partner else ""
    return Place(label, name, told.office, office_id, aid.given_on, aid.get_absolute_url())
