"""What rooms below ask of reports: which stand in the way of a new agreement, which are open under one."""

from __future__ import annotations

from datetime import date

from partners.models import Agreement, Partner
from partners.obligations import Obligation
from partners.sanctions import Obstacle
from regulations.dates import tanggal
from reports.models import Report


def overdue_reports(partner: Partner, on: date) -> list[Obstacle]:
    """The reports that this LKS should have sent before that day; each bars new agreements until it is sent."""
    late = Report.objects.overdue(on).filter(partner=partner).order_by("due_on", "pk")
    return [
        Obstacle(
            f"laporan:{report.pk}",
            f"{report} terlambat: batasnya {tanggal(report.due_on)}. LKS mengirim laporan itu dahulu.",
            report.get_absolute_url(),
        )
        for report in late.select_related("instalment__agreement")
    ]


def open_reports(agreement: Agreement) -> list[Obligation]:
    """The reports under this agreement that have not been accepted."""
    rows = Report.objects.filter(instalment__agreement=agreement).exclude(state="accepted").order_by("due_on", "pk")
    return [
        Obligation(
            f"{report} belum diterima (status “{report.state_label}”, batas {tanggal(report.due_on)}).",
            report.get_absolute_url(),
        )
        for report in rows.select_related("instalment__agreement")
    ]
