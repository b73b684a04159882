"""What reports do when something happens in the rooms below."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.dispatch import receiver

from accounts.models import User
from grants.actions.late_reports import note_late_report
from grants.models import Disbursement
from grants.signals import disbursement_paid, disbursement_returned, receipt_taken_back
from reports.actions import open_report
from reports.changes import bump_version, clear_signatures
from reports.models import Report


@receiver(disbursement_paid)
def open_report_of_paid_instalment(*, disbursement: Disbursement, by: User, **_: Any) -> None:
    """The money is there, so the report is due: so many days after the SP2D as the agreement says."""
    instalment = disbursement.instalment
    assert disbursement.sp2d_date is not None, "the database holds: what is paid has its SP2D"
    due_on = disbursement.sp2d_date + timedelta(days=instalment.agreement.report_within_days)
    open_report(instalment=instalment, by=by, due_on=due_on)


@receiver(disbursement_returned)
def take_back_signatures(*, disbursement: Disbursement, by: User, **_: Any) -> None:
    """The money is gone: nobody has signed for it any more. All that was filled in stays.

    Paid again, its day moves; that it was late already on the day of the retur is written down at the payment.
    """
    report = _held(disbursement)
    if report is None or not report.is_open:
        return
    late = (report.instalment.agreement.partner.office.today - report.due_on).days
    if late > 0:
        note_late_report(disbursement=disbursement, days=late, by=by)
    clear_signatures(report, f"SP2D {disbursement.sp2d_number} diretur bank", by=by)
    bump_version(report)


@receiver(receipt_taken_back)
def take_back_what_rested_on_it(*, disbursement: Disbursement, by: User, **_: Any) -> None:
    """The LKS says that the money has not come: both signatures rested on it."""
    report = _held(disbursement)
    if report is not None and report.is_open:
        clear_signatures(report, "bendahara menarik pernyataan penerimaan dana", by=by)
        bump_version(report)


def _held(disbursement: Disbursement) -> Report | None:
    return Report.objects.select_for_update().filter(instalment=disbursement.instalment_id).first()
