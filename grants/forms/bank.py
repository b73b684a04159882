"""Lists of SP2D and replies of banks."""

from __future__ import annotations

from typing import Any

from django import forms

from grants.reconciliation.headings import Field, Heading, plain
from grants.reconciliation.mapping import ColumnMap
from grants.reconciliation.records import FileKind


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
