"""Partners (LKS) with all that entitles them, the agreements signed with them, and how these change and end."""

from partners.choices import AtensiComponent
from partners.models.addendum import Addendum, AddendumQuerySet, Amendment
from partners.models.agreement import (
    ENDS_FIRST,
    Agreement,
    AgreementQuerySet,
    BudgetLine,
    Instalment,
    OfAgreementQuerySet,
)
from partners.models.partner import (
    BankAccount,
    Officer,
    OfPartnerQuerySet,
    Partner,
    PartnerDocument,
    PartnerQuerySet,
    of_partners,
    zone_of_officer,
)
from partners.models.sanction import SanctionLift
from partners.models.termination import Termination
from partners.models.training import (
    MOST_YEARS,
    TRAINING_ENDS_FIRST,
    Training,
    TrainingCondition,
    TrainingParticipant,
)

__all__ = [
    "ENDS_FIRST",
    "MOST_YEARS",
    "TRAINING_ENDS_FIRST",
    "Addendum",
    "AddendumQuerySet",
    "Agreement",
    "AgreementQuerySet",
    "Amendment",
    "AtensiComponent",
    "BankAccount",
    "BudgetLine",
    "Instalment",
    "OfAgreementQuerySet",
    "OfPartnerQuerySet",
    "Officer",
    "Partner",
    "PartnerDocument",
    "PartnerQuerySet",
    "SanctionLift",
    "Termination",
    "Training",
    "TrainingCondition",
    "TrainingParticipant",
    "of_partners",
    "zone_of_officer",
]
