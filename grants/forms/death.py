"""The register of deaths."""

from __future__ import annotations

from django import forms

from beneficiaries.forms import NIK_INPUT, NikField
from grants.forms.fields import DayField
from grants.models import DeathRecord
from trail.forms import ReasonForm
from trail.reasons import LEAST


class DeathForm(forms.ModelForm):
    died_on = DayField(label="Tanggal meninggal")

    class Meta:
        model = DeathRecord
        fields = ("nik", "died_on", "source")
        field_classes = {"nik": NikField}
        widgets = {"nik": forms.TextInput(attrs=NIK_INPUT)}
        help_texts = {
            "nik": "16 angka, seperti pada KTP atau akta kematian.",
            "source": "Dari mana diketahui, misalnya nomor akta kematian. Tanpa nama orang.",
        }


class WithdrawalForm(ReasonForm):
    reason = forms.CharField(
        label="Alasan",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Tersimpan pada catatan ini, misalnya NIK ini milik orang lain. Tanpa nama orang. {LEAST}",
    )
