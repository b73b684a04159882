"""What goes back to the treasury."""

from __future__ import annotations

from django import forms

from grants.forms.fields import SCAN, DayField
from trail.forms import StepForm


class DepositForm(StepForm):
    billing_code = forms.CharField(
        label="Kode billing",
        max_length=30,
        help_text="15 angka, dari pembuatan billing.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    ntpn = forms.CharField(
        label="NTPN",
        max_length=40,
        help_text="16 huruf dan angka pada bukti penerimaan negara.",
        widget=forms.TextInput(attrs={"autocapitalize": "characters"}),
    )
    paid_on = DayField(label="Tanggal setor")
    upload = forms.FileField(
        label="Bukti setor",
        help_text="Foto atau PDF bukti penerimaan negara.",
        widget=forms.FileInput(attrs=SCAN),
    )
