"""Files of assessments and case conferences: one of a day covers everybody who was assessed or discussed on it."""

from __future__ import annotations

from datetime import date


def assessment_number(day: date) -> str:
    """The evidence number under which the filled-in instruments of that day are attached."""
    return f"ASESMEN-{day.isoformat()}"


def conference_number(day: date) -> str:
    """The evidence number under which the minutes of that day's case conference are attached."""
    return f"PEMBAHASAN-{day.isoformat()}"
