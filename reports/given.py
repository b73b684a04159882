"""What a report says was given to whom, as the register of beneficiaries takes it."""

from __future__ import annotations

from beneficiaries.actions import GivenAid
from reports.models import Report


def given_aid(report: Report) -> list[GivenAid]:
    """The list of beneficiaries of the revision that counts; none where nothing was ever uploaded."""
    revision = report.latest
    if revision is None:
        return []
    return [
        GivenAid(
            row=person.row,
            nik=person.nik,
            name=person.name,
            cluster=person.cluster,
            component=person.component,
            form=person.form,
            value=person.value,
            given_on=person.received_on,
            assessed_on=person.assessed_on,
            conferred_on=person.conferred_on,
            handover_number=person.handover_number,
        )
        for person in revision.beneficiaries.all()
    ]
