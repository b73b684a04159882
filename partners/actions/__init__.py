"""Writes about LKS (``registration``), about agreements and how they change and end, and about training."""

from partners.actions.addenda import (
    approve_addendum,
    draft_addendum,
    drop_addendum,
    propose_addendum,
    revise_addendum,
    revise_extension,
    send_back_addendum,
)
from partners.actions.agreements import (
    activate_agreement,
    close_agreement,
    discard_draft,
    draft_agreement,
    propose_agreement,
    record_budget_use,
    revise_agreement,
    send_back_agreement,
)
from partners.actions.bank_accounts import set_bank_account
from partners.actions.registration import (
    appoint_officer,
    record_document,
    register_partner,
    revise_partner,
)
from partners.actions.sanctions import ask_for_lift, grant_lift, refuse_lift, withdraw_lift
from partners.actions.trainings import (
    record_participant,
    record_training,
    remove_participant,
    revise_training,
    set_training_condition,
)
from partners.terms import BudgetLineInput, InstalmentInput

__all__ = [
    "BudgetLineInput",
    "InstalmentInput",
    "activate_agreement",
    "appoint_officer",
    "approve_addendum",
    "ask_for_lift",
    "close_agreement",
    "discard_draft",
    "draft_addendum",
    "draft_agreement",
    "drop_addendum",
    "grant_lift",
    "propose_addendum",
    "propose_agreement",
    "record_budget_use",
    "record_document",
    "record_participant",
    "record_training",
    "refuse_lift",
    "register_partner",
    "remove_participant",
    "revise_addendum",
    "revise_agreement",
    "revise_extension",
    "revise_partner",
    "revise_training",
    "send_back_addendum",
    "send_back_agreement",
    "set_bank_account",
    "set_training_condition",
    "withdraw_lift",
]
