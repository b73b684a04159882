"""The form field for an amount, as people type it."""

from __future__ import annotations

from typing import Any

from django import forms

from rupiah.format import format_angka
from rupiah.parse import NotRupiah, parse_rupiah


class RupiahField(forms.CharField):
    """An amount as people write it, "Rp1.500.000" or "1500000"; gives whole rupiah, None where it is left blank."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # "money" makes the page show the sign beside the field and read the amount back.
        return {
            **super().widget_attrs(widget),
            "inputmode": "numeric",
            "autocomplete": "off",
            "maxlength": 40,
            "class": "money",
        }

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
