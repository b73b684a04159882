"""What the audit room keeps of its own; everything else it only reads."""

from audits.models.engagement import Engagement, EngagementMember, EngagementQuerySet
from audits.models.paper import EngagementQuestion, PaperAnswer, PaperFile, WorkingPaper
from audits.models.sample import AuditSample, SampleItem
from audits.models.weights import SignalWeights

__all__ = [
    "AuditSample",
    "Engagement",
    "EngagementMember",
    "EngagementQuerySet",
    "EngagementQuestion",
    "PaperAnswer",
    "PaperFile",
    "SampleItem",
    "SignalWeights",
    "WorkingPaper",
]
