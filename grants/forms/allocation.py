"""Budget lines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from grants.actions.allocations import REVISABLE_IN_USE
from grants.models import Allocation
from rupiah.format import format_rupiah
from rupiah.forms import RupiahField


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
