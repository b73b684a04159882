"""What goes back to the treasury."""

from __future__ import annotations

from django import forms

from grants.forms.fields import SCAN, DayField
from rupiah.forms import RupiahField
from trail.forms import StepForm
from trail.reasons import LEAST


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


class FindingForm(forms.Form):
    """What an audit found that must go back."""

    reference = forms.CharField(
        label="Nomor laporan pemeriksaan", max_length=100, help_text="Misalnya: LHP 12/Itjen/2025, temuan 3."
    )
    found_on = DayField(label="Tanggal laporan pemeriksaan")
    amount = RupiahField(label="Jumlah yang harus kembali")
    reason = forms.CharField(
        label="Uraian temuan", max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text=LEAST
    )
    upload = forms.FileField(
        label="Laporan pemeriksaan",
        help_text="Foto atau PDF halaman temuannya.",
        widget=forms.FileInput(attrs=SCAN),
    )
