"""What the audit room keeps of its own; everything else it only reads."""

from audits.models.engagement import Engagement, EngagementMember, EngagementQuerySet
from audits.models.finding import (
    Finding,
    FindingAnswer,
    FindingQuerySet,
    FindingReturn,
    Side,
)
from audits.models.finding_place import FindingPlace
from audits.models.follow_up import FollowUp, Recommendation, RecommendationQuerySet, Settlement
from audits.models.paper import EngagementQuestion, PaperAnswer, PaperFile, WorkingPaper
from audits.models.sample import AuditSample, SampleItem
from audits.models.weights import SignalWeights

__all__ = [
    "AuditSample",
    "Engagement",
    "EngagementMember",
    "EngagementQuerySet",
    "EngagementQuestion",
    "Finding",
    "FindingAnswer",
    "FindingPlace",
    "FindingQuerySet",
    "FindingReturn",
    "FollowUp",
    "PaperAnswer",
    "PaperFile",
    "Recommendation",
    "RecommendationQuerySet",
    "SampleItem",
    "Settlement",
    "Side",
    "SignalWeights",
    "WorkingPaper",
]
