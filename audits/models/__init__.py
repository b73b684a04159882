"""What the audit room keeps of its own; everything else it only reads."""

from audits.models.engagement import Engagement, EngagementMember, EngagementQuerySet
from audits.models.sample import AuditSample, SampleItem

__all__ = ["AuditSample", "Engagement", "EngagementMember", "EngagementQuerySet", "SampleItem"]
