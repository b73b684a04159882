"""What the rules about accounts say of a whole budget line (DIPA) and what it was used for.

A payment is judged when its SP2D comes (``regulations.rules.accounts``); here the same rules judge the line that
pays, so that money under a wrong account is seen with its sum, whoever looks at the budget.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from regulations import catalogue
from regulations.citation import Citation
from regulations.facts import AgreementFacts, DisbursementFacts, InstalmentFacts, ReportFacts
from regulations.findings import Severity
from regulations.law import Law

#: The rules that speak of an account alone: that it is for social assistance, and that it fits purpose and form.
OF_ACCOUNTS = ("AKUN-01", "AKUN-02")
#: The rule that the year of the line is that of the SP2D.
OF_YEARS = "AKUN-03"


@dataclass(frozen=True, slots=True)
class LineUse:
    """What a line was used for: rupiah proposed or paid for agreements of this purpose and form."""

    purpose: str  #: value of partners' AssistancePurpose, e.g. "rehabilitasi"
    form: str  #: "uang", "barang" or "jasa"
    amount: int


@dataclass(frozen=True, slots=True)
class LineFinding:
    """Money of a line that stands under an account where the rules do not want it. Texts are Indonesian."""

    rule: str
    fault: str  #: what is wrong, as a title
    use: LineUse
    found: str
    expected: str
    severity: Severity
    citation: Citation

    @property
    def amount(self) -> int:
        """Rupiah that it is about."""
        return self.use.amount


def judge_line(account: str, year: int, uses: Iterable[LineUse], law: Law) -> list[LineFinding]:
    """Findings about a line of this account and fiscal year, the largest amount first; none where nothing is used.

    Judged by the rules and figures of the year's last day.
    """
    day = date(year, 12, 31)
    rules = [rule for rule in catalogue.rules_in_force(day, law) if rule.id in OF_ACCOUNTS]
    found = [
        LineFinding(rule.id, rule.fault, use, finding.found, finding.expected, finding.severity, finding.citation)
        for use in uses
        if use.amount > 0
        for rule in rules
        for finding in rule(_facts(account, day, use, law))
    ]
    return sorted(found, key=lambda each: (-each.amount, each.rule, each.use.purpose, each.use.form))


def judge_year(account: str, year: int, paid_in: int, use: LineUse, law: Law) -> list[LineFinding]:
    """Findings about what a line of fiscal ``year`` paid by SP2D of the year ``paid_in``; none where the two agree."""
    day = date(paid_in, 12, 31)
    facts = _facts(account, day, use, law, fiscal_year=year)
    return [
        LineFinding(rule.id, rule.fault, use, finding.found, finding.expected, finding.severity, finding.citation)
        for rule in catalogue.rules_in_force(day, law)
        if rule.id == OF_YEARS
        for finding in rule(facts)
    ]


def unfit_uses(
    used: Mapping[tuple[str, int], Iterable[tuple[str, str]]], law: Law
) -> dict[tuple[str, int], list[tuple[str, str]]]:
    """Of purposes and forms that accounts of a year were used for, those that the rules find fault with."""
    unfit = {}
    for (account, year), pairs in used.items():
        uses = [LineUse(purpose, form, 1) for purpose, form in pairs]
        wrong = sorted({(each.use.purpose, each.use.form) for each in judge_line(account, year, uses, law)})
        if wrong:
            unfit[account, year] = wrong
    return unfit


def _facts(account: str, day: date, use: LineUse, law: Law, *, fiscal_year: int | None = None) -> ReportFacts:
    """As much of a report as the rules about accounts read."""
    payment = DisbursementFacts("", day, use.amount, account, fiscal_year=fiscal_year)
    return ReportFacts(
        agreement=AgreementFacts("", "", day, day, use.amount, use.purpose, use.form),
        instalment=InstalmentFacts(1, use.amount, None, (payment,)),
        law=law,
    )
