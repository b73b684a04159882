"""What people do with reports: one action per intention."""

from reports.actions.evidence import (
    Attached,
    assign_evidence,
    attach_evidence,
    attach_many,
    remove_evidence,
    restore_evidence,
)
from reports.actions.opening import open_report
from reports.actions.signing import sign_report
from reports.actions.submit import submit_report
from reports.actions.upload import SameWorkbook, upload_workbook

__all__ = [
    "Attached",
    "SameWorkbook",
    "assign_evidence",
    "attach_evidence",
    "attach_many",
    "open_report",
    "remove_evidence",
    "restore_evidence",
    "sign_report",
    "submit_report",
    "upload_workbook",
]
