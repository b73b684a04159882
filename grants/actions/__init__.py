"""Writes about the office's money: one function for each intention of a person."""

from grants.actions.allocations import record_allocation, record_decree, revise_allocation
from grants.actions.deaths import record_death, withdraw_death
from grants.actions.disbursements import (
    approve_disbursement,
    mark_accounted,
    propose_disbursement,
    record_sp2d,
    reject_disbursement,
)
from grants.actions.returns import confirm_return, deposit_return, open_return, refuse_return
from grants.actions.returs import cancel_disbursement, record_retur, repay_disbursement

__all__ = [
    "approve_disbursement",
    "cancel_disbursement",
    "confirm_return",
    "deposit_return",
    "mark_accounted",
    "open_return",
    "propose_disbursement",
    "record_allocation",
    "record_death",
    "record_decree",
    "record_retur",
    "record_sp2d",
    "refuse_return",
    "reject_disbursement",
    "repay_disbursement",
    "revise_allocation",
    "withdraw_death",
]
