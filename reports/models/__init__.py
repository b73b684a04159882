"""What is kept of a report: the report itself, its revisions as they were judged, and what hangs on its lines."""

from reports.models.draft import LinesDraft
from reports.models.evidence import Evidence, LineComment, Signature
from reports.models.explanation import Explanation
from reports.models.report import OfficialPrint, Report, ReportQuerySet
from reports.models.revision import (
    BeneficiaryRow,
    Entry,
    JudgedFinding,
    Revision,
    TaxRow,
)
from reports.models.waiver import HeldWaiver, Waiver, WaiverQuerySet

__all__ = [
    "BeneficiaryRow",
    "Entry",
    "Evidence",
    "Explanation",
    "HeldWaiver",
    "JudgedFinding",
    "LineComment",
    "LinesDraft",
    "OfficialPrint",
    "Report",
    "ReportQuerySet",
    "Revision",
    "Signature",
    "TaxRow",
    "Waiver",
    "WaiverQuerySet",
]
