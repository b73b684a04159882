"""What the office knows of an instalment when its workbook is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from regulations.facts import BudgetLineFacts, DisbursementFacts
from reports.intake import layout


@dataclass(frozen=True, slots=True)
class TemplateIdentity:
    """What the office knows of one instalment when its workbook is made. Amounts are whole rupiah."""

    office_name: str
    partner_id: str
    partner_name: str
    head_name: str
    treasurer_name: str
    agreement_number: str
    agreement_starts_on: date
    agreement_ends_on: date
    instalment_id: str
    instalment_number: int
    received: int
    disbursements: tuple[DisbursementFacts, ...]
    budget_lines: tuple[BudgetLineFacts, ...]
    report_due_on: date | None = None
    opening_balance: int = 0

    @property
    def marker(self) -> dict[str, str]:
        """What the hidden sheet says of the workbook."""
        values = (
            layout.KIND,
            str(layout.VERSION),
            self.instalment_id,
            str(self.instalment_number),
            self.agreement_number,
            self.partner_id,
        )
        return dict(zip(layout.MARKER_KEYS, values, strict=True))
