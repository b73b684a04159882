"""Forms of a decree of recipients and of the persons on its list."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from beneficiaries.forms import NIK_INPUT, NikField
from grants.forms.fields import SCAN, DayField
from grants.models import Decree, DecreeRecipient
from rupiah.forms import RupiahField
from trail.reasons import LEAST


class DecreeForm(forms.ModelForm):
    decided_on = DayField(label="Tanggal SK")
    upload = forms.FileField(
        label="Pindaian SK",
        required=False,
        help_text="PDF atau foto. Dapat dikosongkan bila belum ada.",
        widget=forms.FileInput(attrs=SCAN),
    )

    names_people = forms.TypedChoiceField(
        label="Penerima",
        choices=[("", "LKS sendiri, tanpa daftar nama"), ("ya", "Perorangan, menurut daftar nama")],
        coerce=bool,
        required=False,
        help_text="Daftar nama diisi sesudah SK disimpan, satu per satu atau dari Excel.",
    )

    def clean_names_people(self) -> bool:
        return bool(self.cleaned_data["names_people"])

    class Meta:
        model = Decree
        fields = ("number", "decided_on", "set_by_name", "approved_by_name")


class DecreeChangeForm(DecreeForm):
    """A draft as it stands, to be changed."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["names_people"] = "ya" if self.instance.names_people else ""
        self.initial["version"] = self.instance.version


class ScanForm(forms.Form):
    """The scan of a decree that was signed after it had been written down here."""

    upload = forms.FileField(
        label="Pindaian SK yang sudah ditandatangani",
        help_text="PDF atau foto. Disimpan sekali dan tidak diganti.",
        widget=forms.FileInput(attrs=SCAN),
    )


class RecipientForm(forms.ModelForm):
    """A person whom a draft decree names."""

    amount = RupiahField(
        label="Jumlah", help_text="Seluruhnya selama PKS, termasuk yang sudah dibayar; untuk barang dan jasa, nilainya."
    )
    despite = forms.CharField(
        label="Alasan tetap dicantumkan",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Tersimpan bersama SK ini dan dibaca pemeriksa. {LEAST}",
    )

    class Meta:
        model = DecreeRecipient
        fields = ("nik", "name", "component", "form", "amount", "bank", "account_number", "account_holder")
        field_classes: ClassVar = {"nik": NikField}
        widgets: ClassVar = {
            "nik": forms.TextInput(attrs=NIK_INPUT),
            "account_number": forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        }
        help_texts: ClassVar = {
            "nik": "16 angka, seperti pada KTP atau kartu keluarga.",
            "bank": "Kosongkan bila tidak dibayarkan ke rekening.",
        }

    def __init__(self, *args: Any, ask_why: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not ask_why:
            del self.fields["despite"]

    def clean_account_number(self) -> str:
        return "".join(self.cleaned_data["account_number"].split())
