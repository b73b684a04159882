"""In which order rows of the money room are taken: the agreement, its payments, then what hangs on a payment."""

from __future__ import annotations

from grants.models import Disbursement
from partners.models import Agreement


def lock_payment(disbursement: Disbursement) -> tuple[Agreement, Disbursement]:
    """The payment and its agreement as they are now, held until the transaction ends.

    Whoever pays, approves, ends or amends the agreement, or decides on its decrees, queues for the agreement.
    """
    agreement = Agreement.objects.select_for_update().get(pk=disbursement.instalment.agreement_id)
    row: Disbursement = Disbursement.objects.select_for_update().get(pk=disbursement.pk)
    row.instalment.agreement = agreement
    return agreement, row


