"""The one form of an import: its file."""

from __future__ import annotations

from django import forms


class ImportForm(forms.Form):
    upload = forms.FileField(
        label="Berkas Excel atau CSV",
        help_text="Dalam kolom templat; baris judul boleh di baris 1 sampai 10. Paling besar 15 MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
