"""The tables of accounts know every purpose and form that an agreement can have."""

from partners.choices import AssistanceForm, AssistancePurpose, AtensiComponent
from regulations.components import COMPONENTS
from regulations.parameters import ACCOUNT_OF_FORM, ACCOUNT_OF_PURPOSE
from tests.regulations.judging import ON


def test_every_purpose_of_an_agreement_has_its_account_group() -> None:
    assert set(ACCOUNT_OF_PURPOSE.on(ON)) == set(AssistancePurpose.values)


def test_every_form_of_an_agreement_has_its_last_digit() -> None:
    assert set(ACCOUNT_OF_FORM.on(ON)) == set(AssistanceForm.values)


def test_every_component_of_an_agreement_is_called_as_in_the_workbook() -> None:
    assert dict(AtensiComponent.choices) == COMPONENTS
