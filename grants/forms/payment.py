"""Forms of what happens to a payment after its SP2D."""

from __future__ import annotations

from typing import Any

from django import forms

from grants.actions.receipts import is_odd
from grants.forms.fields import SCAN, DayField
from grants.models import PaymentDocument
from rupiah.forms import RupiahField
from rupiah.parse import NotRupiah, parse_rupiah
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
    upload = forms.FileField(
        label="Surat atau jawaban bank",
        help_text="Foto atau PDF.",
        widget=forms.FileInput(attrs=SCAN),
    )


class AccountChangeForm(forms.Form):
    """Why a returned payment shall go to another account, and what says so."""

    reason = forms.CharField(
        label="Alasan",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Dibaca PPSPM sebelum memutuskan. {LEAST}",
    )
    upload = forms.FileField(
        label="Surat LKS atau bank tentang rekening baru",
        help_text="Foto atau PDF, misalnya surat LKS dengan halaman buku tabungan.",
        widget=forms.FileInput(attrs=SCAN),
    )


class ReceiptForm(StepForm):
    amount = RupiahField(label="Jumlah yang masuk", help_text="Seperti di rekening koran.")
    received_on = DayField(label="Tanggal masuk")
    sure = forms.BooleanField(label="Jumlah ini sudah saya cocokkan dengan rekening koran", required=False)

    def __init__(self, *args: Any, paid: int, **kwargs: Any) -> None:
        """``paid`` is what the SP2D says; only an amount far from it has to be confirmed."""
        super().__init__(*args, **kwargs)
        try:
            odd = self.is_bound and is_odd(parse_rupiah(str(self["amount"].value() or "")), paid)
        except NotRupiah:
            odd = False
        if not odd:
            del self.fields["sure"]


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
