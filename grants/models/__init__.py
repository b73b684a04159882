"""The balai's money: from a DIPA line to the recipient's account, back to the treasury what is left, and who must get
none any more."""

from grants.models.account_change import AccountChange
from grants.models.allocation import Allocation, AllocationQuerySet, AllocationRevision
from grants.models.bank_file import BankFile, BankFileQuerySet, BankLine, BankMatch, ColumnChoice, MatchExplanation
from grants.models.death import DeathRecord, DeathRecordQuerySet, validate_nik
from grants.models.decree import Decree, DecreeQuerySet, DecreeRecipient, DecreeRecipientQuerySet
from grants.models.dipa_document import DipaDocument
from grants.models.gate_exception import GateException
from grants.models.instalment import OfInstalmentQuerySet, OfOfficeQuerySet, whose
from grants.models.payment import Channel, Disbursement, DisbursementQuerySet, PaymentBatch
from grants.models.payment_papers import Delivery, PaymentDocument, Retur
from grants.models.treasury_return import TreasuryReturn

__all__ = [
    "AccountChange",
    "Allocation",
    "AllocationQuerySet",
    "AllocationRevision",
    "BankFile",
    "BankFileQuerySet",
    "BankLine",
    "BankMatch",
    "Channel",
    "ColumnChoice",
    "DeathRecord",
    "DeathRecordQuerySet",
    "Decree",
    "DecreeQuerySet",
    "DecreeRecipient",
    "DecreeRecipientQuerySet",
    "Delivery",
    "DipaDocument",
    "Disbursement",
    "DisbursementQuerySet",
    "GateException",
    "MatchExplanation",
    "OfInstalmentQuerySet",
    "OfOfficeQuerySet",
    "PaymentBatch",
    "PaymentDocument",
    "Retur",
    "TreasuryReturn",
    "validate_nik",
    "whose",
]
