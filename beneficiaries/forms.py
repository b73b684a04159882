"""Forms of those who are served. Each reads what was typed; whether it may be done is asked of the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import User
from beneficiaries.actions.aid import PAPERS
from beneficiaries.actions.handing_over import ONE_RECEIVER
from beneficiaries.choices import CheckResult, CompanionKind, EndReason, OpeningReason, Programme
from beneficiaries.identity import digits_of, validate_nik
from beneficiaries.models import Aid, Person, Service
from partners.bounds import validate_document_day
from partners.choices import Approach, AssistanceForm, AtensiComponent
from partners.forms import DayInput, RecordForm
from partners.models import Agreement, Partner
from partners.regions import find_regency, unknown_regency
from rupiah.forms import RupiahField
from trail.forms import ReasonForm
from trail.reasons import LEAST

SCAN = {"accept": ".pdf,image/*"}
NIK_INPUT = {"inputmode": "numeric", "autocomplete": "off"}
_NO_COMPANION = [("", "Belum ada"), *CompanionKind.choices]


class DayField(forms.DateField):
    """A day as it stands on a paper; a slip of the keyboard in its year is told at once, beside what else is wrong."""

    widget = DayInput
    default_validators = (validate_document_day,)  # type: ignore[assignment]  # Django reads it once


class PaperField(forms.FileField):
    """A scan or a photo."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "PDF atau foto, paling besar 25 MB.")
        super().__init__(widget=forms.FileInput(attrs=SCAN), **kwargs)


class NikField(forms.CharField):
    """A NIK as people copy it, in groups or behind an apostrophe: judged once only its digits are left."""

    def to_python(self, value: Any) -> str:
        return digits_of(super().to_python(value))


class NikForm(forms.Form):
    """Looks a person up; sent by POST, so that no number stands in an address or a log."""

    nik = NikField(
        label="NIK",
        max_length=30,
        help_text="16 angka.",
        widget=forms.TextInput(attrs=NIK_INPUT),
        validators=[validate_nik],
    )


class PersonForm(RecordForm):
    """Somebody new; who is there already keeps the NIK."""

    born_on = DayField(
        label="Tanggal lahir",
        required=False,
        help_text="Dicocokkan dengan NIK. Kosongkan agar diambil dari NIK; jenis kelamin selalu dari NIK.",
    )

    class Meta:
        model = Person
        fields = ("nik", "name", "born_on", "cluster", "category", "regency")
        help_texts = {
            "nik": "16 angka, seperti pada KTP atau kartu keluarga.",
            "regency": "Ketik beberapa huruf, lalu pilih, misalnya Kabupaten Bogor.",
        }
        field_classes = {"nik": NikField}
        widgets = {
            "nik": forms.TextInput(attrs=NIK_INPUT),
            "regency": forms.TextInput(attrs={"list": "kabupaten-kota", "autocomplete": "off"}),
        }

    def clean_regency(self) -> str:
        typed: str = self.cleaned_data["regency"]
        if typed.strip() and find_regency(typed) is None:
            raise forms.ValidationError(unknown_regency(typed))
        return typed


