"""docs/rules.md is the catalogue, as it is now."""

from datetime import date

from regulations.catalogue import all_rules
from regulations.handbook import PAGE, render
from regulations.law import Law


def test_the_page_of_rules_is_up_to_date() -> None:
    stale = "docs/rules.md is stale: run python -m regulations.handbook"
    assert PAGE.read_text(encoding="utf-8") == render(), stale


def test_the_page_tells_everything_about_every_rule() -> None:
    page = render()
    for rule in all_rules():
        told = rule.told(Law(), date.max)
        for text in (rule.id, rule.title, told, rule.remedy, str(rule.citation), rule.severity.label):
            assert text in page
        for example in (rule.examples.passes, rule.examples.fails, rule.examples.border):
            assert example in page
