"""The catalogue of rules: what each obliges to, since when, and the one call that judges a report by all of them.

A rule is a generator function over ReportFacts in a module of ``regulations.rules``. The decorator turns it into a
Rule; the function's own name then makes its findings::

    @rule(id="BKU-09", title=..., obligation=..., ...)
    def every_entry_is_described(facts: ReportFacts) -> Iterator[Finding]:
        for entry in facts.entries:
            if ...:
                yield every_entry_is_described.found(where=..., message=..., found=..., expected=...)
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache, wraps
from typing import Any

from regulations.asked import parameters_of
from regulations.citation import Citation
from regulations.facts import ReportFacts
from regulations.findings import Finding, Severity, Where, in_bounds
from regulations.law import Law
from regulations.parameters import Parameter
from regulations.sheets import SHEETS

Judge = Callable[[ReportFacts], Iterator[Finding]]

_AS_IN_CODE = Law()
_SHEET_ORDER = {sheet: place for place, sheet in enumerate(SHEETS)}


class Stage(StrEnum):
    """When a rule can be judged."""

    WORKBOOK = "workbook"  #: at upload, from the workbook and what the system knows of the agreement
    SUBMISSION = "submission"  #: needs evidence files or the day of submission; judged live, frozen at submission
    BOTH = "both"  #: at upload, and again until submission, for other reports come in meanwhile

    @property
    def label(self) -> str:
        return {
            "workbook": "Saat diunggah",
            "submission": "Saat diajukan",
            "both": "Saat diunggah, dan lagi saat diajukan",
        }[self.value]

    def asks(self, stage: Stage) -> bool:
        """Whether a rule of this stage is judged at ``stage``."""
        return self is stage or self is Stage.BOTH


class Subject(StrEnum):
    """What a rule is about; the value is its Indonesian heading."""

    AGREEMENT = "Perjanjian dan kedudukan LKS"
    ACCOUNTS = "Alokasi dan akun"
    DECREE = "SK penerima"
    DISBURSEMENT = "Penyaluran"
    CASH_BOOK = "Buku kas umum"
    BUDGET = "Rencana anggaran biaya"
    EVIDENCE = "Bukti"
    STAMP_DUTY = "Bea meterai"
    TAXES = "Pajak"
    BENEFICIARIES = "Penerima manfaat"
    ASSESSMENT = "Asesmen dan pembahasan kasus"
    HANDOVER = "Serah terima barang dan jasa"
    REMAINDER = "Ringkasan dan sisa dana"
    TIME = "Waktu"
    STATEMENTS = "Pernyataan dan tanda tangan"
    CONSISTENCY = "Kesesuaian dengan laporan lain"


@dataclass(frozen=True, slots=True)
class Examples:
    """One case each that passes, that fails, and that lies on the border; Indonesian, for readers of the rule."""

    passes: str
    fails: str
    border: str


@dataclass(frozen=True, slots=True)
class Rule:
    """An obligation that a report is judged by. All texts are Indonesian; read the obligation by ``told``.

    ``since`` and ``until`` are inclusive and None is open-ended. An obligation that changes keeps its id and gets
    another Rule with the next ``version`` and its own dates; an id is never used for another obligation.
    """

    id: str
    title: str
    fault: str  #: the title of a breach: heads several findings whose own sentences differ
    obligation: str
    remedy: str
    severity: Severity
    citation: Citation
    subject: Subject
    stage: Stage
    examples: Examples
    judge: Judge
    since: date | None = None
    until: date | None = None
    version: int = 1
    waivable: bool = True  #: False where sums must tie: leave for one report would make its figures worthless
    retirable: bool = True  #: False where the database refuses what breaks it, so that no decision can let it pass

    @property
    def edition(self) -> str:
        """Id and version as stored with a judgement: "BKU-01.1"."""
        return f"{self.id}.{self.version}"

    @property
    def parameters(self) -> tuple[Parameter[Any], ...]:
        """The figures of the law that the rule asks for, by id."""
        return parameters_of(self.judge)

    def told(self, law: Law, day: date) -> str:
        """The obligation with the figures that hold on that day; its text names them by id: "{SALUR-HARI} hari"."""
        text = self.obligation
        for parameter in self.parameters:
            history = law.history(parameter)
            figure = next((dated for dated in history if dated.holds_on(day)), history[0])
            text = text.replace(f"{{{parameter.id}}}", str(figure.value))
        return text

    def in_force_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def amended(self, law: Law) -> Rule:
        """The rule with the citation that a legal officer has given it, which its findings then bear as well."""
        citation = law.citations.get(self.edition)
        if citation is None:
            return self

        @wraps(self.judge)
        def judge(facts: ReportFacts) -> Iterator[Finding]:
            for finding in self.judge(facts):
                # A finding with a source of its own, such as the tariff of its day, keeps it.
                yield replace(finding, citation=citation) if finding.citation is self.citation else finding

        return replace(self, citation=citation, judge=judge)

    def amendments(self, law: Law) -> list[int]:
        """Numbers of the legal officers' decisions that the rule judges by, lowest first."""
        sources = [self.amended(law).citation.decision]
        for parameter in self.parameters:
            for dated in law.history(parameter):
                sources += [dated.decision, dated.citation.decision]
        return sorted({number for number in sources if number is not None})

    def __call__(self, facts: ReportFacts) -> Iterator[Finding]:
        return self.judge(facts)

    def found(
        self,
        *,
        where: Where,
        message: str,
        found: str,
        expected: str,
        remedy: str | None = None,
        citation: Citation | None = None,
    ) -> Finding:
        """A finding of this rule; remedy and citation are the rule's own unless the case has its own."""
        return Finding(
            rule=self.id,
            severity=self.severity,
            message=message,
            where=where,
            found=found,
            expected=expected,
            remedy=remedy or self.remedy,
            citation=citation or self.citation,
        )


