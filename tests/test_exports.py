"""Every workbook that leaves Amanah, opened to see: no text that somebody typed has become a formula."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest
from django.db import models
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from accounts.models import Office, User
from activities.models import SaleLine, SalesMonth
from grants.models import Allocation
from partners.models import BudgetLine, Officer, Partner, PartnerDocument
from reports.intake.layout import BKU, FIRST_DATA_ROW, PM
from reports.intake.saving import put_text
from tests.beforehand import begins_with
from tests.cast import Cast
from tests.test_access import EVIL as EVIL_FORMULA
from tests.test_access import TABLE, World, whole_world, world_of
from vault.kinds import Kind
from vault.tables import DANGEROUS, neutral

SignIn = Callable[[User], Client]

EVIL = EVIL_FORMULA.removeprefix("=")
TABLES = (Kind.XLSX.content_type, "text/csv")
#: Our own form with its own formulas, which people fill in; and what they themselves sent, byte for byte.
WITH_FORMULAS = {"reports:workbook", "reports:annotated", "reports:practice_workbook"}
#: The list that a sample was drawn from has numbers and keys alone; its bytes are what the hash is of.
AS_IT_CAME = {"reports:submitted_workbook", "grants:bank_file_download", "audits:sample_population"}
EMPTY = {"imports:template"}
#: Of which this world holds nothing that anybody typed; their own rooms' tests try them with a formula.
SPARE = {
    "activities:recap_export",
    "activities:served_export",
    "audits:duplicates_export",
    "audits:findings_export",
    "audits:recommendations_export",
    "audits:papers_export",
    "audits:sample_export",
    "beneficiaries:aid_export",
    "beneficiaries:people_export",
    "beneficiaries:repeats_export",
    "grants:decree_export",
    "partners:trainings_export",
    "yearend:export",
}
PLAIN = (
    {
        "reports:export",
        "grants:allocations_export",
        "grants:returns_export",
        "partners:partners_export",
        "imports:refused",
        "activities:months_export",
        "activities:owed_export",
    }
    | EMPTY
    | SPARE
)


def type_evil(book: Workbook) -> None:
    """A treasurer who types text that starts like a formula, wherever text may be typed."""
    for row, start in enumerate(("=", "+", "-"), start=FIRST_DATA_ROW + 1):
        for key in ("description", "payee"):
            put_text(book[BKU.title].cell(row, BKU.index(key)), start + EVIL)
    put_text(book[BKU.title].cell(FIRST_DATA_ROW + 1, BKU.index("date")), "@" + EVIL)
    put_text(book[PM.title].cell(FIRST_DATA_ROW, PM.index("name")), "＝" + EVIL)


def spoil(model: type[models.Model], **texts: str) -> None:
    """Text that an office or a user of another kind typed, past every form."""
    assert model._default_manager.update(**texts)


@pytest.fixture
def world(cast: Cast) -> World:
    """Everybody's records, full of text that starts like a formula."""
    world = world_of(cast)
    world.stage.upload(type_evil)
    world.addresses["revision"] = [world.stage.report.pk, 2]
    spoil(Partner, name="=" + EVIL, address="+" + EVIL)
    spoil(PartnerDocument, number="\t=" + EVIL[:60])
    spoil(Officer, name="@" + EVIL, phone="+62811")
    spoil(BudgetLine, description="-" + EVIL)
    spoil(Allocation, description="=" + EVIL)
    spoil(Office, head_name="=" + EVIL[:80])
    spoil(SalesMonth, place="=" + EVIL[:100])
    spoil(SaleLine, product="+" + EVIL)
    return world


def answers(world: World, sign_in: SignIn) -> Iterator[tuple[str, HttpResponseBase]]:
    """The answer of every page to somebody who may see it."""
    for name, row in TABLE.items():
        if row.method == "get":
            person = "finance" if "finance" in row.who else min(row.who)
            browser = sign_in(world.people[person])
            yield name, browser.get(reverse(name, args=world.addresses[row.on]))


def opened(answer: HttpResponseBase) -> Workbook:
    return load_workbook(io.BytesIO(answer.getvalue()))  # type: ignore[attr-defined]


def formulas(book: Workbook) -> set[str]:
    return {
        str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line if cell.data_type in ("f", "e")
    }


@begins_with(whole_world)
def test_no_workbook_that_leaves_turns_text_into_a_formula(world: World, sign_in: SignIn) -> None:
    seen = set()
    for name, answer in answers(world, sign_in):
        if not answer.get("Content-Type", "").startswith(TABLES):
            continue
        assert answer.status_code == 200
        seen.add(name)
        if name in AS_IT_CAME:
            continue
        book = opened(answer)
        if name in WITH_FORMULAS:
            assert not [formula for formula in formulas(book) if EVIL in formula], name
            continue
        assert name in PLAIN, f"{name} is a new export: say here what it is"
        assert not formulas(book), name
        texts = [cell.value for sheet in book for line in sheet.iter_rows() for cell in line if cell.value]
        assert not [text for text in texts if isinstance(text, str) and text.startswith(DANGEROUS)], name
        assert name in EMPTY | SPARE or any(EVIL in str(text) for text in texts), (
            f"{name} holds nothing of what was typed"
        )
    assert seen == PLAIN | WITH_FORMULAS | AS_IT_CAME


@pytest.mark.parametrize("start", [*DANGEROUS, " =", "\u00a0=", "\u200b=", "\ufeff@", "\n+"])
def test_whatever_a_program_may_take_for_the_start_of_a_formula_is_neutral(start: str) -> None:
    assert neutral(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", " ", "Beras 5 kg", " beras", "'sudah", "a=b", "1+1", "– sisa"])
def test_an_innocent_text_stays_as_it_is(text: str) -> None:
    assert neutral(text) == text
