"""In which order rows of the money room are taken: the agreement, its payments, then what hangs on a payment."""

from __future__ import annotations

from grants.models import Disbursement
from grants.workflow import PAID_STATES
from partners.models import Agreement, Instalment


def lock_payment(disbursement: Disbursement) -> tuple[Agreement, Disbursement]:
    """The payment and its agreement as they are now, held until the transaction ends.

    Whoever pays, approves, ends or amends the agreement, or decides on its decrees, queues for the agreement.
    """
    agreement = Agreement.objects.select_for_update().get(pk=disbursement.instalment.agreement_id)
    row: Disbursement = Disbursement.objects.select_for_update().get(pk=disbursement.pk)
    row.instalment.agreement = agreement
    return agreement, row


def locked_money(instalment: Instalment) -> Disbursement | None:
    """The payment whose money the LKS has for this instalment, held in the same order; None while there is none."""
    Agreement.objects.select_for_update().get(pk=instalment.agreement_id)
    row: Disbursement | None = (
        Disbursement.objects.select_for_update().filter(instalment=instalment, state__in=PAID_STATES).first()
    )
    return row
