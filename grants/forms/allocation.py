"""Budget lines, their revisions, and the DIPA whose file comes in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property

from grants.actions.allocations import REVISABLE_IN_USE
from grants.facts import assistance_group
from grants.forms.fields import DayField
from grants.models import Allocation, AllocationRevision, DipaDocument
from legal.law import current_law
from regulations.law import Law
from rupiah.format import format_rupiah
from rupiah.forms import RupiahField
from trail.reasons import LEAST


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


class RevisionForm(AllocationForm):
    """What a revision of the DIPA makes of a line; what is in use keeps its code."""

    document = forms.CharField(
        label="Nomor revisi DIPA",
        max_length=AllocationRevision._meta.get_field("document").max_length,
        help_text="Seperti tertulis pada dokumen revisinya.",
    )
    decided_on = DayField(label="Tanggal revisi")
    reason = forms.CharField(
        label="Alasan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=f"Mengapa barisnya berubah. {LEAST}",
    )
    #: How often the line had been revised when the page was opened.
    revision = forms.IntegerField(widget=forms.HiddenInput)

    field_order = ("document", "decided_on", "amount", "description")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("revision", self.instance.revision)
        self.fields["amount"].help_text = "Pagu sesudah revisi. Tulis 0 bila seluruhnya ditarik."
        if self.instance.committed():
            for name in set(AllocationForm.Meta.fields) - REVISABLE_IN_USE:
                self.fields[name].disabled = True


class DipaDocumentForm(forms.ModelForm):
    class Meta:
        model = DipaDocument
        fields = ("year", "number", "decided_on", "reason", "assistance_only")
        field_classes = {"decided_on": DayField}
        widgets = {"reason": forms.Textarea(attrs={"rows": 2})}
        labels = {"number": "Nomor DIPA atau revisinya", "assistance_only": "Ambil akun bantuan sosial saja"}
        help_texts = {
            "number": "Menjadi nomor revisi bagi baris yang berubah.",
            "reason": "Boleh kosong. Menjadi alasan bagi baris yang berubah.",
            "assistance_only": "Centang bila berkasnya memuat seluruh belanja kantor. Baris akun lain yang belum "
            "tercatat dilewati.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("year", timezone.localdate().year)

    def validate_unique(self) -> None:
        """The same DIPA may be named again: its file may come in again."""

    def validate_constraints(self) -> None:
        """As ``validate_unique``."""


class AllocationChoice(forms.ModelChoiceField):
    @cached_property
    def law(self) -> Law:
        """Read once for all choices of a form, whose own copy of the field this is."""
        return current_law()

    def label_from_instance(self, obj: Any) -> str:
        group = assistance_group(obj.year, self.law)
        other = "" if obj.account.startswith(group) else f" · BUKAN kelompok {group} (bantuan sosial)"
        return f"{obj.account} ({obj.year}){other} · sisa {format_rupiah(obj.remaining)} · {obj.budget_code}"
