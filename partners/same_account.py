"""Whether an account is plainly the LKS's own: its holder's name, and that no other LKS has its number."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.models import User
from partners.models import BankAccount, Partner

#: So many are named before it only says that there are more.
_SHOWN = 5


def bears_the_name(holder: str, name: str) -> bool:
    """Whether two names are the same but for capitals, blanks and punctuation."""
    return _letters(holder) == _letters(name)


def elsewhere(number: str, *, besides: Partner) -> Iterable[BankAccount]:
    """Accounts in use of other LKS, of any office, under this number; numbers are kept without blanks and dashes."""
    found = BankAccount.objects.filter(number=number, active=True).exclude(partner=besides)
    return found.select_related("partner").order_by("pk")


def named(accounts: Iterable[BankAccount], reader: User) -> str:
    """Whose accounts these are, as far as the reader may see; of other offices only that there is one."""
    accounts = list(accounts)
    seen = Partner.objects.visible_to(reader).filter(pk__in=[account.partner_id for account in accounts])
    names = list(seen.order_by("name").values_list("name", flat=True))
    if len(names) < len(accounts):
        names.append("LKS di kantor lain")
    return ", ".join(names[:_SHOWN]) + (", dan lain-lain" if len(names) > _SHOWN else "")


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))
