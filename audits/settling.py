"""What became of a finding's rupiah: pure sums, which always add up to the finding.

Five parts: documented (evidence came in later), justified (the reason was accepted), returned to the treasury, written
off, and what is still open. Whatever happens to one rupiah, it stands in exactly one of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Unsettled(ValueError):
    """More than is open was to be settled, or more than was settled taken back; says how many rupiah there are."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most}")
        self.most = most


class Part(StrEnum):
    """Into which part rupiah that were open go; the value is the field's name."""

    DOCUMENTED = "documented"
    JUSTIFIED = "justified"
    RETURNED = "returned"
    WRITTEN_OFF = "written_off"

    @property
    def label(self) -> str:
        return {
            "documented": "Didukung bukti susulan",
            "justified": "Alasannya diterima",
            "returned": "Disetor ke kas negara",
            "written_off": "Dihapuskan",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Sums:
    """The parts of a finding's amount, in rupiah."""

    still_open: int
    documented: int = 0
    justified: int = 0
    returned: int = 0
    written_off: int = 0

    @property
    def amount(self) -> int:
        """The finding's own: what all parts add up to."""
        return self.still_open + self.documented + self.justified + self.returned + self.written_off

    def settle(self, part: Part, rupiah: int) -> Sums:
        """So many rupiah go from open into this part; Unsettled where fewer are open, or none are to go."""
        if not 0 < rupiah <= self.still_open:
            raise Unsettled(self.still_open)
        return replace(self, **{part.value: getattr(self, part.value) + rupiah, "still_open": self.still_open - rupiah})

    def take_back(self, part: Part, rupiah: int) -> Sums:
        """So many rupiah of this part are open again; Unsettled where it has fewer."""
        settled = getattr(self, part.value)
        if not 0 < rupiah <= settled:
            raise Unsettled(settled)
        return replace(self, **{part.value: settled - rupiah, "still_open": self.still_open + rupiah})
