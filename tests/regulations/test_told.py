"""An obligation names its figures by id, so that it says what holds after a legal officer has changed them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from regulations import catalogue
from regulations.law import Law, amended
from regulations.parameters import CHANNEL_DAYS, Dated

CHANGED_ON = date(2026, 7, 1)


def law() -> Law:
    figure = replace(CHANNEL_DAYS.history[0], value=14, since=CHANGED_ON, decision=3)
    return Law(figures={CHANNEL_DAYS.id: amended(CHANNEL_DAYS.history, [figure])})


def asks_for_days() -> catalogue.Rule:
    return next(rule for rule in catalogue.all_rules() if "{SALUR-HARI}" in rule.obligation)


def test_it_says_the_figure_of_the_code_until_somebody_changes_it() -> None:
    assert "paling lama 30 hari" in asks_for_days().told(Law(), CHANGED_ON)


def test_it_says_the_changed_figure_from_its_first_day_and_not_the_day_before() -> None:
    rule = asks_for_days()
    assert "paling lama 14 hari" in rule.told(law(), CHANGED_ON)
    assert "paling lama 30 hari" in rule.told(law(), date(2026, 6, 30))


def test_no_figure_is_left_unsaid_in_any_obligation() -> None:
    told = [rule.told(Law(), day) for rule in catalogue.all_rules() for day in (date.min, CHANGED_ON, date.max)]
    assert not [text for text in told if "{" in text]


def test_a_figure_of_no_day_falls_back_on_the_newest() -> None:
    later = Law(figures={CHANNEL_DAYS.id: (Dated(21, CHANNEL_DAYS.history[0].citation, since=CHANGED_ON),)})
    assert "paling lama 21 hari" in asks_for_days().told(later, date(2020, 1, 1))
