"""What is kept of a report: the report itself, its revisions as they were judged, and what hangs on its lines."""

from reports.models.evidence import Evidence, LineComment, Signature
from reports.models.report import OfficialPrint, Report, ReportQuerySet
from reports.models.revision import (
    BeneficiaryRow,
    Entry,
    JudgedFinding,
    Revision,
    TaxRow,
)

__all__ = [
    "BeneficiaryRow",
    "Entry",
    "Evidence",
    "JudgedFinding",
    "LineComment",
    "OfficialPrint",
    "Report",
    "ReportQuerySet",
    "Revision",
    "Signature",
    "TaxRow",
]
