"""Forms of LKS, of agreements, and of what happens to them."""

from partners.forms.agreements import (
    AgreementForm,
    AgreementForms,
    NewAgreementForm,
    agreement_values,
    ask_more_rows,
)
from partners.forms.life import (
    AddendumForms,
    ApprovalForm,
    ConditionForm,
    ExtensionForm,
    LiftForm,
    NewAddendumForm,
    ParticipantForm,
    TerminationForm,
    TrainingForm,
    addendum_values,
)
from partners.forms.partners import (
    BankAccountForm,
    DayInput,
    DocumentForm,
    OfficerForm,
    PartnerForm,
    RecordForm,
    partner_values,
)

__all__ = [
    "AddendumForms",
    "AgreementForm",
    "AgreementForms",
    "ApprovalForm",
    "BankAccountForm",
    "ConditionForm",
    "DayInput",
    "DocumentForm",
    "ExtensionForm",
    "LiftForm",
    "NewAddendumForm",
    "NewAgreementForm",
    "OfficerForm",
    "ParticipantForm",
    "PartnerForm",
    "RecordForm",
    "TerminationForm",
    "TrainingForm",
    "addendum_values",
    "agreement_values",
    "ask_more_rows",
    "partner_values",
]
