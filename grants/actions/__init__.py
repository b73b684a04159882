"""Writes about the office's money: one function for each intention of a person."""

from grants.actions.allocations import record_allocation, revise_allocation
from grants.actions.deaths import record_death, withdraw_death
from grants.actions.decrees import (
    approve_decree,
    attach_decree,
    draft_decree,
    propose_decree,
    revise_decree,
    send_back_decree,
)
from grants.actions.deposits import confirm_return, deposit_return, refuse_return
from grants.actions.dipa_documents import record_dipa_document, take_lines
from grants.actions.disbursements import (
    approve_disbursement,
    mark_accounted,
    propose_disbursement,
    record_sp2d,
    reject_disbursement,
)
from grants.actions.recipients import add_recipient, remove_recipient
from grants.actions.returns import open_return
from grants.actions.returs import cancel_disbursement, record_retur, repay_disbursement

__all__ = [
    "add_recipient",
    "approve_decree",
    "approve_disbursement",
    "attach_decree",
    "cancel_disbursement",
    "confirm_return",
    "deposit_return",
    "draft_decree",
    "mark_accounted",
    "open_return",
    "propose_decree",
    "propose_disbursement",
    "record_allocation",
    "record_death",
    "record_dipa_document",
    "record_retur",
    "record_sp2d",
    "refuse_return",
    "reject_disbursement",
    "remove_recipient",
    "repay_disbursement",
    "revise_allocation",
    "revise_decree",
    "send_back_decree",
    "take_lines",
    "withdraw_death",
]
