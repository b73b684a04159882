"""Every rule is shown by a report that passes, one that fails, and one on the border."""

import pytest

from regulations.catalogue import all_rules, check, get
from regulations.facts import ReportFacts
from regulations.findings import Finding
from tests.regulations.examples import CASES
from tests.regulations.judging import ON

#: The newest version of a rule by its id, an older one by its edition.
RULES = {rule.id if rule is get(rule.id) else rule.edition: rule for rule in all_rules()}


def findings_of(key: str, facts: ReportFacts) -> list[Finding]:
    """What this version of the rule says, on a day on which it holds."""
    rule = RULES[key]
    return [finding for finding in check(facts, on=rule.until or ON) if finding.rule == rule.id]


def test_every_rule_has_its_examples_and_every_example_its_rule() -> None:
    assert set(CASES) == set(RULES)


@pytest.mark.parametrize("rule_id", sorted(CASES))
def test_the_passing_example_passes(rule_id: str) -> None:
    assert findings_of(rule_id, CASES[rule_id].passing) == []


@pytest.mark.parametrize("rule_id", sorted(CASES))
def test_the_failing_example_gives_one_finding_with_all_its_parts(rule_id: str) -> None:
    (finding,) = findings_of(rule_id, CASES[rule_id].failing)
    assert finding.severity is RULES[rule_id].severity
    assert finding.found
    assert finding.expected
    for sentence in (finding.message, finding.remedy):
        assert sentence[0].isupper()
        assert sentence.endswith(".")


@pytest.mark.parametrize("rule_id", sorted(CASES))
def test_the_border_example_lies_on_the_side_it_says(rule_id: str) -> None:
    case = CASES[rule_id]
    assert len(findings_of(rule_id, case.border)) == int(case.border_fails)


@pytest.mark.parametrize("rule_id", sorted(RULES))
def test_every_rule_says_what_it_obliges_to_and_where_that_comes_from(rule_id: str) -> None:
    rule = RULES[rule_id]
    assert rule.citation.instrument
    assert rule.citation.subject
    texts = (rule.obligation, rule.remedy, rule.examples.passes, rule.examples.fails, rule.examples.border)
    assert all(text.endswith(".") for text in texts)
    assert rule.title
    assert not rule.title.endswith(".")


@pytest.mark.parametrize("rule_id", sorted(RULES))
def test_no_article_is_named_before_it_is_confirmed(rule_id: str) -> None:
    citation = RULES[rule_id].citation
    assert citation.confirmed or citation.article is None
    assert citation.confirmed or str(citation).endswith("(belum dikonfirmasi)")


@pytest.mark.parametrize("rule_id", sorted(RULES))
def test_every_rule_names_its_fault_so_that_nobody_takes_it_for_fulfilled(rule_id: str) -> None:
    rule = RULES[rule_id]
    assert rule.fault
    assert rule.fault != rule.title
    assert not rule.fault.endswith(".")
