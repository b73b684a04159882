"""When a recommendation is reminded of: pure. What one missed night left out, the next one makes good."""

from __future__ import annotations

#: Days before the last one at which a reminder goes out, the earliest first; the last day itself is among them.
BEFORE = (14, 7, 0)
#: After the last day once in so many days.
AGAIN = 30


def stage(days_left: int) -> int:
    """How many reminders are due so many days before the last one; negative days are after it.

    A reminder goes out when this is more than what the record has been reminded so far: so each goes out once, and one
    that a missed night skipped goes out with the next.
    """
    if days_left >= 0:
        return sum(days_left <= border for border in BEFORE)
    return len(BEFORE) + 1 + (-days_left - 1) // AGAIN
