"""Writes of the audit room. None of them touches what is audited."""

from audits.actions.decisions import (
    change_team,
    close_engagement,
    extend_engagement,
    grant_engagement,
    refuse_engagement,
    send_back_engagement,
)
from audits.actions.drafts import ask_engagement, draft_engagement, revise_engagement, withdraw_engagement

__all__ = [
    "ask_engagement",
    "change_team",
    "close_engagement",
    "draft_engagement",
    "extend_engagement",
    "grant_engagement",
    "refuse_engagement",
    "revise_engagement",
    "send_back_engagement",
    "withdraw_engagement",
]
