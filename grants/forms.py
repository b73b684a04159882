"""Forms of the money's pages. Each reads what was typed; whether it may be done is asked of the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from grants.actions.allocations import REVISABLE_IN_USE
from grants.gate import usable_allocations
from grants.models import Allocation, Channel, DeathRecord, Decree
from grants.reconciliation.headings import Field, Heading, plain
from grants.reconciliation.mapping import ColumnMap
from grants.reconciliation.records import FileKind
from partners.forms import DayInput
from partners.models import Instalment
from rupiah.format import format_rupiah
from rupiah.forms import RupiahField
from trail.forms import ReasonForm, StepForm
from trail.reasons import LEAST

#: What a phone's or a computer's file picker offers for a scan.
SCAN = {"accept": ".pdf,image/*"}


class DayField(forms.DateField):
    """A date as it stands on a paper."""

    widget = DayInput


class AllocationForm(forms.ModelForm):
    amount = RupiahField(label="Pagu", help_text="Rupiah bulat, misalnya 1.500.000.000.")

    class Meta:
        model = Allocation
        fields = (
            "year",
            "program",
            "activity",
            "kro",
            "ro",
            "component",
            "subcomponent",
            "account",
            "description",
            "amount",
        )
        help_texts = {"account": "6 angka. Belanja bantuan sosial ada pada kelompok 57."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].widget.attrs["inputmode"] = "numeric"
        if self.instance.pk is None:
            self.initial.setdefault("year", timezone.localdate().year)
        elif self.instance.committed():
            for name in set(self.fields) - REVISABLE_IN_USE:
                self.fields[name].disabled = True


class AllocationChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.account} ({obj.year}) · sisa {format_rupiah(obj.remaining)} · {obj.budget_code}"


class DecreeChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} · {obj.decided_on:%d-%m-%Y}"


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
        label="Bank/pos penyalur", max_length=100, required=False, help_text="Hanya bila melalui bank/pos penyalur."
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


class DeathForm(forms.ModelForm):
    died_on = DayField(label="Tanggal meninggal")

    class Meta:
        model = DeathRecord
        fields = ("nik", "died_on", "source")
        widgets = {"nik": forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})}
        help_texts = {
            "nik": "16 angka, seperti pada KTP atau akta kematian.",
            "source": "Dari mana diketahui, misalnya nomor akta kematian. Tanpa nama orang.",
        }

    def clean_nik(self) -> str:
        """People group the digits by blanks; the record keeps none."""
        return "".join(self.cleaned_data["nik"].split())


class WithdrawalForm(ReasonForm):
    reason = forms.CharField(
        label="Alasan",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Tersimpan pada catatan ini, misalnya NIK ini milik orang lain. Tanpa nama orang. {LEAST}",
    )


class BankFileForm(forms.Form):
    """A list of SP2D or a reply of a bank, as a file."""

    kind = forms.ChoiceField(
        label="Jenis berkas", choices=[(kind.value, kind.label) for kind in FileKind], widget=forms.RadioSelect
    )
    upload = forms.FileField(
        label="Berkas",
        help_text="Excel (.xlsx) atau CSV, seperti keluar dari aplikasi perbendaharaan atau bank. Paling besar 15 MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    @property
    def of_kind(self) -> FileKind:
        return FileKind(self.cleaned_data["kind"])


class ColumnsForm(forms.Form):
    """For each thing that a file may tell of a payment, the heading of the column that tells it."""

    def __init__(self, *args: Any, heading: Heading, chosen: ColumnMap, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headings = {plain(text): text for text in heading.by_column.values()}
        for each in Field:
            self.fields[each.value] = forms.ChoiceField(
                label=each.label,
                required=False,
                choices=[("", "Tidak ada"), *headings.items()],
                initial=chosen.headings.get(each, ""),
            )

    @property
    def column_map(self) -> ColumnMap:
        return ColumnMap({Field(name): heading for name, heading in self.cleaned_data.items() if heading})
