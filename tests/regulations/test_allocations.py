"""Whole budget lines are judged by the same rules as the payments that they pay."""

from __future__ import annotations

from datetime import date

import pytest

from regulations.allocations import LineUse, judge_line, judge_year, unfit_uses
from regulations.law import Law, Turn
from regulations.parameters import ASSISTANCE_ACCOUNTS, Dated

MONEY = LineUse("rehabilitasi", "uang", 30_000_000)
GOODS = LineUse("rehabilitasi", "barang", 5_000_000)


@pytest.mark.parametrize(
    ("account", "use", "rules"),
    [
        ("571111", MONEY, []),
        ("571112", GOODS, []),
        ("571113", LineUse("rehabilitasi", "jasa", 1), []),
        ("521219", MONEY, ["AKUN-01"]),
        ("581111", MONEY, ["AKUN-01"]),
        ("571112", MONEY, ["AKUN-02"]),
        ("571111", GOODS, ["AKUN-02"]),
        ("572111", MONEY, ["AKUN-02"]),
        ("571111", LineUse("tujuan yang tabelnya tidak kenal", "uang", 1), []),
        ("521219", LineUse("rehabilitasi", "uang", 0), []),
    ],
)
def test_a_line_is_judged_by_what_it_was_used_for(account: str, use: LineUse, rules: list[str]) -> None:
    assert [found.rule for found in judge_line(account, 2021, [use], Law())] == rules


def test_a_line_that_nobody_used_has_no_finding_whatever_its_account() -> None:
    assert judge_line("521219", 2021, [], Law()) == []


def test_each_use_is_told_with_its_amount_and_an_honest_citation() -> None:
    goods, money = judge_line("521219", 2021, [GOODS, MONEY], Law())[::-1]
    assert (money.amount, goods.amount) == (30_000_000, 5_000_000)
    assert money.found == "521219 (belanja barang non operasional lainnya)"
    assert "57" in money.expected
    assert "belum dikonfirmasi" not in str(money.citation)
    (unfit,) = judge_line("571111", 2021, [GOODS], Law())
    assert unfit.expected == "akun berawalan 571 dengan angka keenam 2"
    assert "belum dikonfirmasi" in str(unfit.citation)


def test_the_law_of_the_year_holds_and_a_retired_rule_is_silent() -> None:
    changed = (
        Dated("58", ASSISTANCE_ACCOUNTS.history[-1].citation, since=date(2022, 1, 1)),
        Dated("57", ASSISTANCE_ACCOUNTS.history[-1].citation, until=date(2021, 12, 31)),
    )
    law = Law(figures={ASSISTANCE_ACCOUNTS.id: changed})
    assert [found.rule for found in judge_line("571111", 2022, [MONEY], law)] == ["AKUN-01"]
    assert judge_line("571111", 2021, [MONEY], law) == []
    retired = Law(turns={"AKUN-01": (Turn(date(2021, 12, 31), True, 1),)})
    assert judge_line("521219", 2021, [MONEY], retired) == []
    assert judge_line("521219", 2020, [MONEY], retired)


def test_uses_that_do_not_fit_are_chosen_from_all_that_there_are() -> None:
    pairs = [("rehabilitasi", "uang"), ("rehabilitasi", "barang")]
    used = {("571111", 2021): pairs, ("521219", 2021): pairs, ("571112", 2021): pairs[1:]}
    assert unfit_uses(used, Law()) == {
        ("571111", 2021): [("rehabilitasi", "barang")],
        ("521219", 2021): sorted(pairs),
    }


def test_what_a_line_paid_in_another_year_is_told_with_its_amount() -> None:
    assert judge_year("571111", 2021, 2021, MONEY, Law()) == []
    (late,) = judge_year("571111", 2021, 2022, MONEY, Law())
    assert (late.rule, late.amount, late.expected) == ("AKUN-03", MONEY.amount, "alokasi tahun 2022, tahun SP2D")
