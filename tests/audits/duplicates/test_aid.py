"""Aid to the same person given again: told with its reason, and of the other office no more than office and month."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest

from audits.duplicates import registers


def aid(office: str, *, value: int = 3_000_000, partner: str | None = None) -> Any:
    """Aid as the reader may see it."""
    given = SimpleNamespace(
        person=SimpleNamespace(name="Ningsih", masked_nik="3276••••••••0901"),
        partner=SimpleNamespace(name=partner) if partner else None,
        given_on=date(2024, 10, 3),
        value=value,
        get_absolute_url=lambda: "/bantuan/7/",
    )
    return SimpleNamespace(aid=given, office=office, when="Oktober 2024")


def elsewhere(office: str) -> Any:
    """Aid of an office that the reader does not see."""
    return SimpleNamespace(aid=None, office=office, when="Juni 2024")


def repeated(first: Any, again: Any, days_apart: str) -> Any:
    repeat = SimpleNamespace(
        get_form_display=lambda: "Barang",
        get_component_display=lambda: "Dukungan aksesibilitas",
        first_office_id=1,
        again_office_id=2,
    )
    return SimpleNamespace(repeat=repeat, first=first, again=again, days_apart=days_apart)


def test_aid_given_again_is_told_as_far_as_the_reader_may_see(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = [
        repeated(elsewhere("Sentra A"), aid("Sentra B", partner="LKS Sakura"), "120"),
        repeated(aid("Sentra A"), elsewhere("Sentra B"), ""),
    ]
    monkeypatch.setattr(registers, "Repeat", mock.MagicMock())
    monkeypatch.setattr(registers, "shown_repeats", lambda user, rows: shown)
    hidden, open_first = registers.same_aid(mock.Mock())
    assert hidden.reason == "Dukungan aksesibilitas (barang) kepada orang yang sama, berjarak 120 hari"
    assert (hidden.first.label, hidden.first.office, hidden.first.url) == ("Bantuan Juni 2024", "Sentra A", "")
    assert (hidden.first.partner, hidden.first.day) == ("", None)
    assert hidden.second.label == "Ningsih, 3276••••••••0901" and hidden.second.partner == "LKS Sakura"
    assert (hidden.amount, hidden.between_offices) == (3_000_000, True)
    assert open_first.amount is None and "berjarak" not in open_first.reason and open_first.second.url == ""
