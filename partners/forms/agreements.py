"""Forms of the agreements: a form and two tables, read and answered together."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.models import model_to_dict

from accounts.models import User
from accounts.requests import whole_number
from partners.actions import BudgetLineInput, InstalmentInput
from partners.bounds import validate_day
from partners.forms.partners import DayInput, RecordForm
from partners.models import Agreement, AtensiComponent, BudgetLine, Partner
from partners.widgets import LongSelect
from rupiah.forms import RupiahField

#: More lines than any RAB of an LKS has.
MOST_ROWS = 200


class AgreementForm(RecordForm):
    value = RupiahField(label="Nilai perjanjian", help_text="Sama dengan jumlah RAB dan jumlah semua termin.")
    components = forms.MultipleChoiceField(
        label="Komponen ATENSI", choices=AtensiComponent, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Agreement
        fields = (
            "number",
            "title",
            "signed_on",
            "starts_on",
            "ends_on",
            "report_within_days",
            "purpose",
            "form",
            "approach",
            "components",
            "scope",
            "value",
        )
        widgets = {"signed_on": DayInput(), "starts_on": DayInput(), "ends_on": DayInput()}
        labels = {"report_within_days": "Batas laporan (hari)"}
        help_texts = {
            "report_within_days": "Berapa hari setelah dana diterima LKS harus melapor.",
            "scope": "Apa yang dikerjakan LKS, untuk siapa, dan di mana.",
        }

    def clean_value(self) -> int:
        value: int = self.cleaned_data["value"]
        if value < 1:
            raise forms.ValidationError("Nilai harus lebih dari nol.")
        return value


class NewAgreementForm(AgreementForm):
    """The same, with the LKS still to be chosen."""

    class Meta(AgreementForm.Meta):
        fields = ("partner", *AgreementForm.Meta.fields)  # type: ignore[assignment]
        widgets = {**AgreementForm.Meta.widgets, "partner": LongSelect()}  # type: ignore[dict-item]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["partner"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = Partner.objects.visible_to(user)
        # Pairs, not records: there may be hundreds.
        choice.choices = [("", "Pilih LKS…"), *choice.queryset.values_list("pk", "name")]


class BudgetLineForm(forms.ModelForm):
    unit_price = RupiahField(label="Harga satuan")

    class Meta:
        model = BudgetLine
        fields = ("code", "description", "volume", "unit", "unit_price")


class InstalmentForm(forms.Form):
    amount = RupiahField(label="Jumlah")
    planned_on = forms.DateField(label="Rencana penyaluran", widget=DayInput(), validators=[validate_day])


class RowFormSet(forms.BaseFormSet):
    """Rows of a table; a row left blank is no row, wherever it stands."""

    #: Blank rows offered at the end.
    SPARE = 1

    def __init__(self, data: Any, *, prefix: str, initial: list[dict[str, Any]]) -> None:
        super().__init__(data, prefix=prefix, initial=initial)
        self.extra = len(initial) + self.SPARE

    def initial_form_count(self) -> int:
        return 0

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What was typed, row by row, once the form set is valid."""
        return [form.cleaned_data for form in self.forms if form.has_changed()]


BudgetFormSet = forms.formset_factory(BudgetLineForm, formset=RowFormSet, max_num=MOST_ROWS, validate_max=True)
InstalmentFormSet = forms.formset_factory(InstalmentForm, formset=RowFormSet, max_num=MOST_ROWS, validate_max=True)


class AgreementForms:
    """The draft's page: its form and two tables, read and answered together."""

    def __init__(self, form: AgreementForm, *, data: Any = None, agreement: Agreement | None = None) -> None:
        self.form = form
        budget, instalments = _rows_of(agreement) if agreement else ([], [])
        self.budget: RowFormSet = BudgetFormSet(data, prefix="rab", initial=budget)  # type: ignore[assignment]
        self.instalments: RowFormSet = InstalmentFormSet(  # type: ignore[assignment]
            data, prefix="termin", initial=instalments
        )

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.budget.is_valid(), self.instalments.is_valid()])

    def add_error(self, field: None, error: Any) -> None:
        self.form.add_error(field, error)

    @property
    def cleaned_data(self) -> dict[str, Any]:
        """The keywords of draft_agreement and revise_agreement."""
        return {
            **self.form.cleaned_data,
            "budget_lines": [line_input(row) for row in self.budget.rows],
            "instalments": [
                InstalmentInput(number=number, amount=row["amount"], planned_on=row["planned_on"])
                for number, row in enumerate(self.instalments.rows, start=1)
            ],
        }


def line_input(row: dict[str, Any]) -> BudgetLineInput:
    return BudgetLineInput(**{name: row[name] for name in BudgetLineForm.Meta.fields})


def _rows_of(agreement: Agreement) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    budget = agreement.budget_lines.values(*BudgetLineForm.Meta.fields)
    instalments = agreement.instalments.order_by("number").values("amount", "planned_on")
    return [dict(row) for row in budget], [dict(row) for row in instalments]


def agreement_values(agreement: Agreement) -> dict[str, Any]:
    """What the form shows of a draft at first."""
    return model_to_dict(agreement, fields=AgreementForm.Meta.fields)


def ask_more_rows(data: Any, prefix: str, *, more: int = 3) -> Any:
    """The posted fields with some more blank rows in one table: the button for a browser without scripts."""
    grown = data.copy()
    key = f"{prefix}-TOTAL_FORMS"
    grown[key] = str(min((whole_number(grown.get(key)) or 0) + more, MOST_ROWS))
    return grown
