"""The measuring itself: what it prints and when it fails."""

from __future__ import annotations

import json

import pytest

from tests.benchmarks.harness import Result, paired, report


def test_a_figure_on_the_bar_holds_and_one_above_it_does_not() -> None:
    assert Result("ratio", 1.5, 1.5, "x").holds
    assert not Result("ratio", 1.51, 1.5, "x").holds


@pytest.mark.parametrize(("figure", "code"), [(249.9, 0), (250.1, 1)])
def test_one_json_line_says_figure_bar_and_whether_it_holds(
    figure: float, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report("intake", [Result("peak", figure, 250, "MB")], rows=10) == code
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    assert json.loads(lines[0]) == {
        "bench": "intake",
        "holds": code == 0,
        "figures": [{"name": "peak", "figure": figure, "bar": 250, "unit": "MB", "holds": code == 0}],
        "rows": 10,
    }


def test_pairs_are_run_in_turn_after_one_to_warm_up() -> None:
    order: list[str] = []
    paired(lambda: order.append("base"), lambda: order.append("whole"), rounds=2)
    assert order == ["base", "whole"] * 3
