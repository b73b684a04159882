"""Forms of an administrator."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import Office
from accounts.roles import Role

OFFICE_ROLES = [
    (role.value, f"{role.label} — {role.definition.description}") for role in Role if not role.definition.of_partner
]


class PersonForm(forms.Form):
    """A new account at the administrator's own office."""

    name = forms.CharField(label="Nama", max_length=200)
    email = forms.EmailField(label="Surel", help_text="Dipakai untuk masuk.")
    official_number = forms.CharField(label="NIP", max_length=18, required=False)
    roles = forms.TypedMultipleChoiceField(
        label="Peran", choices=OFFICE_ROLES, coerce=Role, widget=forms.CheckboxSelectMultiple
    )


class RolesForm(forms.Form):
    """The roles of somebody who has an account."""

    roles = forms.TypedMultipleChoiceField(
        label="Peran", choices=OFFICE_ROLES, coerce=Role, widget=forms.CheckboxSelectMultiple, required=False
    )


class OfficeForm(forms.ModelForm[Office]):
    """What stands on the office's letterhead, and the clock it lives by."""

    class Meta:
        model = Office
        fields = ["name", "kppn", "address", "city", "phone", "head_name", "time_zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = "Tercetak pada kop surat."
