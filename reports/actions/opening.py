"""A report begins when its money is paid."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts.models import User
from grants.models import whose
from partners.models import Instalment
from reports.changes import bump_version
from reports.models import Report
from trail.record import record_event


@transaction.atomic
def open_report(*, instalment: Instalment, by: User, due_on: date) -> Report:
    """Open the report on a paid instalment; of one that is open already the day counts from this payment.

    A payment that a bank refused is paid again by a later SP2D; the report waits for that one.
    """
    begins = {"due_on": due_on, **whose(instalment.agreement)}
    report, opened = Report.objects.get_or_create(instalment=instalment, defaults=begins)
    if opened:
        record_event(verb="report.open", obj=report, by=by, data={"due_on": due_on.isoformat()})
    elif report.due_on != due_on:
        data = {"from": report.due_on.isoformat(), "until": due_on.isoformat()}
        bump_version(report, due_on=due_on)
        record_event(verb="report.move_due", obj=report, by=by, data=data)
    return report
