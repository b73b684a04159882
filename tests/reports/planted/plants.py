"""One fault for each rule: what is spoiled in the workbook or in the records, and the cell where it must be found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from openpyxl.workbook import Workbook

from regulations.casefiles import assessment_number, conference_number
from regulations.facts import ElsewhereFacts, ReportFacts, SeenFacts
from reports.intake.layout import BKU, FIRST_DATA_ROW, PM, TAX, Table
from tests.regulations.plants_office import PLANTS as OFFICE
from tests.reports.planted.clean import ADULT, declare, put, tie

Edit = Callable[[Workbook], None]
Change = Callable[[ReportFacts], ReportFacts]

RECEIPT = FIRST_DATA_ROW  #: row of the receipt; KW-001 stands in the row below it
FIRST = FIRST_DATA_ROW + 1
LAST = FIRST_DATA_ROW + 6
MAN, CHILD, OLD, TRAINEE = range(FIRST_DATA_ROW, FIRST_DATA_ROW + 4)
TAX_ROW = FIRST_DATA_ROW


@dataclass(frozen=True)
class Plant:
    """A fault and the cell of its finding; "" where the report as a whole is at fault."""

    cell: str
    edit: Edit | None = None
    change: Change | None = None


def _edits(*edits: Edit) -> Edit:
    def edit(book: Workbook) -> None:
        for each in edits:
            each(book)

    return edit


def _cell(table: Table, row: int, key: str, value: Any, *, change: Change | None = None) -> Plant:
    """One cell that holds something else; the finding stands in it."""
    return Plant(f"{table.title}!{table.letter(key)}{row}", lambda book: put(book, table, row, **{key: value}), change)


def _row(cell: str, table: Table, row: int, *, tied: bool = False, **values: Any) -> Plant:
    """Cells of one row that hold something else; ``tied``: sums follow again."""

    def edit(book: Workbook) -> None:
        put(book, table, row, **values)
        if tied:
            tie(book)

    return Plant(cell, edit)


def _declared(cell: str, **amounts: int) -> Plant:
    return Plant(cell, lambda book: declare(book, **amounts))


def _elsewhere(cell: str, **facts: Any) -> Plant:
    return Plant(cell, change=lambda clean: replace(clean, elsewhere=ElsewhereFacts(**facts)))


def _seen(on: date | None) -> SeenFacts:
    return SeenFacts("laporan lain di Balai Contoh", on)


def _judged_on(day: date) -> Change:
    """The workbook is uploaded on that day, and neither signed nor handed in yet."""
    return lambda clean: replace(clean, today=day, submitted_on=None, signatures=None)


def _only_the_last_balance(book: Workbook) -> None:
    for row in range(RECEIPT, LAST):
        put(book, BKU, row, balance=None)
    put(book, BKU, LAST, balance=10_900_000 + 1_000)


def _too_little_received(book: Workbook) -> None:
    put(book, BKU, RECEIPT, received=49_000_000)
    tie(book)


def _interest_booked(book: Workbook) -> None:
    line = {"date": date(2021, 8, 3), "evidence_number": "RK-1", "description": "Bunga bank Juli", "received": 12_345}
    put(book, BKU, LAST + 1, **line)
    tie(book)


def _assessed_a_day_earlier(book: Workbook) -> None:
    put(book, PM, MAN, assessed_on=date(2021, 4, 1))


def _discussed_a_day_later(book: Workbook) -> None:
    put(book, PM, MAN, conferred_on=date(2021, 4, 7))


def _without_file_of(day: date) -> Change:
    """Nothing is attached for what happened on that day."""

    def change(clean: ReportFacts) -> ReportFacts:
        lost = {assessment_number(day), conference_number(day)}
        return replace(clean, evidenced=(clean.evidenced or frozenset()) - lost)

    return change


def _spent_twice(book: Workbook) -> None:
    first = {"date": date(2021, 4, 20), "payee": "Warung Contoh Rasa", "description": "Permakanan April"}
    put(book, BKU, FIRST + 1, **first, paid=3_500_000)
    tie(book)


def _split(book: Workbook) -> None:
    put(book, BKU, FIRST, paid=4_900_000)
    put(book, BKU, FIRST + 1, date=date(2021, 4, 20), payee="Warung Contoh Rasa", paid=4_800_000)
    tie(book)


def _received_last(book: Workbook) -> None:
    """The money is written below the first expense, on the same day."""
    day = date(2021, 4, 12)
    put(book, BKU, RECEIPT, received=None, paid=3_500_000, date=day, evidence_number="KW-001", budget_code="1.1")
    put(book, BKU, FIRST, received=50_000_000, paid=None, date=day, evidence_number="SP2D", budget_code=None)
    tie(book)


def _spent_before(book: Workbook) -> None:
    """The money came on the day after the first expense."""
    _received_last(book)
    put(book, BKU, FIRST, date=date(2021, 4, 13))


def _nobody(book: Workbook) -> None:
    for row in range(MAN, TRAINEE + 1):
        put(book, PM, row, **{column.key: None for column in PM.columns})


def _all_in_money(book: Workbook) -> None:
    for row in range(MAN, TRAINEE + 1):
        put(book, PM, row, form="Uang")


def _line(code: str, **changes: Any) -> Change:
    def change(clean: ReportFacts) -> ReportFacts:
        lines = tuple(replace(line, **changes) if line.code == code else line for line in clean.agreement.budget_lines)
        return replace(clean, agreement=replace(clean.agreement, budget_lines=lines))

    return change


def _agreement(**changes: Any) -> Change:
    return lambda clean: replace(clean, agreement=replace(clean.agreement, **changes))


def _files(**files: str) -> Change:
    def change(clean: ReportFacts) -> ReportFacts:
        return replace(clean, evidence_files=dict(clean.evidence_files or {}) | {"KW-003": frozenset(files.values())})

    return change


_SAME = {"cluster": "Penyandang disabilitas", "nik": ADULT}
_COMPONENT = "Dukungan aksesibilitas"

PLANTS: dict[str, Plant] = {
    "BKU-01": Plant(f"BKU!I{LAST}", _only_the_last_balance),
    "BKU-02": _cell(BKU, FIRST + 1, "balance", 43_501_000),
    "BKU-03": _declared("Ringkasan!C7", opening=250_000),
    "BKU-04": Plant(f"BKU!G{RECEIPT}", _too_little_received),
    "BKU-05": _cell(BKU, LAST, "date", date(2022, 1, 5)),
    "BKU-06": _cell(BKU, FIRST + 1, "date", date(2021, 4, 19)),
    "BKU-07": _row(
        f"BKU!H{LAST + 1}",
        BKU,
        LAST + 1,
        date=date(2021, 8, 3),
        evidence_number="KW-007",
        description="Ongkos kirim",
        payee="Kurir Contoh",
        budget_code="1.1",
        paid=0,
        balance=10_900_000,
    ),
    "BKU-08": _cell(BKU, FIRST, "payee", None),
    "BKU-09": _cell(BKU, FIRST, "description", None),
    "BKU-10": Plant(f"BKU!H{RECEIPT}", _received_last),
    "BKU-11": _cell(BKU, FIRST, "date", None),
    "BKU-12": Plant(f"BKU!H{RECEIPT}", _spent_before),
    "BKU-13": _cell(BKU, LAST, "date", date(2021, 12, 20), change=_judged_on(date(2021, 12, 1))),
    "RAB-01": _cell(BKU, FIRST, "budget_code", "1.I"),
    "RAB-02": _cell(BKU, FIRST, "budget_code", None),
    "RAB-03": Plant(f"BKU!H{FIRST + 1}", change=_line("1.1", spent_before=9_000_000)),
    "RAB-04": Plant(
        "RAB!A6",
        change=lambda clean: replace(clean, instalment=replace(clean.instalment, number=2)),
    ),
    "BKT-01": _cell(BKU, FIRST, "evidence_number", None),
    "BKT-02": _cell(BKU, FIRST + 1, "evidence_number", "KW-001"),
    "BKT-03": Plant(
        f"BKU!C{FIRST + 2}",
        change=lambda clean: replace(clean, evidenced=(clean.evidenced or frozenset()) - {"KW-003"}),
    ),
    "BKT-04": Plant(f"BKU!C{FIRST + 2}", change=_files(one="berkas KW-001")),
    "BKT-05": Plant(f"BKU!H{FIRST + 1}", _spent_twice),
    "MTR-01": _cell(BKU, FIRST + 2, "stamp_duty", None),
    "MTR-02": Plant(f"BKU!H{FIRST + 1}", _split),
    "PM-01": _cell(PM, MAN, "nik", ADULT[:15]),
    "PM-02": _cell(PM, MAN, "nik", int(ADULT)),
    "PM-03": _row(f"PM!B{CHILD}", PM, CHILD, **_SAME, component=_COMPONENT),
    "PM-04": _row(f"PM!B{CHILD}", PM, CHILD, **_SAME),
    "PM-05": _cell(PM, MAN, "nik", None),
    "PM-06": Plant("PM!B6", _nobody),
    "PM-07": _cell(PM, OLD, "received_on", date(2022, 1, 5)),
    "PM-08": _cell(PM, OLD, "value", 60_000_000),
    "PM-09": _cell(PM, OLD, "received_on", date(2021, 12, 20), change=_judged_on(date(2021, 12, 1))),
    "PM-10": Plant("PM!G6", _all_in_money),
    "PM-11": _cell(PM, TRAINEE, "value", 2_200_000),
    "PM-12": _elsewhere(f"PM!B{MAN}", deaths={MAN: date(2021, 6, 7)}),
    "PM-13": _cell(PM, OLD, "cluster", "Anak"),
    "PM-14": _row(f"PM!B{CHILD}", PM, CHILD, **_SAME | {"nik": f"{ADULT[:-1]}7", "name": "adi  contoh"}),
    "PM-15": _cell(PM, MAN, "value", 0),
    "PM-16": Plant(f"PM!E{MAN}", change=_agreement(components=("hidup_layak", "terapi", "vokasional"))),
    "PM-17": _elsewhere(f"PM!B{MAN}", deaths_elsewhere={MAN: _seen(date(2021, 6, 7))}),
    "ASM-01": _cell(PM, MAN, "assessed_on", date(2021, 6, 9)),
    "ASM-02": _cell(PM, MAN, "conferred_on", date(2021, 4, 1)),
    "ASM-03": _cell(PM, MAN, "assessed_on", None),
    "ASM-04": _cell(PM, MAN, "conferred_on", None),
    "ASM-05": Plant(f"PM!{PM.letter('assessed_on')}{MAN}", _assessed_a_day_earlier, _without_file_of(date(2021, 4, 1))),
    "ASM-06": Plant(f"PM!{PM.letter('conferred_on')}{MAN}", _discussed_a_day_later, _without_file_of(date(2021, 4, 7))),
    "BST-01": _cell(PM, MAN, "handover_number", None),
    "BST-02": _row(f"PM!H{CHILD}", PM, CHILD, handover_number="bast-0608"),
    "BST-03": _cell(PM, OLD, "received_on", date(2021, 4, 10)),
    "BST-04": _cell(PM, CHILD, "received_on", date(2021, 4, 19)),
    "BST-05": _cell(PM, OLD, "value", 38_000_000),
    "PJK-01": _cell(TAX, TAX_ROW, "ntpn", "0A1B2C3D4E5F6G7"),
    "PJK-02": _cell(TAX, TAX_ROW, "ntpn", None),
    "PJK-03": _cell(TAX, TAX_ROW, "evidence_number", "KW-099"),
    "PJK-04": _row(f"Pajak!E{TAX_ROW}", TAX, TAX_ROW, base=100_000),
    "PJK-05": _cell(TAX, TAX_ROW + 1, "ntpn", "0a1b2c3d4e5f6g7h"),
    "PJK-06": _cell(TAX, TAX_ROW, "paid_on", date(2021, 7, 4)),
    "PJK-07": _cell(TAX, TAX_ROW, "base", 7_600_001),
    "PJK-08": _cell(TAX, TAX_ROW, "paid_on", date(2022, 2, 1)),
    "SISA-01": _declared("Ringkasan!C10", remainder=9_000_000),
    "SISA-02": _declared("Ringkasan!C9", spent=39_000_000),
    "SISA-03": _declared("Ringkasan!C8", received=5_000_000),
    "SISA-04": Plant(f"BKU!G{LAST + 1}", _interest_booked),
    "SISA-05": _declared("Ringkasan!C11", interest=-1),
    "WKT-01": Plant(
        "Identitas!B17",
        change=lambda clean: replace(clean, submitted_on=date(2022, 1, 16), today=date(2022, 1, 16)),
    ),
    "ULG-01": _elsewhere(f"PM!B{MAN}", aid={MAN: _seen(date(2021, 1, 4))}),
    "ULG-02": _elsewhere(f"PM!H{MAN}", aid={MAN: _seen(date(2021, 6, 8))}),
    "ULG-03": _elsewhere(f"BKU!C{FIRST}", evidence={FIRST: _seen(date(2021, 4, 20))}),
    "ULG-04": _elsewhere(f"BKU!C{FIRST}", files={"kw-001": _seen(None)}),
    "ULG-05": _elsewhere(f"Pajak!F{TAX_ROW}", tax_payments={TAX_ROW: _seen(date(2021, 7, 6))}),
    "ULG-06": _elsewhere(f"BKU!B{RECEIPT}", before=_seen(date(2021, 4, 13))),
}

#: Cells of findings about the office's side; what has none here concerns the report as a whole.
OFFICE_CELLS = {
    "SK-05": f"PM!B{FIRST_DATA_ROW}",
    "SK-07": f"PM!{PM.letter('value')}{FIRST_DATA_ROW}",
    "SAL-04": f"BKU!B{RECEIPT}",
    "SAL-05": f"BKU!B{RECEIPT}",
    "SAL-06": f"BKU!B{FIRST}",
    "TTD-03": f"BKU!B{LAST}",
}

PLANTS |= {rule: Plant(OFFICE_CELLS.get(rule, ""), change=change) for rule, change in OFFICE.items()}
