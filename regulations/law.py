"""The law as it stands for one judgement: the figures of the code, as legal officers have amended them.

Pure: what a legal officer decided is kept by the room `legal`, which makes a Law of it and hands it in with the facts.
A rule asks ``facts.law.on(STAMP_DUTY, day)`` and never the parameter itself, so that an amended figure reaches it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from regulations.citation import Citation
from regulations.parameters import Dated, Parameter

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Law:
    """Amendments to the catalogue; without any, the code's own catalogue and figures.

    ``figures``: parameter id to what replaces its history, newest first. ``citations``: rule id to the citation that a
    legal officer has confirmed or corrected. ``retired``: rule id to the first day on which it no longer holds.
    """

    figures: Mapping[str, tuple[Dated[Any], ...]] = field(default_factory=dict)
    citations: Mapping[str, Citation] = field(default_factory=dict)
    retired: Mapping[str, date] = field(default_factory=dict)

    def dated(self, parameter: Parameter[Value], day: date) -> Dated[Value]:
        """The figure in force on ``day`` with its period and source; raises NoValue when there is none."""
        for dated in self.figures.get(parameter.id, ()):
            if dated.holds_on(day):
                return dated
        return parameter.dated(day)

    def on(self, parameter: Parameter[Value], day: date) -> Value:
        """The figure in force on ``day``; raises NoValue when there is none."""
        return self.dated(parameter, day).value
