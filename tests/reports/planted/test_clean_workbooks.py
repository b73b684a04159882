"""Clean workbooks of many shapes, for agreements of many shapes, give no finding at all, from the cells on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulations.components import COMPONENTS
from regulations.parameters import STAMP_DUTY
from reports.intake.layout import CLUSTERS, TAX_KINDS
from tests.reports.planted.shapes import SHAPES, Shape

#: How long ago somebody of the cluster was born.
AGES = {"anak": 8, "lansia": 74}
#: One rupiah on either side of where a receipt wants a stamp, or another one.
BORDERS = (249_999, 250_000, 1_000_000, 1_000_001, 5_000_000, 5_000_001)
NAMES = st.text("abcdefghij klmnopqrstuvwxyz'.-", min_size=1, max_size=30).map(lambda text: f"Contoh {text}".strip())
Lines = list[dict[str, Any]]


@st.composite
def expenses(draw: st.DrawFn, shape: Shape) -> Lines:
    """Up to a dozen expenses within the RAB and the money, in whatever order of days; some leave nothing over."""
    left = {code: amount - spent for code, (amount, spent) in shape.budget.items() if amount > spent}
    unused = [code for code, (_, spent) in shape.budget.items() if not spent] if shape.is_last else []
    asked = unused + draw(st.lists(st.sampled_from(sorted(left)), min_size=0 if unused else 1, max_size=10))
    money = shape.cash
    bought = []
    for place, code in enumerate(asked):
        if most := min(left[code], money - len(unused[place + 1 :])):
            amount = draw(
                st.sampled_from([border for border in BORDERS if border <= most] or [most]) | st.integers(1, most)
            )
            bought.append((code, amount))
            left[code] -= amount
            money -= amount
    if draw(st.booleans()):
        for code in left:
            if rest := min(left[code], money):
                bought.append((code, rest))
                money -= rest
    return [draw(expense(shape, place, code, amount)) for place, (code, amount) in enumerate(bought)]


@st.composite
def expense(draw: st.DrawFn, shape: Shape, place: int, code: str, amount: int) -> dict[str, Any]:
    first, soon = shape.usable
    year_ends = [day for day in (first.replace(month=12, day=31), first, soon, shape.ends_on) if first <= day <= soon]
    within = st.sampled_from(year_ends) | st.dates(first, soon)
    day = draw(within | st.dates(first, shape.ends_on) if place else within)
    return {
        "date": day,
        "evidence_number": draw(st.sampled_from(("KW", "nota ", "BK/2021/"))) + f"{place:03d}",
        "description": draw(NAMES),
        "payee": f"{draw(NAMES)} {place}",
        "budget_code": draw(st.sampled_from((code, f" {code}"))),
        "paid": amount,
        "stamp_duty": STAMP_DUTY.on(day).duty_for(amount) or draw(st.sampled_from((None, 10_000))),
    }


@st.composite
def helped(draw: st.DrawFn, shape: Shape, bought: Lines) -> Lines:
    """Whoever may have got what was bought, as the sheet's own lists and texts say it."""
    count = draw(st.integers(1, 6))
    value = sum(line["paid"] for line in bought) // count
    first = min(line["date"] for line in bought)
    people = []
    for place in range(count):
        person = draw(somebody(shape, place)) | {
            "form": draw(st.sampled_from(("Barang", "Jasa"))) if value else "Jasa",
            "value": value,
            "received_on": draw(st.dates(first, shape.ends_on)),
        }
        if person["form"] == "Barang":
            person["handover_number"] = f"BAST/{person['received_on']:%d%m%Y}"
        people.append(person)
    return people


@st.composite
def paid(draw: st.DrawFn, shape: Shape, bought: Lines) -> Lines:
    """Those to whom all the money was paid out, each by a line of the cash book."""
    return [
        draw(somebody(shape, place))
        | {"name": line["payee"], "form": "Uang", "value": line["paid"], "received_on": line["date"]}
        for place, line in enumerate(bought)
    ]


@st.composite
def somebody(draw: st.DrawFn, shape: Shape, place: int) -> dict[str, Any]:
    """A person, assessed and conferred about before any money came."""
    cluster = draw(st.sampled_from(CLUSTERS))
    born = (shape.starts_on.year - AGES.get(cluster.value, 33)) % 100
    conferred = draw(st.dates(shape.starts_on - timedelta(days=200), shape.usable[0]))
    return {
        "nik": f"327106{draw(st.integers(1, 28)) + draw(st.sampled_from((0, 40))):02d}05{born:02d}{place + 1:04d}",
        "name": f"{draw(NAMES)} {place}",
        "cluster": draw(st.sampled_from((cluster.label, cluster.label.upper()))),
        "component": draw(st.sampled_from(sorted(COMPONENTS.values()))),
        "assessed_on": draw(st.dates(conferred - timedelta(days=300), conferred)),
        "conferred_on": conferred,
    }


@st.composite
def taxes(draw: st.DrawFn, shape: Shape, bought: Lines) -> Lines:
    chosen = draw(st.lists(st.sampled_from(bought), max_size=3, unique_by=lambda line: line["evidence_number"]))
    return [
        {
            "evidence_number": draw(st.sampled_from((line["evidence_number"], line["evidence_number"].lower()))),
            "kind": draw(st.sampled_from(TAX_KINDS)).label,
            "base": line["paid"],
            "amount": draw(st.integers(0, line["paid"])),
            "ntpn": f"{place}A1B2C3D4E5F6G7H",
            "paid_on": draw(st.dates(line["date"], shape.handed_in)),
        }
        for place, line in enumerate(chosen)
    ]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
@settings(max_examples=8)
@given(data=st.data())
def test_a_clean_workbook_of_whatever_shape_has_no_finding(shape: Shape, data: st.DataObject) -> None:
    bought = data.draw(expenses(shape))
    in_money = shape.form == "uang" and data.draw(st.booleans())
    content = shape.workbook(
        bought,
        data.draw(paid(shape, bought) if in_money else helped(shape, bought)),
        data.draw(taxes(shape, bought)),
        interest=data.draw(st.none() | st.integers(0, shape.received)),
    )
    assert shape.findings(content) == []
