"""What happens in this room that upper rooms act upon, in the same transaction."""

from __future__ import annotations

from django.dispatch import Signal

#: Sent by ``Disbursement`` when its SP2D is recorded; arguments: ``disbursement`` (in state "paid") and ``by`` (User).
#: A receiver that raises undoes the payment's record as well.
disbursement_paid = Signal()

#: Sent when a bank has refused the transfer; the same arguments, the payment in state "returned".
disbursement_returned = Signal()

#: Sent when the LKS has taken back what it said of the receipt; the same arguments, the payment in state "paid".
receipt_taken_back = Signal()
