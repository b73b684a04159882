"""Lists of SP2D and replies of banks."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from accounts.requests import whole_number
from grants.reconciliation.headings import Field, Heading, plain
from grants.reconciliation.mapping import ColumnMap
from grants.reconciliation.records import FileKind
from trail.reasons import LEAST


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


class PairsForm(forms.Form):
    """Which line reports which payment, ticked or chosen, and the days of returs of which the file tells none.

    Sent as ``pair`` (or, of a tie, ``pair-<row>``) "<row>-<payment>" and ``day-<row>``; a page has as many as its file.
    """

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.data: QueryDict = data
        self.chosen: dict[int, int] = {}  #: row → payment
        self.days: dict[int, date] = {}  #: row → day of the retur

    @property
    def first_error(self) -> str:
        return str(self.non_field_errors()[0])

    def clean(self) -> None:
        for name in self.data:
            if name == "pair" or name.startswith("pair-"):
                for value in filter(None, self.data.getlist(name)):
                    self._choose(value)
        for name in self.data:
            if name.startswith("day-") and (text := str(self.data[name]).strip()):
                self._take_day(name.removeprefix("day-"), text)

    def _choose(self, value: str) -> None:
        row, key = map(whole_number, value.partition("-")[::2])
        if row is None or key is None:
            raise forms.ValidationError("Pilihan ini tidak terbaca.")
        if self.chosen.setdefault(row, key) != key:
            raise forms.ValidationError(
                f"Baris {row} dipilih untuk dua penyaluran. Pilih satu penyaluran saja untuk tiap baris."
            )

    def _take_day(self, row: str, text: str) -> None:
        number, unread = whole_number(row), f"Tanggal retur pada baris {row[:18]} tidak terbaca: {text}."
        try:
            day = forms.DateField().clean(text)
        except forms.ValidationError as problem:
            raise forms.ValidationError(unread) from problem
        if number is None:
            raise forms.ValidationError(unread)
        self.days[number] = day


class DifferenceForm(forms.Form):
    """Why a bank's file names another amount than was paid."""

    reason = forms.CharField(
        label="Sebab selisih",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=f"Menurut surat atau rekening koran bank. {LEAST}",
        error_messages={"required": "Sebabnya masih kosong. Tulis, lalu kirim lagi."},
    )
