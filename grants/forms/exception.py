"""What an exception of the gate is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from grants.forms.fields import DayField
from grants.gate import Reason
from trail.reasons import LEAST


class ExceptionForm(forms.Form):
    """``may_wait`` are the reasons that close the gate and can be set aside."""

    reasons = forms.MultipleChoiceField(
        label="Yang disisihkan",
        widget=forms.CheckboxSelectMultiple,
        help_text="Alasan lain yang muncul kemudian mengunci termin ini lagi.",
        error_messages={
            "required": "Centang paling sedikit satu alasan.",
            "invalid_choice": "Alasan itu sudah tidak mengunci termin ini. Muat ulang halaman, lalu pilih lagi.",
        },
    )
    because = forms.CharField(
        label="Mengapa dikecualikan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Dibaca KPA sebelum memutuskan, dan pemeriksa bertahun-tahun kemudian. {LEAST}",
    )
    valid_until = DayField(label="Berlaku sampai", help_text="Paling lama 90 hari.")

    def __init__(self, *args: Any, may_wait: Sequence[Reason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(reason.code, reason.sentence) for reason in may_wait]
        self.fields["reasons"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.initial.setdefault("reasons", [choices[0][0]])
