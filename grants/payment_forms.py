"""Forms of what happens to a payment after its SP2D."""

from __future__ import annotations

from typing import Any

from django import forms

from grants.forms import DayField, PaymentForm
from grants.models import Disbursement
from partners.models import BankAccount
from trail.forms import StepForm


class ReturForm(StepForm):
    returned_on = DayField(label="Tanggal retur")
    bank_reason = forms.CharField(
        label="Alasan bank",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Salin seperti pada surat bank, misalnya: Rekening tutup.",
    )


class RepaymentForm(PaymentForm):
    """The SP2D in place of a failed one; ``payment`` is the one that came back."""

    bank_account = forms.ModelChoiceField(
        label="Dibayarkan ke rekening",
        queryset=BankAccount.objects.none(),
        empty_label=None,
        help_text="Bila rekeningnya salah, catat dahulu yang benar pada halaman LKS.",
    )

    def __init__(self, *args: Any, payment: Disbursement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partner = payment.instalment.agreement.partner
        self.fields["bank_account"].queryset = partner.bank_accounts.order_by("-active", "-pk")  # type: ignore[attr-defined]
        self.initial.setdefault("bank_account", partner.account)
