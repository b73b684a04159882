"""What can be decided about: the sources of rules and of figures, as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from legal.law import law_of
from legal.models import Decision, DecisionQuerySet
from regulations.catalogue import Rule, Subject, all_rules
from regulations.citation import Citation
from regulations.law import Law
from regulations.parameters import all_parameters

#: In which state a citation may be, and what that is called.
STATES = {
    "unconfirmed": "Belum dikonfirmasi",
    "source": "Menurut sumber proyek, pasal belum dibaca",
    "confirmed": "Dikonfirmasi analis hukum",
}
#: Heading of the citations of figures.
FIGURES = "Angka dan tarif"


def by_subject(rules: Iterable[Rule]) -> list[Rule]:
    """Rules as a reader looks for them: by subject, then by id."""
    order = list(Subject)
    return sorted(rules, key=lambda rule: (order.index(rule.subject), rule.id, rule.version))


@dataclass(frozen=True, slots=True)
class Source:
    """A citation under its key and, where a legal officer has decided about it, the decision."""

    key: str
    citation: Citation
    decision: Decision | None

    @property
    def text(self) -> str:
        return self.citation.place

    @property
    def state(self) -> str:
        """One of STATES: what is known from the project's sources ("source") no legal officer has read yet."""
        if not self.citation.confirmed:
            return "unconfirmed"
        return "confirmed" if self.citation.decision else "source"

    @property
    def state_label(self) -> str:
        return STATES[self.state]


@dataclass(frozen=True, slots=True)
class Cited:
    """What a source is named for: a version of a rule, or a figure of a parameter."""

    source: Source
    about: str  #: id of the rule or the parameter
    title: str
    said: str  #: the obligation, or the figure
    subject: str  #: heading that it stands under

    @property
    def is_rule(self) -> bool:
        return self.subject != FIGURES


@dataclass(frozen=True, slots=True)
class Standing:
    """The law as it stands, and the decisions that it comes of, by number: one query for a whole page."""

    law: Law
    decisions: dict[int, Decision]

    @classmethod
    def of(cls, decisions: DecisionQuerySet) -> Standing:
        found = list(decisions.standing().select_related("decided_by", "official_text"))
        return cls(law_of(found), {decision.pk: decision for decision in found})

    def source(self, key: str, citation: Citation) -> Source:
        return Source(key, citation, self.decisions.get(citation.decision or 0))

    def citations(self) -> list[Cited]:
        """Every citation of the system as it stands, rules first."""
        return [*self._of_rules(), *self._of_figures()]

    def called(self, key: str) -> Cited:
        """The citation of this key; raises KeyError where there is none."""
        return {cited.source.key: cited for cited in self.citations()}[key]

    def alike(self, cited: Cited) -> list[Cited]:
        """Other citations of the very same source that nobody has confirmed either: one reading may settle them all."""
        citation = cited.source.citation
        return [
            other
            for other in self.citations()
            if other.source.state == "unconfirmed"
            and other.source.key != cited.source.key
            and (other.source.citation.instrument, other.source.citation.subject)
            == (citation.instrument, citation.subject)
        ]

    def _of_rules(self) -> Iterator[Cited]:
        for rule in by_subject(all_rules()):
            source = self.source(rule.edition, rule.amended(self.law).citation)
            title = f"{rule.title} (versi {rule.version})" if rule.version > 1 else rule.title
            yield Cited(source, rule.id, title, rule.told(self.law, timezone.localdate()), rule.subject.value)

    def _of_figures(self) -> Iterator[Cited]:
        for parameter in all_parameters():
            for dated in self.law.history(parameter):
                source = self.source(parameter.key_of(dated), dated.citation)
                yield Cited(source, parameter.id, parameter.title, parameter.written.show(dated.value), FIGURES)
