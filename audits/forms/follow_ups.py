"""How a follow-up is told and judged."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from audits.models import Recommendation
from audits.settling import Part
from grants.forms.fields import SCAN
from grants.models import TreasuryReturn
from reports.forms import ManyFilesField, ManyFilesInput
from rupiah.format import format_rupiah
from rupiah.forms import RupiahField
from trail.forms import StepForm
from trail.reasons import LEAST


class ReturnChoice(forms.ModelChoiceField):
    """One of several returns, told by its NTPN where it has one."""

    def label_from_instance(self, owed: Any) -> str:
        paid = f"NTPN {owed.ntpn}" if owed.ntpn else "belum disetor"
        return f"{owed.get_kind_display()} {format_rupiah(owed.amount)}, {paid}, {owed.state_label.lower()}"


class FollowUpForm(StepForm):
    """What was done, with its proof."""

    text = forms.CharField(
        label="Tindakan",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=f"Apa yang sudah dilakukan, oleh siapa, dan kapan. {LEAST}",
    )
    uploads = ManyFilesField(
        label="Bukti",
        required=False,
        allow_empty_file=True,
        help_text="Foto atau PDF, boleh beberapa. Wajib, kecuali bila pengembaliannya dipilih.",
        widget=ManyFilesInput(attrs={**SCAN, "multiple": True}),
    )
    treasury_return = ReturnChoice(
        label="Pengembalian ke kas negara",
        queryset=TreasuryReturn.objects.none(),
        required=False,
        empty_label="Tidak ada",
        help_text="Bila uangnya disetor: pilih pengembaliannya. NTPN-nya dicatat di halaman pengembalian.",
    )

    def __init__(self, *args: Any, returns: QuerySet[TreasuryReturn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["treasury_return"].queryset = returns  # type: ignore[attr-defined]


class JudgeForm(StepForm):
    """The status of a recommendation in one of the four official kinds; it is judged by the finding's money too."""

    finding_version = forms.IntegerField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(label="Status tindak lanjut", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Alasan",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Wajib, kecuali bila sesuai rekomendasi. {LEAST}",
    )

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = recommendation.workflow.steps_from(recommendation.state)
        self.fields["verdict"].choices = [(step.name, step.label) for step in steps]  # type: ignore[attr-defined]


class SettleForm(StepForm):
    """What became of some of the open rupiah. ``version`` is the finding's."""

    part = forms.TypedChoiceField(
        label="Menjadi", choices=[(part.value, part.label) for part in Part], coerce=Part, empty_value=None
    )
    amount = RupiahField(label="Jumlah")
    treasury_return = ReturnChoice(
        label="Pengembalian yang sudah dikonfirmasi",
        queryset=TreasuryReturn.objects.none(),
        required=False,
        empty_label="Tidak ada",
        help_text="Hanya untuk yang disetor ke kas negara. Satu pengembalian dihitung sekali.",
    )
    reason = forms.CharField(
        label="Dasar",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Wajib, kecuali untuk yang disetor. {LEAST}",
    )

    def __init__(self, *args: Any, returns: QuerySet[TreasuryReturn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["treasury_return"].queryset = returns  # type: ignore[attr-defined]
