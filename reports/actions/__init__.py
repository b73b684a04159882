"""What people do with reports: one action per intention."""

from reports.actions.evidence import (
    Attached,
    assign_evidence,
    attach_evidence,
    attach_many,
    remove_evidence,
    restore_evidence,
)
from reports.actions.explanations import explain_cause
from reports.actions.lines import discard_draft, judge_lines, keep_draft, save_lines
from reports.actions.opening import open_report
from reports.actions.signing import sign_report
from reports.actions.submit import submit_report
from reports.actions.upload import SameWorkbook, upload_workbook
from reports.actions.waivers import (
    ask_waiver,
    grant_waiver,
    refuse_waiver,
    take_back_waiver,
    withdraw_waiver,
)

__all__ = [
    "Attached",
    "SameWorkbook",
    "ask_waiver",
    "assign_evidence",
    "attach_evidence",
    "attach_many",
    "discard_draft",
    "explain_cause",
    "grant_waiver",
    "judge_lines",
    "keep_draft",
    "open_report",
    "refuse_waiver",
    "remove_evidence",
    "restore_evidence",
    "save_lines",
    "sign_report",
    "submit_report",
    "take_back_waiver",
    "upload_workbook",
    "withdraw_waiver",
]
