"""The sums on the desk tie with the lists behind them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from desk.figures import Figure, office_figures
from tests.beforehand import begins_with
from tests.cast import REMAINDER, Cast
from tests.seen import seen

SignIn = Callable[[User], Client]


def figures(user: User) -> dict[str, Figure]:
    return {figure.label: figure for figure in office_figures(user, on=date(2021, 12, 1))}


def busy_office(cast: Cast) -> None:
    """One report accepted with a remainder, one instalment paid and overdue, one only proposed."""
    partner = cast.partner()
    cast.accepted(cast.report(cast.agreement(partner).instalments.get(number=1)))
    cast.report(cast.agreement(partner, number="002/PKS/BKMJ/04/2021").instalments.get(number=1))
    cast.proposed(cast.agreement(partner, number="003/PKS/BKMJ/04/2021").instalments.get(number=1))


pytestmark = begins_with(busy_office)


@pytest.fixture
def busy(cast: Cast) -> Cast:
    return cast


def test_the_money_of_the_office_adds_up(busy: Cast) -> None:
    shown = figures(busy.person("kpa"))
    assert {label: figure.amount for label, figure in shown.items() if figure.amount is not None} == {
        "Alokasi": 2_000_000_000,
        "Disalurkan": 60_000_000,
        "Laporan diterima": 30_000_000,
        "Laporan belum diterima": 30_000_000,
        "Sisa belum kembali": REMAINDER,
    }
    assert shown["Laporan terlambat"].count == 1


def rows(answer: Any) -> list[Any]:
    page = answer.context.get("page_obj") or answer.context["page"]
    assert not page.has_other_pages()
    return list(page)


@pytest.mark.parametrize(
    "label", ["Alokasi", "Disalurkan", "Laporan diterima", "Laporan belum diterima", "Sisa belum kembali"]
)
def test_a_sum_is_that_of_the_list_it_leads_to(busy: Cast, sign_in: SignIn, label: str) -> None:
    person = busy.person("finance")
    figure = figures(person)[label]
    listed = rows(sign_in(person).get(figure.url))
    assert sum(row.amount for row in listed) == figure.amount


def test_late_reports_are_those_of_the_list(busy: Cast, sign_in: SignIn) -> None:
    person = busy.person("kpa")
    figure = figures(person)["Laporan terlambat"]
    assert len(rows(sign_in(person).get(figure.url))) == figure.count == 1


def test_an_lks_sees_its_own_money_and_no_allocation(busy: Cast, sign_in: SignIn) -> None:
    from partners.models import Partner

    treasurer = busy.treasurer(Partner.objects.get())
    busy.partner("LKS Lain", registration_number="TD/009/2020")
    stranger = busy.treasurer(Partner.objects.get(name="LKS Lain"))
    assert "Alokasi" not in figures(treasurer)
    assert figures(treasurer)["Disalurkan"].amount == 60_000_000
    assert figures(stranger)["Disalurkan"].amount == 0
    assert "Dana LKS Anda" in sign_in(treasurer).get(reverse("desk:home")).content.decode()


def test_another_office_has_its_own_sums(busy: Cast) -> None:
    assert {figure.amount or 0 for figure in figures(busy.person("other_finance")).values()} == {0}
    assert figures(busy.person("auditor"))["Disalurkan"].amount == 60_000_000


def test_who_sees_no_money_sees_no_figure(busy: Cast, sign_in: SignIn) -> None:
    said = {who: seen(sign_in(busy.person(who)).get(reverse("desk:home"))) for who in ("kpa", "legal", "admin")}
    assert [who for who, text in said.items() if "Rp" in text] == ["kpa"]