class Catalogue:
    """Rules by id, each with its versions."""

    def __init__(self) -> None:
        self._rules: dict[str, list[Rule]] = {}

    def add(self, rule: Rule) -> None:
        """Take in a rule; raises ValueError when its id and version are taken or two versions hold on one day."""
        versions = self._rules.setdefault(rule.id, [])
        for other in versions:
            if other.version == rule.version:
                raise ValueError(f"{rule.edition} stands in the catalogue already")
            if _overlap(rule, other):
                raise ValueError(f"{rule.edition} and {other.edition} hold on the same days")
        versions.append(rule)
        versions.sort(key=lambda version: version.version)

    def all(self) -> list[Rule]:
        """Every version of every rule, by id."""
        return [version for rule_id in sorted(self._rules) for version in self._rules[rule_id]]

    def in_force(self, on: date, law: Law = _AS_IN_CODE) -> list[Rule]:
        """Rules that reports of that day are judged by, as amended; retired ones are left out."""
        return [rule.amended(law) for rule in self.all() if rule.in_force_on(on) and not law.retired_on(rule.id, on)]

    def get(self, rule_id: str) -> Rule:
        """The newest version of a rule; raises KeyError for an unknown id."""
        return self._rules[rule_id][-1]

    def check(self, facts: ReportFacts, *, on: date, stage: Stage | None = None) -> list[Finding]:
        """Findings of all rules in force on that day, heaviest first, then as a reader meets the places."""
        findings: list[Finding] = []
        for rule in self.in_force(on, facts.law):
            if stage is None or rule.stage.asks(stage):
                findings.extend(in_bounds(rule(facts)))
        return sorted(findings, key=reading_order)


_catalogue = Catalogue()


def rule(
    *,
    id: str,
    title: str,
    fault: str,
    obligation: str,
    remedy: str,
    severity: Severity,
    citation: Citation,
    subject: Subject,
    examples: Examples,
    stage: Stage = Stage.WORKBOOK,
    since: date | None = None,
    until: date | None = None,
    version: int = 1,
    waivable: bool = True,
    retirable: bool = True,
) -> Callable[[Judge], Rule]:
    """Enter the decorated generator function into the catalogue; see Rule for what the fields mean."""

    def enter(judge: Judge) -> Rule:
        entered = Rule(
            id=id,
            title=title,
            fault=fault,
            obligation=obligation,
            remedy=remedy,
            severity=severity,
            citation=citation,
            subject=subject,
            stage=stage,
            examples=examples,
            judge=judge,
            since=since,
            until=until,
            version=version,
            waivable=waivable,
            retirable=retirable,
        )
        _catalogue.add(entered)
        return entered

    return enter


def check(facts: ReportFacts, *, on: date, stage: Stage | None = None) -> list[Finding]:
    """Judge a report by all rules in force on its own date ``on``, in one pass, whatever fails first.

    Rules and figures are those of ``facts.law``. ``stage`` None judges all stages. Errors come before warnings, then by
    sheet and row; same facts, same list.
    """
    return _loaded().check(facts, on=on, stage=stage)


def rules_in_force(on: date, law: Law = _AS_IN_CODE) -> list[Rule]:
    """Rules in force on that day by this law, by id."""
    return _loaded().in_force(on, law)


def all_rules() -> list[Rule]:
    """Every version of every rule, by id."""
    return _loaded().all()


def get(rule_id: str) -> Rule:
    """The newest version of a rule; raises KeyError for an unknown id."""
    return _loaded().get(rule_id)


def versions(on: date, law: Law = _AS_IN_CODE) -> dict[str, str]:
    """Version in force of each rule on that day, by id: to be kept with a judgement.

    "1" is the code's first version; "1+7+9" the same as amended by the legal officers' decisions 7 and 9.
    """
    return {rule.id: "+".join(map(str, [rule.version, *rule.amendments(law)])) for rule in rules_in_force(on, law)}


@dataclass(frozen=True, slots=True)
class Edition:
    """What a judgement kept of a rule: its version, and the decisions of legal officers that it was amended by."""

    rule: str
    version: str
    decisions: tuple[str, ...]


def editions(kept: Mapping[str, Any]) -> list[Edition]:
    """What ``versions`` wrote, read back, by id; before amendments could be told a bare number was kept."""
    found = []
    for rule_id in sorted(kept):
        version, *decisions = str(kept[rule_id]).split("+")
        found.append(Edition(rule_id, version, tuple(decisions)))
    return found


def reading_order(finding: Finding) -> tuple[int, int, bool, int, str]:
    """Sort key for findings: heaviest first, then as a reader meets the places; an unknown sheet comes last.

    What only counts others stands behind all that are told: the first of a cause speaks for it.
    """
    where = finding.where
    sheet = -1 if where.sheet is None else _SHEET_ORDER.get(where.sheet, len(SHEETS))
    return finding.severity.rank, sheet, finding.counted > 0, where.row or 0, finding.rule


@cache
def _loaded() -> Catalogue:
    """The catalogue with every module of ``regulations.rules`` imported; they cannot be at our own import."""
    package = importlib.import_module("regulations.rules")
    for module in pkgutil.walk_packages(package.__path__, prefix="regulations.rules."):
        importlib.import_module(module.name)
    return _catalogue


def _overlap(one: Rule, other: Rule) -> bool:
    return (one.since or date.min) <= (other.until or date.max) and (other.since or date.min) <= (one.until or date.max)
