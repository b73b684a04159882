"""The demonstration's legal officer decides by the users' own actions, and names no article that nobody has read."""

from __future__ import annotations

import pytest

from desk.demo.reading import read_the_law
from legal.law import current_law
from legal.models import Decision
from regulations.parameters import STAMP_DUTY
from tests.regulations.judging import ON

pytestmark = pytest.mark.django_db


def test_what_the_demonstration_confirms_says_that_it_is_made_up_and_is_confirmed_once() -> None:
    read_the_law()
    read_the_law()
    decisions = Decision.objects.all()
    assert [decision.key for decision in decisions] == ["METERAI.2021-01-01", "MTR-01.1"]
    for decision in decisions:
        assert "karangan" in decision.article
        assert "bukan bunyi undang-undang" in decision.wording
        assert decision.official_text is not None
    assert STAMP_DUTY.dated(ON).citation.confirmed, "known from the project's sources"
    assert "karangan" in str(current_law().dated(STAMP_DUTY, ON).citation)
