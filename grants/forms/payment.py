"""Forms of what happens to a payment after its SP2D."""

from __future__ import annotations

from typing import Any

from django import forms

from grants.forms.fields import SCAN, DayField
from grants.forms.proposal import PaymentForm
from grants.models import Disbursement, PaymentDocument
from partners.models import BankAccount
from rupiah.forms import RupiahField
from trail.forms import StepForm
from trail.reasons import LEAST


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


class ReceiptForm(StepForm):
    amount = RupiahField(label="Jumlah yang masuk", help_text="Seperti di rekening koran.")
    received_on = DayField(label="Tanggal masuk")


class ClockForm(StepForm):
    received_on = DayField(label="Tanggal diterima penyalur")


class DeliveryForm(forms.Form):
    """How ticked recipients got their money."""

    use_required_attribute = False  # the same form says that they did not get it

    delivered_on = DayField(label="Tanggal diserahkan")
    handed_over_by = forms.CharField(
        label="Diserahkan oleh", max_length=200, help_text="Petugas atau kantor cabangnya."
    )
    upload = forms.FileField(
        label="Bukti penyerahan",
        required=False,
        help_text="Foto atau PDF; satu berkas berlaku bagi semua yang dicentang.",
        widget=forms.FileInput(attrs=SCAN),
    )


class UndeliveredForm(forms.Form):
    """Why ticked recipients cannot be given their money."""

    use_required_attribute = False

    reason = forms.CharField(label="Alasan", widget=forms.Textarea(attrs={"rows": 2}), help_text=LEAST)


class DocumentForm(forms.Form):
    kind = forms.ChoiceField(label="Jenis dokumen", choices=PaymentDocument.Kind.choices)
    upload = forms.FileField(label="Berkas", help_text="Foto atau PDF.", widget=forms.FileInput(attrs=SCAN))

    def __init__(self, *args: Any, of_partner: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of_partner:
            receipt = PaymentDocument.Kind.RECEIPT
            self.fields["kind"].choices = [(receipt.value, receipt.label)]  # type: ignore[attr-defined]


class BatchForm(forms.Form):
    title = forms.CharField(label="Nama kumpulan", max_length=150, help_text="Misalnya: Termin 1 April 2021.")


class BatchApprovalForm(forms.Form):
    spm_date = DayField(label="Tanggal SPM")
