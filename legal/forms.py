"""Forms of a legal officer's decisions. Each reads what was typed; whether it may be decided is for the actions."""

from __future__ import annotations

from typing import Any

from django import forms

from legal.models import Decision
from legal.subjects import STATES, Cited
from regulations.parameters import Parameter
from regulations.values import NotAValue

#: What a phone's or a computer's file picker offers for a scan.
_SCAN = {"accept": ".pdf,image/*"}


class CitationsForm(forms.Form):
    """What the list of citations can be narrowed by."""

    q = forms.CharField(
        label="Cari",
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "kode aturan atau kata dalam kutipan"}),
    )
    state = forms.ChoiceField(label="Status", required=False, choices=[("", "Semua status"), *STATES.items()])
    instrument = forms.ChoiceField(label="Peraturan", required=False)
    subject = forms.ChoiceField(label="Pokok", required=False)

    def __init__(self, *args: Any, citations: list[Cited], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, values in (
            ("instrument", "Semua peraturan", sorted({cited.source.citation.instrument for cited in citations})),
            ("subject", "Semua pokok", list(dict.fromkeys(cited.subject for cited in citations))),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", label), *((value, value) for value in values)]


class DecisionForm(forms.Form):
    """Why it is decided, and how many decisions about this the page has shown."""

    reason = forms.CharField(
        label="Alasan",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Tersimpan bersama keputusan, dan dibaca auditor.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawalForm(DecisionForm):
    """Why a decision is taken back."""


class SecondingForm(DecisionForm):
    """Why a second person agrees to a decision about the past."""


class SourceForm(DecisionForm):
    """Where something stands, and whether that was read in the official text."""

    instrument = forms.CharField(
        label="Peraturan",
        max_length=Decision._meta.get_field("instrument").max_length,
        help_text="Nama singkat resminya, misalnya PMK 254/PMK.05/2015.",
    )
    subject = forms.CharField(
        label="Pokok yang diatur", max_length=Decision._meta.get_field("subject").max_length, help_text="Satu frasa."
    )
    confirmed = forms.BooleanField(
        label="Saya sudah membacanya dalam naskah resmi",
        required=False,
        help_text="Baru setelah dicentang, kutipan ini tampil tanpa “belum dikonfirmasi”.",
    )
    article = forms.CharField(
        label="Pasal",
        required=False,
        max_length=Decision._meta.get_field("article").max_length,
        help_text="Misalnya Pasal 12 ayat (3). Wajib bila dikonfirmasi; selain itu kosongkan.",
    )
    wording = forms.CharField(
        label="Bunyi",
        required=False,
        max_length=Decision._meta.get_field("wording").max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Salin kata demi kata dari naskah resmi. Wajib bila dikonfirmasi.",
    )


class WithFile(forms.Form):
    upload = forms.FileField(
        label="Naskah resmi",
        required=False,
        help_text="PDF atau foto. Wajib bila kutipan dikonfirmasi atau tanggalnya sudah lewat.",
        widget=forms.FileInput(attrs=_SCAN),
    )


class CitationForm(WithFile, SourceForm):
    """The source of a rule or a figure."""

    also = forms.MultipleChoiceField(
        label="Pasal yang sama juga menjadi dasar",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kutipan lain dengan dasar yang sama. Centang hanya yang memang diatur pasal ini; masing-masing "
        "tercatat sebagai keputusan sendiri.",
    )
    field_order = ("instrument", "subject", "confirmed", "article", "wording", "also", "reason", "upload")

    def __init__(self, *args: Any, alike: list[Cited], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        also = self.fields["also"]
        assert isinstance(also, forms.MultipleChoiceField)
        also.choices = [(cited.source.key, f"{cited.about} {cited.title}") for cited in alike]
        if not alike:
            del self.fields["also"]


class DayForm(WithFile, DecisionForm):
    """Something that holds from a day on. A day in the past must be meant."""

    since = forms.DateField(label="Berlaku sejak", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    past = forms.BooleanField(
        label="Tanggal itu memang sudah lewat, dan itu yang saya maksud",
        required=False,
        help_text="Laporan yang sudah dinilai tidak berubah. Unggahan berikutnya dinilai menurut keputusan ini.",
    )
    field_order: tuple[str, ...] = ("since", "reason", "past", "upload")


class FigureForm(DayForm, SourceForm):
    """Another value of a parameter from a day on, and where it stands."""

    value = forms.CharField(label="Nilai baru", widget=forms.Textarea)
    field_order = (
        "value",
        "since",
        "instrument",
        "subject",
        "confirmed",
        "article",
        "wording",
        "reason",
        "past",
        "upload",
    )

    def __init__(self, *args: Any, parameter: Parameter[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parameter = parameter
        kind = parameter.written
        value = self.fields["value"]
        value.help_text = kind.hint
        value.widget = forms.TextInput() if kind.lines == 1 else forms.Textarea(attrs={"rows": kind.lines})

    def clean_value(self) -> str:
        """The value as it will be kept."""
        kind = self.parameter.written
        try:
            return kind.write(kind.parse(self.cleaned_data["value"]))
        except NotAValue as problem:
            raise forms.ValidationError(list(problem.sentences)) from problem
