"""The law as amended: retired rules, corrected citations and other figures reach every judgement of their days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from regulations import catalogue
from regulations.catalogue import all_rules, check, rules_in_force, versions
from regulations.citation import Citation
from regulations.facts import ReportFacts
from regulations.law import Absence, Law, Turn, amended, in_turn
from regulations.parameters import (
    ASSISTANCE_ACCOUNTS,
    NTPN_LENGTH,
    STAMP_DUTY,
    Dated,
    Parameter,
    all_parameters,
    get_parameter,
)
from regulations.values import StampDuty, StampTier
from tests.regulations.examples import CASES
from tests.regulations.judging import ON

READ = Citation("UU Contoh", "contoh", article="Pasal 5", confirmed=True, decision=7)
OTHER = Citation("PP Contoh", "tarif contoh", decision=9)


def found(facts: ReportFacts, law: Law, rule_id: str, on: date = ON) -> list[catalogue.Finding]:
    return [finding for finding in check(replace(facts, law=law), on=on) if finding.rule == rule_id]


# Retired and put in force again


def test_a_retired_rule_judges_reports_until_the_day_before_and_no_later() -> None:
    law = Law(turns={"MTR-01": (Turn(date(2021, 12, 31), retired=True, decision=1),)})
    failing = CASES["MTR-01"].failing
    assert found(failing, law, "MTR-01", on=date(2021, 12, 30))
    assert not found(failing, law, "MTR-01", on=date(2021, 12, 31))
    assert not found(failing, law, "MTR-01", on=date(2022, 1, 1))
    assert "MTR-01" in versions(date(2021, 12, 30), law)
    assert "MTR-01" not in versions(date(2021, 12, 31), law)
    assert "MTR-01" not in {rule.id for rule in rules_in_force(date(2021, 12, 31), law)}


def test_a_rule_put_in_force_again_judges_from_that_day_on_and_leaves_the_days_between_alone() -> None:
    turns = in_turn([Turn(date(2023, 1, 1), retired=False, decision=2), Turn(date(2022, 1, 1), True, 1)])
    law = Law(turns={"MTR-01": turns})
    days = {date(2021, 12, 31): False, date(2022, 1, 1): True, date(2022, 12, 31): True, date(2023, 1, 1): False}
    assert {day: law.retired_on("MTR-01", day) for day in days} == days
    assert not law.retired_on("BKU-01", date(2022, 1, 1))


def test_of_two_turns_on_one_day_the_later_decision_holds() -> None:
    day = date(2022, 1, 1)
    assert in_turn([Turn(day, retired=True, decision=1), Turn(day, retired=False, decision=2)])[0].decision == 2


def test_the_days_without_a_rule_are_told_newest_first_and_a_turn_that_changes_nothing_is_not() -> None:
    turns = [
        Turn(date(2022, 1, 1), True, 1),
        Turn(date(2022, 6, 1), True, 2),
        Turn(date(2023, 1, 1), False, 3),
        Turn(date(2024, 1, 1), False, 4),
        Turn(date(2024, 1, 1), True, 5),
    ]
    law = Law(turns={"MTR-01": in_turn(turns)})
    assert law.absences("MTR-01") == (
        Absence(date(2024, 1, 1), None, 5),
        Absence(date(2022, 1, 1), date(2022, 12, 31), 1),
    )
    assert law.absences("BKU-01") == ()


# Citations


def test_a_corrected_citation_stands_in_every_finding_of_the_rule_and_in_the_rule_itself() -> None:
    law = Law(citations={"BKU-09.1": READ})
    (finding,) = found(CASES["BKU-09"].failing, law, "BKU-09")
    assert finding.citation == READ
    assert str(finding.citation) == "UU Contoh, Pasal 5 — contoh"
    (rule,) = [rule for rule in rules_in_force(ON, law) if rule.id == "BKU-09"]
    assert rule.citation == READ
    assert found(CASES["BKU-09"].failing, Law(), "BKU-09")[0].citation == catalogue.get("BKU-09").citation


def test_a_finding_that_names_the_source_of_its_figure_keeps_it_when_the_rules_own_is_corrected() -> None:
    law = Law(citations={"MTR-01.1": READ})
    (finding,) = found(CASES["MTR-01"].failing, law, "MTR-01")
    assert finding.citation == STAMP_DUTY.dated(ON).citation


def test_the_citation_of_a_figure_is_corrected_by_the_day_on_which_the_figure_began() -> None:
    law = Law(citations={"METERAI.2021-01-01": READ})
    assert found(CASES["MTR-01"].failing, law, "MTR-01")[0].citation == READ
    assert law.dated(STAMP_DUTY, date(2020, 12, 31)).citation == STAMP_DUTY.dated(date(2020, 12, 31)).citation
    assert STAMP_DUTY.key_of(STAMP_DUTY.dated(date(2020, 12, 31))) == "METERAI.awal"


def test_a_figure_decided_later_brings_its_own_citation_and_a_still_later_correction_replaces_that() -> None:
    figure = Dated(20, OTHER, since=date(2022, 1, 1), decision=9)
    history = amended(NTPN_LENGTH.history, [figure])
    earlier = Law(figures={NTPN_LENGTH.id: history}, citations={"NTPN-PANJANG.2022-01-01": READ})
    assert earlier.dated(NTPN_LENGTH, date(2022, 1, 1)).citation == OTHER
    later = Law(figures={NTPN_LENGTH.id: history}, citations={"NTPN-PANJANG.2022-01-01": replace(READ, decision=10)})
    assert later.dated(NTPN_LENGTH, date(2022, 1, 1)).citation.article == "Pasal 5"


# Figures


def test_a_figure_holds_from_its_day_and_closes_the_earlier_one_the_day_before() -> None:
    law = Law(figures={NTPN_LENGTH.id: amended(NTPN_LENGTH.history, [Dated(20, OTHER, since=date(2022, 1, 1))])})
    assert law.on(NTPN_LENGTH, date(2021, 12, 31)) == 16
    assert law.on(NTPN_LENGTH, date(2022, 1, 1)) == 20
    now, before = law.history(NTPN_LENGTH)
    assert (now.since, now.until) == (date(2022, 1, 1), None)
    assert (before.since, before.until) == (None, date(2021, 12, 31))


def test_a_figure_between_two_others_ends_where_the_next_begins() -> None:
    tariff = Dated(StampDuty((StampTier(1, 7_000),)), OTHER, since=date(2020, 7, 1), decision=3)
    history = amended(STAMP_DUTY.history, [tariff])
    assert [(dated.since, dated.until) for dated in history] == [
        (date(2021, 1, 1), None),
        (date(2020, 7, 1), date(2020, 12, 31)),
        (None, date(2020, 6, 30)),
    ]


def test_of_two_figures_that_begin_on_one_day_the_later_decision_holds() -> None:
    day = date(2022, 1, 1)
    changes = [Dated(21, OTHER, since=day, decision=5), Dated(20, OTHER, since=day, decision=4)]
    assert [dated.value for dated in amended(NTPN_LENGTH.history, changes)] == [21, 16]


def test_an_amended_figure_reaches_the_rule_that_asks_for_it() -> None:
    passing = CASES["AKUN-01"].passing
    change = Dated("58", OTHER, since=date(2021, 1, 1), decision=4)
    law = Law(figures={ASSISTANCE_ACCOUNTS.id: amended(ASSISTANCE_ACCOUNTS.history, [change])})
    assert not found(passing, Law(), "AKUN-01")
    assert "58" in found(passing, law, "AKUN-01")[0].expected


# What a judgement keeps of it


def test_the_edition_of_a_rule_names_every_decision_that_it_was_judged_by() -> None:
    law = Law(
        figures={NTPN_LENGTH.id: amended(NTPN_LENGTH.history, [Dated(20, OTHER, since=ON, decision=12)])},
        citations={"PJK-01.1": READ},
    )
    kept = versions(ON, law)
    assert kept["PJK-01"] == "1+7+9+12"
    assert kept["PJK-02"] == "1"


# Parameters and who asks for them


def test_every_parameter_can_be_amended_for_all_stand_in_one_place_under_ids_of_their_own() -> None:
    from regulations import parameters

    here = [value for value in vars(parameters).values() if isinstance(value, Parameter)]
    assert len({parameter.id for parameter in here}) == len(here) == len(all_parameters())
    asked = {parameter.id for rule in all_rules() for parameter in rule.parameters}
    assert asked <= {parameter.id for parameter in all_parameters()}
    assert get_parameter("METERAI") is STAMP_DUTY
    rules = {rule.id for rule in all_rules()}
    assert not rules & {parameter.id for parameter in here}


class Listening(Law):
    """A law that remembers what it was asked."""

    heard: set[str] = set()

    def dated(self, parameter: Parameter[Any], day: date) -> Dated[Any]:
        self.heard.add(parameter.id)
        return super().dated(parameter, day)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.edition)
def test_a_rule_is_known_to_ask_for_each_figure_that_it_asks_for(rule: catalogue.Rule) -> None:
    law = Listening()
    law.heard.clear()
    case = CASES[rule.id]
    for facts in (case.passing, case.failing, case.border):
        list(rule(replace(facts, law=law)))
    assert law.heard <= {parameter.id for parameter in rule.parameters}


def test_the_stamp_duty_rule_asks_for_its_tariff_and_a_described_entry_for_nothing() -> None:
    assert [parameter.id for parameter in catalogue.get("MTR-01").parameters] == ["METERAI"]
    assert [p.id for p in catalogue.get("AKUN-02").parameters] == ["AKUN-BANSOS", "AKUN-BENTUK", "AKUN-TUJUAN"]
    assert catalogue.get("BKU-09").parameters == ()
    assert catalogue.get("MTR-01").amended(Law(citations={"MTR-01.1": READ})).parameters == (STAMP_DUTY,)


@pytest.mark.parametrize("rule_id", sorted(CASES))
def test_a_finding_names_no_source_that_a_legal_officer_could_not_correct(rule_id: str) -> None:
    known = [rule.citation for rule in all_rules()]
    known += [dated.citation for parameter in all_parameters() for dated in parameter.history]
    for finding in found(CASES[rule_id].failing, Law(), rule_id):
        assert finding.citation in known


def test_the_law_is_nothing_but_the_code_where_nobody_has_decided_anything() -> None:
    asks: list[Callable[[Law], object]] = [
        lambda law: law.history(STAMP_DUTY),
        lambda law: law.retired_on("MTR-01", ON),
        lambda law: rules_in_force(ON, law),
    ]
    assert [ask(Law()) for ask in asks] == [STAMP_DUTY.history, False, rules_in_force(ON)]
