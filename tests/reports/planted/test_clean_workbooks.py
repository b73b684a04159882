"""Clean workbooks of many shapes give no finding at all, from the cells on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.demo.papers import Expense
from regulations.components import COMPONENTS
from regulations.parameters import STAMP_DUTY
from reports.intake.layout import CLUSTERS, TAX_KINDS
from tests.reports.planted.clean import HANDED_IN, IDENTITY, MONEY, PAID_ON, judged, workbook

LATEST = IDENTITY.agreement_ends_on
#: What the money may have been idle for.
SOON = PAID_ON + timedelta(days=60)
YEARS_OF_BIRTH = {"anak": "13", "lansia": "47"}
NAMES = st.text("abcdefghij klmnopqrstuvwxyz'.-", min_size=1, max_size=30).map(lambda text: f"Contoh {text}".strip())


@st.composite
def expenses(draw: st.DrawFn) -> list[Expense]:
    """Up to twelve expenses within the RAB and the money, in whatever order of days."""
    left = {line.code: line.amount for line in IDENTITY.budget_lines}
    money = MONEY
    made = []
    for place in range(draw(st.integers(1, 12))):
        code = draw(st.sampled_from(sorted(left)))
        most = min(left[code], money)
        if not most:
            continue
        amount = draw(st.integers(1, most))
        left[code] -= amount
        money -= amount
        day = draw(st.dates(PAID_ON, LATEST)) if made else draw(st.dates(PAID_ON, SOON))
        made.append(
            Expense(
                day,
                draw(st.sampled_from(("KW", "nota ", "BK/2021/"))) + f"{place:03d}",
                draw(NAMES),
                f"{draw(NAMES)} {place}",
                draw(st.sampled_from((code, f" {code}"))),
                amount,
                STAMP_DUTY.on(day).duty_for(amount) or draw(st.sampled_from((None, 10_000))),
            )
        )
    return made


@st.composite
def people(draw: st.DrawFn, bought: list[Expense]) -> list[dict[str, Any]]:
    """Whoever may have got what was bought, as the sheet's own lists and texts say it."""
    count = draw(st.integers(1, 6))
    value = sum(expense.amount for expense in bought) // count
    first = min(expense.day for expense in bought)
    listed = []
    for place in range(count):
        received = draw(st.dates(first, LATEST))
        conferred = draw(st.dates(date(2020, 6, 1), received))
        cluster = draw(st.sampled_from(CLUSTERS))
        form = draw(st.sampled_from(("Barang", "Jasa"))) if value else "Jasa"
        year = YEARS_OF_BIRTH.get(cluster.value, "88")
        person = {
            "nik": f"327106{draw(st.integers(1, 28)) + draw(st.sampled_from((0, 40))):02d}05{year}{place + 1:04d}",
            "name": f"{draw(NAMES)} {place}",
            "cluster": draw(st.sampled_from((cluster.label, cluster.label.upper()))),
            "component": draw(st.sampled_from(sorted(COMPONENTS.values()))),
            "form": form,
            "value": value,
            "received_on": received,
            "assessed_on": draw(st.dates(date(2020, 1, 1), conferred)),
            "conferred_on": conferred,
        }
        if form == "Barang":
            person["handover_number"] = f"BAST/{received:%d%m%Y}"
        listed.append(person)
    return listed


@st.composite
def taxes(draw: st.DrawFn, bought: list[Expense]) -> list[dict[str, Any]]:
    chosen = draw(st.lists(st.sampled_from(bought), max_size=3, unique_by=lambda expense: expense.number))
    return [
        {
            "evidence_number": draw(st.sampled_from((expense.number, expense.number.lower()))),
            "kind": draw(st.sampled_from(TAX_KINDS)).label,
            "base": expense.amount,
            "amount": draw(st.integers(0, expense.amount)),
            "ntpn": f"{place}A1B2C3D4E5F6G7H",
            "paid_on": draw(st.dates(expense.day, HANDED_IN)),
        }
        for place, expense in enumerate(chosen)
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_clean_workbook_of_whatever_shape_has_no_finding(data: st.DataObject) -> None:
    bought = data.draw(expenses())
    content = workbook(bought, data.draw(people(bought)), data.draw(taxes(bought)))
    assert judged(content).found == []
