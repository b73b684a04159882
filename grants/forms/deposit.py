"""What goes back to the treasury."""

from __future__ import annotations

from typing import Any

from django import forms

from grants.deposits import codes_in, faults_of_deposit, proof_in
from grants.forms.fields import SCAN, DayField
from grants.models import TreasuryReturn
from rupiah.forms import RupiahField
from trail.forms import StepForm
from trail.reasons import LEAST


class DepositForm(StepForm):
    """A deposit of what is owed, whole or in part; all that is wrong with it is told at once, each in its place."""

    amount = RupiahField(
        label="Jumlah yang disetor",
        help_text="Bila baru sebagian, tulis jumlah pada buktinya; sisanya tetap terbuka dan disetor kemudian.",
    )
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

    def __init__(self, *args: Any, owed: TreasuryReturn, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owed = owed
        self.initial.setdefault("amount", owed.amount)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if self.owed.state != "open" or typed.get("version") != self.owed.version:
            return typed  # a page that is too old: the action says so
        codes = codes_in(billing_code=typed.get("billing_code", ""), ntpn=typed.get("ntpn", ""))
        given = {name: codes.get(name, value) for name, value in typed.items() if name not in ("version", "upload")}
        for name, sentences in faults_of_deposit(self.owed, **given).items():
            self.add_error(name, sentences)
        # The action reads the proof; here only where it will not come to that.
        if self.errors and typed.get("upload"):
            _, unread = proof_in(typed["upload"])
            if unread:
                self.add_error("upload", unread)
        return typed


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
