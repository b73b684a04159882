"""Figures of the law hold between their own dates."""

from datetime import date, timedelta

import pytest

from regulations import parameters
from regulations.citation import Citation
from regulations.parameters import STAMP_DUTY, Dated, NoValue, Parameter

SOURCE = Citation("UU Contoh", "contoh")


def test_a_value_holds_on_its_first_and_its_last_day() -> None:
    figure = Parameter("CONTOH", "Contoh", (Dated(1, SOURCE, since=date(2021, 1, 1), until=date(2021, 12, 31)),))
    assert figure.on(date(2021, 1, 1)) == 1
    assert figure.on(date(2021, 12, 31)) == 1
    for outside in (date(2020, 12, 31), date(2022, 1, 1)):
        with pytest.raises(NoValue, match=outside.isoformat()):
            figure.on(outside)


def test_the_stamp_tariff_changes_with_the_year_2021() -> None:
    assert STAMP_DUTY.on(date(2021, 1, 1)).duty_for(5_000_001) == 10_000
    assert STAMP_DUTY.on(date(2020, 12, 31)).duty_for(5_000_001) == 6_000


def test_only_the_tariff_in_force_is_confirmed_and_neither_names_an_article() -> None:
    now, before = STAMP_DUTY.dated(date(2021, 1, 1)).citation, STAMP_DUTY.dated(date(2020, 12, 31)).citation
    assert now.confirmed
    assert not before.confirmed
    assert now.article is before.article is None


@pytest.mark.parametrize("name", [name for name, value in vars(parameters).items() if isinstance(value, Parameter)])
def test_every_parameter_has_exactly_one_value_on_any_day(name: str) -> None:
    parameter = getattr(parameters, name)
    days = {date(2000, 1, 1), date(2100, 1, 1)}
    for dated in parameter.history:
        for edge in (dated.since, dated.until):
            if edge:
                days |= {edge - timedelta(days=1), edge, edge + timedelta(days=1)}
    for day in days:
        assert sum(dated.holds_on(day) for dated in parameter.history) == 1
