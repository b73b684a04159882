"""Forms of what happens to an agreement and an LKS: addenda, an early end, lifted sanctions, training."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import User
from partners.actions import InstalmentInput
from partners.bounds import validate_day
from partners.forms.agreements import BudgetFormSet, InstalmentFormSet, RowFormSet, line_input
from partners.forms.partners import DayInput, RecordForm
from partners.models import Addendum, Partner, SanctionLift, Training, TrainingCondition, TrainingParticipant
from partners.widgets import LongSelect
from rupiah.forms import RupiahField
from trail.forms import ReasonForm, StepForm
from trail.reasons import LEAST

_SCAN = {"accept": ".pdf,image/*"}
_WHY = f"Dibaca penyetuju dan pemeriksa bertahun-tahun kemudian. {LEAST}"


class NewAddendumForm(RecordForm):
    kind = forms.ChoiceField(
        label="Apa yang diubah",
        choices=[
            (Addendum.Kind.TERMS.value, "Isi: nilai, RAB, termin, masa berlaku"),
            (Addendum.Kind.EXTENSION.value, "Perpanjangan: hanya akhir masa berlaku"),
        ],
        initial=Addendum.Kind.TERMS.value,
        widget=forms.RadioSelect,
    )

    field_order = ("kind", "because")

    class Meta:
        model = Addendum
        fields = ("because",)
        widgets = {"because": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"because": _WHY}


class ExtensionForm(RecordForm):
    class Meta:
        model = Addendum
        fields = ("ends_on", "because")
        widgets = {"ends_on": DayInput(), "because": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"because": _WHY, "ends_on": "Hari terakhir yang baru."}


class AddendumForm(ExtensionForm):
    value = RupiahField(label="Nilai perjanjian", help_text="Sama dengan jumlah RAB dan jumlah semua termin.")

    class Meta(ExtensionForm.Meta):
        fields = ("value", "ends_on", "because")  # type: ignore[assignment]

    def clean_value(self) -> int:
        value: int = self.cleaned_data["value"]
        if value < 1:
            raise forms.ValidationError("Nilai harus lebih dari nol.")
        return value


class AddendumForms:
    """The page of an addendum's draft: its form and two tables; ``fixed`` are the instalments that cannot change."""

    def __init__(self, addendum: Addendum, *, data: Any = None) -> None:
        self.fixed = [
            InstalmentInput(part.number, part.amount, part.planned_on)
            for part in addendum.agreement.instalments.filter(requested=True).order_by("number")
        ]
        numbers = {part.number for part in self.fixed}
        open_parts = [part for part in addendum.instalments if part["number"] not in numbers]
        self.form = AddendumForm(data, initial=addendum_values(addendum))
        self.budget: RowFormSet = BudgetFormSet(  # type: ignore[assignment]
            data, prefix="rab", initial=[] if data else addendum.budget
        )
        self.instalments: RowFormSet = InstalmentFormSet(  # type: ignore[assignment]
            data,
            prefix="termin",
            initial=[]
            if data
            else [{"amount": part["amount"], "planned_on": part["planned_on"]} for part in open_parts],
        )

    @property
    def fixed_total(self) -> int:
        return sum(part.amount for part in self.fixed)

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.budget.is_valid(), self.instalments.is_valid()])

    def add_error(self, field: None, error: Any) -> None:
        self.form.add_error(field, error)

    @property
    def cleaned_data(self) -> dict[str, Any]:
        """The keywords of revise_addendum."""
        return {
            **self.form.cleaned_data,
            "budget_lines": [line_input(row) for row in self.budget.rows],
            "instalments": self._instalments(),
        }

    def _instalments(self) -> list[InstalmentInput]:
        """Those that cannot change with their numbers, the others with the numbers that are left."""
        rows = self.instalments.rows
        taken = {part.number for part in self.fixed}
        left = (number for number in range(1, len(rows) + len(taken) + 1) if number not in taken)
        parts = [
            InstalmentInput(number=number, amount=row["amount"], planned_on=row["planned_on"])
            for number, row in zip(left, rows, strict=False)
        ]
        return sorted([*self.fixed, *parts], key=lambda part: part.number)


def addendum_values(addendum: Addendum) -> dict[str, Any]:
    """What the form shows of a draft at first."""
    return {"value": addendum.value, "ends_on": addendum.ends_on, "because": addendum.because}


class ApprovalForm(StepForm):
    """The signed paper of an addendum."""

    number = forms.CharField(label="Nomor adendum", max_length=100)
    signed_on = forms.DateField(label="Tanggal tanda tangan", widget=DayInput(), validators=[validate_day])
    upload = forms.FileField(
        label="Pindaian naskah yang ditandatangani",
        help_text="PDF atau foto, paling besar 25 MB.",
        widget=forms.FileInput(attrs=_SCAN),
    )


class TerminationForm(ReasonForm):
    terminated_on = forms.DateField(
        label="Diputus per",
        help_text="Hari terakhir perjanjian dianggap berlaku.",
        widget=DayInput(),
        validators=[validate_day],
    )

    upload = forms.FileField(
        label="Dasar pemutusan",
        help_text="Surat LKS, surat peringatan, atau berita acara; PDF atau foto.",
        widget=forms.FileInput(attrs=_SCAN),
    )

    field_order = ("terminated_on", "reason", "upload")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = f"Dibaca PPK, LKS, dan pemeriksa bertahun-tahun kemudian. {LEAST}"


class LiftForm(RecordForm):
    class Meta:
        model = SanctionLift
        fields = ("because", "valid_until")
        widgets = {"because": forms.Textarea(attrs={"rows": 3}), "valid_until": DayInput()}
        help_texts = {"because": f"Dibaca KPA sebelum memutuskan. {LEAST}", "valid_until": "Paling lama 90 hari."}


class TrainingForm(RecordForm):
    class Meta:
        model = Training
        fields = ("title", "subject", "starts_on", "ends_on", "mode", "place")
        widgets = {"starts_on": DayInput(), "ends_on": DayInput()}
        help_texts = {"subject": "Apa yang diajarkan, misalnya pengisian buku kas umum."}


class ParticipantForm(RecordForm):
    class Meta:
        model = TrainingParticipant
        fields = ("partner", "name", "position", "presence")
        widgets = {"partner": LongSelect()}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["partner"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = Partner.objects.visible_to(user)
        # Pairs, not records: there may be hundreds.
        choice.choices = [("", "Pilih LKS…"), *choice.queryset.values_list("pk", "name")]


class ConditionForm(RecordForm):
    class Meta:
        model = TrainingCondition
        fields = ("within_years",)
        labels = {"within_years": "Bimtek dalam berapa tahun terakhir"}
        help_texts = {"within_years": "Angka 1 sampai 10. Kosongkan bila bimtek tidak disyaratkan."}
