"""What can be decided about: rules, figures, and the citations of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from legal.models import Decision
from regulations.catalogue import Rule, all_rules
from regulations.citation import Citation
from regulations.law import Law
from regulations.parameters import Parameter, all_parameters


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation of the system: of a version of a rule, or of a figure of a parameter."""

    key: str
    about: str  #: id of the rule or the parameter
    title: str
    obligation: str  #: what the source is said to oblige to
    citation: Citation
    subject: str  #: heading that it stands under
    decision: Decision | None  #: by which a legal officer confirmed or corrected it

    @property
    def state(self) -> str:
        """One of STATES: known from the project's sources ("source") is not yet read by a legal officer."""
        if not self.citation.confirmed:
            return "unconfirmed"
        return "confirmed" if self.citation.decision else "source"


#: In which state a citation may be, and what that is called.
STATES = {
    "unconfirmed": "Belum dikonfirmasi",
    "source": "Menurut sumber proyek, pasal belum dibaca",
    "confirmed": "Dikonfirmasi analis hukum",
}
#: Heading of the citations of figures.
FIGURES = "Angka dan tarif"


def all_citations(law: Law, decisions: dict[int, Decision] | None = None) -> list[Cited]:
    """Every citation of the system as it stands by this law, rules first; each with its decision, if known."""
    known = decisions or {}
    return [*_of_rules(law, known), *_of_figures(law, known)]


def _of_rules(law: Law, decisions: dict[int, Decision]) -> Iterator[Cited]:
    for rule in all_rules():
        citation = rule.amended(law).citation
        title = f"{rule.title} (versi {rule.version})" if rule.version > 1 else rule.title
        decision = decisions.get(citation.decision or 0)
        yield Cited(rule.edition, rule.id, title, rule.obligation, citation, rule.subject.value, decision)


def _of_figures(law: Law, decisions: dict[int, Decision]) -> Iterator[Cited]:
    for parameter in all_parameters():
        for dated in law.history(parameter):
            shown = parameter.written.show(dated.value)
            decision = decisions.get(dated.citation.decision or 0)
            key = parameter.key_of(dated)
            yield Cited(key, parameter.id, parameter.title, shown, dated.citation, FIGURES, decision)


def citation_called(key: str, law: Law) -> Cited:
    """The citation of this key as it stands by this law; raises KeyError where there is none."""
    return {cited.key: cited for cited in all_citations(law)}[key]


def rules_asking(parameter: Parameter[Any]) -> list[Rule]:
    """Rules that judge by this parameter, by id."""
    return [rule for rule in all_rules() if parameter in rule.parameters]
