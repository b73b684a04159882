"""Spoiled by chance, a workbook is refused in words or judged: never anything else, and never slowly.

``AMANAH_FUZZ_CASES=5000`` tries more of each kind than a run of all tests has time for.
"""

from __future__ import annotations

import io
import os
import time
import traceback
from contextlib import suppress

import pytest

from regulations import catalogue
from regulations.catalogue import Stage
from reports.intake.annotate import Located, annotate
from reports.intake.read import read_report
from sheets import Unreadable
from tests.reports.intake.mutations import Mutant, mutants, originals
from tests.workbooks.samples import DATED, expected_of, facts_of
from vault.judge import Limits, judge
from vault.kinds import WORKBOOKS
from vault.refused import Refused

CASES = int(os.environ.get("AMANAH_FUZZ_CASES", "400"))
#: Of those that are read, one in so many is also given back with its findings, which takes much longer.
TAKEN_HOME = 25
MOST_SECONDS = 10


def outcome(content: bytes, *, taken_home: bool) -> str:
    """What becomes of a file: the sentence that refuses it, or "" when it is judged."""
    try:
        judge(io.BytesIO(content), name="LPJ.xlsx", accept=WORKBOOKS, limits=Limits())
        intake = read_report(io.BytesIO(content), expected=expected_of())
    except (Refused, Unreadable) as refusal:
        return str(refusal)
    findings = [*intake.findings, *catalogue.check(facts_of(intake), on=DATED, stage=Stage.WORKBOOK)]
    if taken_home:
        with suppress(Unreadable):
            annotate(io.BytesIO(content), [Located(finding, intake.cell_of(finding)) for finding in findings])
    return ""


def fault(mutant: Mutant, sentence: str, seconds: float) -> str:
    """What is wrong with the answer; "" where nothing is."""
    if seconds > MOST_SECONDS:
        return f"{mutant.name}: took {seconds:.1f} s"
    return "" if not sentence or sentence.endswith(".") else f"{mutant.name}: no sentence: {sentence}"


def test_the_originals_are_judged() -> None:
    assert {outcome(content, taken_home=True) for content in originals()} == {""}


@pytest.mark.parametrize("kind", ["bytes", "xml"])
def test_whatever_chance_makes_of_a_workbook_is_refused_in_words_or_judged(kind: str) -> None:
    faults, judged = [], 0
    for number, mutant in enumerate(mutants(kind, CASES)):
        began = time.monotonic()
        try:
            sentence = outcome(mutant.content, taken_home=number % TAKEN_HOME == 0)
        except Exception:  # whatever it is, it would have been a server error
            faults.append(f"{mutant.name}: {traceback.format_exc(limit=-4)}")
            continue
        judged += not sentence
        faults.append(fault(mutant, sentence, time.monotonic() - began))
    assert not [one for one in faults if one]
    # A test that never gets past the door would show nothing about what is behind it.
    assert judged < CASES * 0.9
    assert kind == "bytes" or judged > CASES // 4
