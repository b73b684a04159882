"""A payment until its SP2D: what the SPP names, the SPM, the SP2D."""

from __future__ import annotations

from typing import Any

from django import forms

from grants.forms.allocation import AllocationChoice
from grants.forms.fields import DayField
from grants.gate import usable_allocations
from grants.models import Allocation, Channel, Decree
from partners.models import Instalment
from regulations.dates import tanggal
from trail.forms import StepForm


class DecreeChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} · {tanggal(obj.decided_on)}"


class ProposalForm(forms.Form):
    """The SPP of one instalment: its amount and bank account are given by the agreement and the LKS."""

    allocation = AllocationChoice(
        label="Alokasi",
        queryset=Allocation.objects.none(),
        empty_label="Pilih baris alokasi",
        help_text="Hanya baris yang sisanya cukup untuk termin ini.",
    )
    decree = DecreeChoice(label="SK penerima", queryset=Decree.objects.none(), empty_label="Pilih SK")
    spp_number = forms.CharField(label="Nomor SPP", max_length=60)
    spp_date = DayField(label="Tanggal SPP")
    channel = forms.ChoiceField(
        label="Cara penyaluran",
        choices=Channel.choices,
        initial=Channel.DIRECT,
        required=False,
        help_text="Uang persediaan (UP) hanya bila pembayaran langsung tidak mungkin (praktik umum, kutipannya belum "
        "dikonfirmasi).",
    )
    distributor = forms.CharField(
        label="Bank/pos penyalur",
        max_length=100,
        required=False,
        help_text="Hanya bila melalui bank/pos penyalur. Terminnya harus sama dengan yang masih harus diserahkan "
        "menurut SK.",
    )

    def clean_channel(self) -> str:
        return self.cleaned_data["channel"] or Channel.DIRECT

    def __init__(self, *args: Any, instalment: Instalment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allocations, decrees = usable_allocations(instalment), instalment.agreement.decrees.in_force()
        self.fields["allocation"].queryset = allocations  # type: ignore[attr-defined]
        self.fields["decree"].queryset = decrees  # type: ignore[attr-defined]
        for name, choices in (("allocation", allocations), ("decree", decrees)):
            only = list(choices[:2])
            if len(only) == 1:
                self.initial.setdefault(name, only[0].pk)


class ApprovalForm(StepForm):
    spm_number = forms.CharField(label="Nomor SPM", max_length=60)
    spm_date = DayField(label="Tanggal SPM")


class PaymentForm(StepForm):
    sp2d_number = forms.CharField(
        label="Nomor SP2D",
        max_length=30,
        help_text="15 angka.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    sp2d_date = DayField(label="Tanggal SP2D")
