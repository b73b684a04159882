"""A Sentra Kreasi whose month was recorded, closed and handed out, by the users' own actions. All of it is made up."""

from __future__ import annotations

from datetime import date
from typing import Any

from activities.actions import close_month, record_hand_over, record_maker, record_month, record_sale
from activities.models import HandOver, Maker, MakerShare, SalesMonth
from beneficiaries.models import Person
from tests.beneficiaries.serving import NIK, known
from tests.cast import Cast
from tests.grants.paper import scan

MONTH = date(2021, 6, 1)
PLACE = "Sentra Kreasi Contoh"


def maker(cast: Cast, *, who: str = "finance") -> Maker:
    """A person in the office's register who makes things."""
    if not Person.objects.filter(office=cast.person(who).office).exists():
        known(cast, who=who)
    return record_maker(by=cast.person(who), nik=NIK)


def begun(cast: Cast, *, who: str = "finance", **about: Any) -> SalesMonth:
    """A draft without sales: turnover of Rp1.000.000, of which makers get 60 percent."""
    said = {"place": PLACE, "month": MONTH, "visitors": 40, "turnover": 1_000_000, "cost": 150_000, "share_percent": 60}
    return record_month(by=cast.person(who), **{**said, **about})


def sold(cast: Cast, month: SalesMonth | None = None, *, who: str = "finance") -> SalesMonth:
    """A draft whose sales come to its turnover, all by one maker."""
    month = month or begun(cast, who=who)
    record_sale(month=month, maker=maker(cast, who=who), product="Batik", amount=month.turnover, by=cast.person(who))
    return month


def closed(cast: Cast, month: SalesMonth | None = None) -> SalesMonth:
    month = month or sold(cast)
    return close_month(month=month, by=cast.person("ppk"), version=month.version)


def handed(cast: Cast, share: MakerShare, *, amount: int, **about: Any) -> HandOver:
    said = {"handed_on": date(2021, 7, 5), "received_by": "Asep", "upload": scan("kuitansi.png"), **about}
    return record_hand_over(share=share, amount=amount, by=cast.person("finance"), version=share.version, **said)
