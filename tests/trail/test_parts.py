"""Many values in parts: all of them, once, in their order."""

from __future__ import annotations

import pytest

from trail.parts import AT_ONCE, in_parts


@pytest.mark.parametrize("count", [0, 1, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 2 * AT_ONCE])
def test_every_value_stands_in_one_part_in_its_order(count: int) -> None:
    parts = list(in_parts(range(count)))
    assert [value for part in parts for value in part] == list(range(count))
    assert all(0 < len(part) <= AT_ONCE for part in parts) and len(parts) == -(-count // AT_ONCE)


def test_what_is_made_on_asking_is_asked_for_part_by_part() -> None:
    taken: list[int] = []
    parts = in_parts((taken.append(each) or each for each in range(5)), size=2)
    assert next(parts) == [0, 1] and taken == [0, 1]
