"""The balai's money: from a DIPA line to the recipient's account, back to the treasury what is left, and who must get
none any more."""

from grants.models.allocation import Allocation, AllocationQuerySet
from grants.models.death import DeathRecord, DeathRecordQuerySet, validate_nik
from grants.models.decree import Decree
from grants.models.instalment import OfInstalmentQuerySet
from grants.models.payment import Disbursement, DisbursementQuerySet
from grants.models.treasury_return import TreasuryReturn

__all__ = [
    "Allocation",
    "AllocationQuerySet",
    "DeathRecord",
    "DeathRecordQuerySet",
    "Decree",
    "Disbursement",
    "DisbursementQuerySet",
    "OfInstalmentQuerySet",
    "TreasuryReturn",
    "validate_nik",
]
