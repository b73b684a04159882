"""Forms of the LKS. Each reads what was typed; whether it may be done is asked of the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.models import model_to_dict

from partners.actions.registration import PARTNER_FIELDS, digits_only
from partners.models import BankAccount, Officer, Partner, PartnerDocument
from partners.regions import find_regency, unknown_regency


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class RecordForm(forms.ModelForm):
    """Checks fields as the model says; unique keys are asked of the database when saving."""

    def validate_unique(self) -> None:
        """Left to the action, which answers in a sentence."""


class PartnerForm(RecordForm):
    class Meta:
        model = Partner
        fields = ("name", "legal_form", "registration_number", "npwp", "regency", "address", "phone", "email")
        help_texts = {
            "registration_number": "Seperti tertulis pada tanda daftar LKS.",
            "npwp": "15 atau 16 angka; titik dan garis boleh ikut. Kosongkan bila belum punya.",
            "regency": "Ketik beberapa huruf, lalu pilih, misalnya Kabupaten Bogor.",
        }
        widgets = {
            "npwp": forms.TextInput(attrs={"inputmode": "numeric"}),
            "regency": forms.TextInput(attrs={"list": "kabupaten-kota", "autocomplete": "off"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Typed with its dots and dash it is longer than what is kept.
        self.fields["npwp"].validators = []
        del self.fields["npwp"].widget.attrs["maxlength"]

    def clean_npwp(self) -> str:
        return digits_only(self.cleaned_data["npwp"])

    def clean_regency(self) -> str:
        typed = self.cleaned_data["regency"]
        found = find_regency(typed)
        if found is None:
            raise forms.ValidationError(unknown_regency(typed))
        return found.name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        found = find_regency(cleaned.get("regency", ""))
        if found is not None:
            cleaned |= {"regency_code": found.code, "province": found.province}
        return cleaned


def partner_values(partner: Partner) -> dict[str, Any]:
    """What the form shows of an LKS at first."""
    return model_to_dict(partner, fields=PARTNER_FIELDS)


class OfficerForm(RecordForm):
    class Meta:
        model = Officer
        fields = ("name", "phone", "email")
        help_texts = {
            "email": "Dengan surel, orang ini mendapat akun Amanah untuk LKS ini. Kosongkan bila belum perlu.",
        }


class DocumentForm(RecordForm):
    upload = forms.FileField(
        label="Pindaian atau foto",
        required=False,
        help_text="PDF atau foto, paling besar 25 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,image/*"}),
    )

    class Meta:
        model = PartnerDocument
        fields = ("kind", "number", "issued_on", "valid_until")
        widgets = {"issued_on": DayInput(), "valid_until": DayInput()}


class BankAccountForm(RecordForm):
    reason = forms.CharField(
        label="Alasan",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Hanya bila rekening bukan atas nama LKS, atau nomornya dipakai LKS lain juga.",
    )

    class Meta:
        model = BankAccount
        fields = ("bank", "number", "holder")
        widgets = {"number": forms.TextInput(attrs={"inputmode": "numeric"})}
        help_texts = {"holder": "Persis seperti di buku tabungan. Bank menolak nama yang berbeda."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Typed with blanks and dashes it is longer than what is kept.
        self.fields["number"].validators = []
        del self.fields["number"].widget.attrs["maxlength"]

    def clean_number(self) -> str:
        return digits_only(self.cleaned_data["number"])
