"""Forms of the LKS's side of a report. Whether something may be done is asked of the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from grants.forms.fields import DayField
from trail.forms import StepForm

EVIDENCE_TYPES = "image/*,.pdf,application/pdf"
WORKBOOK_TYPES = ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(forms.Form):
    """The filled workbook. An empty file goes on to the door, which says it better."""

    workbook = forms.FileField(
        label="Buku kerja yang sudah diisi",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": WORKBOOK_TYPES}),
        error_messages={
            "required": "Pilih berkas buku kerja (.xlsx) lebih dahulu.",
            "invalid": "Berkas tidak ikut terkirim. Pilih lagi berkasnya, lalu unggah.",
        },
        max_length=None,
    )


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files in one field; gives a list, an empty one where none is required."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [super(ManyFilesField, self).clean(one, initial) for one in files]


class EvidenceForm(forms.Form):
    """Photos and scans; for one line where ``evidence_number`` names it, otherwise told apart by their names."""

    evidence_number = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    evidence = ManyFilesField(
        label="Foto, hasil pindai, atau PDF",
        allow_empty_file=True,
        widget=ManyFilesInput(attrs={"accept": EVIDENCE_TYPES, "multiple": True}),
        error_messages={
            "required": "Pilih berkas bukti lebih dahulu.",
            "invalid": "Berkas tidak ikut terkirim. Pilih lagi berkasnya, lalu unggah.",
        },
    )


class GrantForm(StepForm):
    """The last day of a waiver, which may be brought forward."""

    until = DayField(label="Berlaku sampai dan dengan", help_text="Boleh Anda majukan, tidak dapat diundurkan.")


class SignForm(forms.Form):
    """The reader's word that they have read what they sign; ``digest`` is that of the statement shown."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    read = forms.BooleanField(
        label="Saya sudah membaca pernyataan dan pakta di atas dan menandatanganinya dengan sadar.",
        error_messages={"required": "Beri tanda centang bahwa Anda sudah membaca keduanya."},
    )
