"""Forms of the money's pages. Each reads what was typed; whether it may be done is asked of the actions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from grants.actions.allocations import REVISABLE_IN_USE
from grants.gate import usable_allocations
from grants.models import Allocation, Decree
from partners.models import Instalment
from rupiah.format import format_angka, format_rupiah
from rupiah.parse import NotRupiah, parse_rupiah
from trail.refusal import Refusal


def done(form: forms.BaseForm, action: Callable[..., Any], **given: Any) -> bool:
    """Do ``action`` with what is given and what was typed; False where it could not be done.

    Why it could not is said in the form, so that nothing typed is lost. A stale page or a missing right is not about
    what was typed: it goes on to a page of its own.
    """
    if not form.is_valid():
        return False
    try:
        action(**given, **form.cleaned_data)
    except Refusal as refusal:
        if refusal.status != Refusal.status:
            raise
        form.add_error(None, list(refusal.sentences))
        return False
    return True


class RupiahField(forms.CharField):
    """An amount as people write it, "Rp1.500.000" or "1500000"; gives whole rupiah."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        # The class makes the page show "Rp" before the field, and read the amount back while it is typed.
        self.widget.attrs |= {"inputmode": "numeric", "class": "money"}

    def prepare_value(self, value: Any) -> Any:
        return format_angka(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_rupiah(text)
        except NotRupiah as problem:
            raise forms.ValidationError(str(problem)) from problem

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class DayField(forms.DateField):
    """A date that lies on a paper, so never one to come."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "min": date(2000, 1, 1).isoformat()}


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


class DecreeForm(forms.ModelForm):
    decided_on = DayField(label="Tanggal SK")
    upload = forms.FileField(
        label="Pindaian SK", required=False, help_text="PDF atau foto. Dapat dikosongkan bila belum ada."
    )

    class Meta:
        model = Decree
        fields = ("number", "decided_on", "set_by_name", "approved_by_name")


class AllocationChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.year} · akun {obj.account} · {obj.budget_code} · sisa {format_rupiah(obj.remaining)}"


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

    def __init__(self, *args: Any, instalment: Instalment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allocations, decrees = usable_allocations(instalment), instalment.agreement.decrees.all()
        self.fields["allocation"].queryset = allocations  # type: ignore[attr-defined]
        self.fields["decree"].queryset = decrees  # type: ignore[attr-defined]
        for name, choices in (("allocation", allocations), ("decree", decrees)):
            only = list(choices[:2])
            if len(only) == 1:
                self.initial.setdefault(name, only[0].pk)


class StepForm(forms.Form):
    """A step of a workflow, and the version of the record that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Several of them stand on one page; each needs ids of its own.
        kwargs.setdefault("auto_id", f"id_{type(self).__name__.lower()}_%s")
        super().__init__(*args, **kwargs)


class ReasonForm(StepForm):
    reason = forms.CharField(
        label="Alasan", widget=forms.Textarea(attrs={"rows": 3}), help_text="Dibaca oleh yang harus memperbaikinya."
    )


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
    upload = forms.FileField(label="Bukti setor", help_text="Foto atau PDF bukti penerimaan negara.")
