"""Writes about LKS (``registration``) and about their agreements (``agreements``), one for each intention."""

from partners.actions.agreements import (
    BudgetLineInput,
    InstalmentInput,
    activate_agreement,
    close_agreement,
    discard_draft,
    draft_agreement,
    propose_agreement,
    revise_agreement,
    send_back_agreement,
)
from partners.actions.registration import (
    appoint_officer,
    record_document,
    register_partner,
    revise_partner,
    set_bank_account,
)

__all__ = [
    "BudgetLineInput",
    "InstalmentInput",
    "activate_agreement",
    "appoint_officer",
    "close_agreement",
    "discard_draft",
    "draft_agreement",
    "propose_agreement",
    "record_document",
    "register_partner",
    "revise_agreement",
    "revise_partner",
    "send_back_agreement",
    "set_bank_account",
]