class RevisionForm(PersonForm):
    """Particulars of a person; not the NIK."""

    class Meta(PersonForm.Meta):
        fields = ("name", "born_on", "cluster", "category", "regency")  # type: ignore[assignment]

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        shown = [name for name in self.Meta.fields if name != "born_on"]  # it would tell what the NIK's mask hides
        kwargs["initial"] = {name: getattr(person, name) for name in shown}
        super().__init__(*args, **kwargs)
        self.fields["born_on"].help_text = "Kosongkan bila tidak berubah. Isian baru dicocokkan dengan NIK."

    def clean(self) -> dict[str, Any]:
        """A blank day of birth leaves what is there."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("born_on") is None:
            said.pop("born_on", None)
        return said


class OpeningForm(forms.Form):
    why = forms.ChoiceField(label="Untuk apa dibuka", choices=OpeningReason.choices, widget=forms.RadioSelect)


class CheckForm(forms.Form):
    programme = forms.ChoiceField(label="Program", choices=Programme.choices)
    result = forms.ChoiceField(label="Hasil", choices=CheckResult.choices)
    checked_on = DayField(label="Tanggal pengecekan", initial=timezone.localdate)
    note = forms.CharField(
        label="Keterangan", max_length=300, required=False, help_text="Misalnya nama yang berbeda. Tanpa NIK."
    )


class ServiceForm(forms.Form):
    partner = forms.ModelChoiceField(
        label="LKS",
        queryset=Partner.objects.none(),
        required=False,
        empty_label="Dilayani kantor sendiri",
    )
    agreement = forms.ModelChoiceField(
        label="Perjanjian", queryset=Agreement.objects.none(), required=False, empty_label="Di luar perjanjian"
    )
    approach = forms.ChoiceField(label="Pendekatan", choices=Approach.choices)
    started_on = DayField(label="Mulai dilayani")
    components = forms.MultipleChoiceField(
        label="Komponen ATENSI", choices=AtensiComponent.choices, widget=forms.CheckboxSelectMultiple
    )
    companion_kind = forms.ChoiceField(label="Pendamping", choices=_NO_COMPANION, required=False)
    companion_name = forms.CharField(label="Nama pendamping", max_length=200, required=False)
    notes = forms.CharField(
        label="Catatan kasus",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Disimpan tersandi; setiap pembukaannya tercatat.",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners = Partner.objects.visible_to(user)
        self.fields["partner"].queryset = partners  # type: ignore[attr-defined]
        agreements = Agreement.objects.visible_to(user).filter(state="active").select_related("partner")
        self.fields["agreement"].queryset = agreements  # type: ignore[attr-defined]
        self.fields["agreement"].label_from_instance = _agreement_label  # type: ignore[attr-defined]


def _agreement_label(agreement: Agreement) -> str:
    return f"{agreement.number} · {agreement.partner}"


class CompanionForm(forms.Form):
    companion_kind = forms.ChoiceField(label="Pendamping", choices=_NO_COMPANION, required=False)
    companion_name = forms.CharField(label="Nama pendamping", max_length=200, required=False)
    notes = forms.CharField(
        label="Catatan kasus yang baru",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Menggantikan catatan yang lama. Kosongkan bila tidak berubah.",
    )


class AssessmentForm(forms.Form):
    assessed_on = DayField(label="Tanggal asesmen")
    upload = PaperField(label="Instrumen asesmen yang sudah diisi")


class ConferenceForm(forms.Form):
    conferred_on = DayField(label="Tanggal pembahasan kasus")
    upload = PaperField(label="Notula pembahasan kasus")


class EndForm(ReasonForm):
    ended_on = DayField(label="Tanggal berakhir")
    ended_for = forms.ChoiceField(label="Sebab", choices=EndReason.choices)
    handed_to = forms.ModelChoiceField(
        label="Dialihkan ke LKS", queryset=Partner.objects.none(), required=False, empty_label="Bukan ke LKS"
    )
    handed_to_name = forms.CharField(label="Atau ke dinas sosial atau pihak lain", max_length=200, required=False)
    next_visit_on = DayField(
        label="Kunjungan sesudahnya, paling lambat",
        required=False,
        help_text="Tampil di beranda bila sudah dekat. Kosongkan bila tidak ada, misalnya karena meninggal.",
    )
    field_order = ("ended_on", "ended_for", "handed_to", "handed_to_name", "reason", "next_visit_on")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handed_to"].queryset = Partner.objects.visible_to(user)  # type: ignore[attr-defined]
        self.fields["reason"].help_text = f"Keadaan orangnya saat pelayanan berakhir. Tanpa nama orang. {LEAST}"


class HandOverForm(forms.Form):
    """All who are served under an agreement, handed over at once."""

    ended_on = DayField(label="Tanggal pengalihan")
    handed_to = forms.ModelChoiceField(
        label="Dialihkan ke LKS", queryset=Partner.objects.none(), required=False, empty_label="Bukan ke LKS"
    )
    handed_to_name = forms.CharField(label="Atau ke dinas sosial atau pihak lain", max_length=200, required=False)
    reason = forms.CharField(
        label="Alasan",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Dibaca penerima pengalihan dan pemeriksa. Tanpa nama orang. {LEAST}",
    )
    next_visit_on = DayField(
        label="Kunjungan sesudahnya, paling lambat",
        required=False,
        help_text="Untuk memastikan mereka sudah dilayani penerimanya. Tampil di beranda bila sudah dekat.",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handed_to"].queryset = Partner.objects.visible_to(user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "handed_to" in said and bool(said["handed_to"]) == bool(said.get("handed_to_name")):
            self.add_error("handed_to", ONE_RECEIVER)
        return said


class VisitForm(forms.Form):
    visited_on = DayField(label="Tanggal kunjungan")
    visited_by = forms.CharField(label="Dikunjungi oleh", max_length=200)
    result = forms.CharField(label="Hasil", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    upload = PaperField(label="Foto atau catatan kunjungan", required=False)
    next_visit_on = DayField(
        label="Kunjungan berikutnya, paling lambat",
        required=False,
        help_text="Kosongkan bila tidak perlu dikunjungi lagi.",
    )


class AidForm(forms.ModelForm):
    value = RupiahField(label="Nilai", help_text="Rupiah bulat; untuk barang dan jasa, nilainya.")
    given_on = DayField(label="Tanggal serah terima")
    photo = PaperField(label=PAPERS["photo"], required=False)
    receipt = PaperField(label=PAPERS["receipt"], required=False)
    despite = forms.CharField(
        label="Alasan tetap diberikan",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Tersimpan bersama bantuan ini dan dibaca pemeriksa. {LEAST}",
    )

    class Meta:
        model = Aid
        fields = ("component", "form", "item", "value", "given_on", "bast_number")
        help_texts = {
            "item": "Misalnya kursi roda anak, atau uang transpor terapi.",
            "bast_number": "Berita acara serah terima; wajib untuk barang.",
        }
        labels = {"form": "Bentuk bantuan", "component": "Komponen ATENSI"}

    def __init__(self, *args: Any, service: Service, ask_why: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(AtensiComponent.choices)
        self.fields["component"].choices = [(value, labels[value]) for value in service.components]  # type: ignore[attr-defined]
        self.fields["form"].initial = AssistanceForm.GOODS
        if not ask_why:
            del self.fields["despite"]

    def clean_value(self) -> int:
        value: int | None = self.cleaned_data["value"]
        if not value or value < 1:
            raise forms.ValidationError("Nilai bantuan paling sedikit Rp1.")
        return value


class PaperForm(forms.Form):
    paper = forms.ChoiceField(label="Bukti", choices=list(PAPERS.items()))
    upload = PaperField(label="Berkas")
