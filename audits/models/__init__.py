"""What the audit room keeps of its own; everything else it only reads."""

from audits.models.engagement import Engagement, EngagementMember, EngagementQuerySet

__all__ = ["Engagement", "EngagementMember", "EngagementQuerySet"]
