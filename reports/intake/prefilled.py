"""What the office writes beforehand where the treasurer will write: the same in the workbook and in the browser."""

from __future__ import annotations

from datetime import date

from reports.intake.identity import TemplateIdentity


def first_entries(identity: TemplateIdentity) -> list[dict[str, str | int | date]]:
    """The first lines of every cash book, the treasury's payments, by the keys of its columns.

    The treasurer corrects a date if the bank was later.
    """
    return [
        {
            "date": disbursement.sp2d_date,
            "evidence_number": disbursement.sp2d_number,
            "description": f"Penerimaan bantuan termin {identity.instalment_number}",
            "received": disbursement.amount,
        }
        for disbursement in identity.disbursements
    ]


def given_figures(identity: TemplateIdentity) -> dict[str, int]:
    """What the summary sheet already declares, in rupiah."""
    return {"opening": identity.opening_balance, "received": identity.received}
