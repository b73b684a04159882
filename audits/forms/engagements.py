"""What an engagement is asked for, and what an inspector decides about one."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from accounts.models import Office, User
from audits.validity import auditors_of
from grants.forms.fields import SCAN, DayField
from partners.models import Partner
from trail.forms import ReasonForm, SeveralField
from trail.reasons import LEAST

_YEAR, _PROGRAMME = re.compile(r"\d{4}"), re.compile(r"[A-Z]{2}")


class TeamFields(forms.Form):
    """Who is in the team; the choice is among the auditors of the office."""

    leader = forms.ModelChoiceField(label="Ketua tim", queryset=User.objects.none())
    supervisor = forms.ModelChoiceField(
        label="Pengendali teknis", queryset=User.objects.none(), required=False, empty_label="Tidak ada"
    )
    members = SeveralField(
        label="Anggota tim",
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Hanya yang ada di dalam tim yang dapat membaca. Ketua dan pengendali tidak perlu dicentang lagi.",
    )

    def __init__(self, *args: Any, office: Office | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("leader", "supervisor", "members"):
            self.fields[name].queryset = auditors_of(office)  # type: ignore[attr-defined]


class EngagementForm(TeamFields):
    """A draft: scope, period, team and warrant letter."""

    title = forms.CharField(label="Judul penugasan", max_length=200)
    objective = forms.CharField(
        label="Tujuan",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Apa yang diuji dan untuk apa; dibaca inspektur sebelum memutuskan. {LEAST}",
    )
    offices = SeveralField(
        label="Kantor yang diperiksa",
        queryset=Office.objects.filter(kind=Office.Kind.BALAI),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tidak memilih satu pun berarti semua kantor.",
    )
    #: All of the ministry, by name alone and beyond ``visible_to``: it is this engagement that opens their records.
    partners = SeveralField(
        label="LKS yang diperiksa",
        queryset=Partner.objects.select_related("office").order_by("office__name", "name"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text="Tidak memilih satu pun berarti semua LKS dari kantor di atas. Tekan Ctrl untuk memilih beberapa. "
        "Nama semua LKS tampak di sini; catatannya baru terbaca sejak penugasan ini diberikan dan mulai.",
    )
    years = forms.CharField(
        label="Tahun anggaran",
        required=False,
        help_text="Misalnya: 2025, 2026. Sampel hanya ditarik dari tahun ini, dan Risiko dibuka pada tahun "
        "terakhirnya; yang dapat dibaca tidak dibatasi tahun.",
    )
    programmes = forms.CharField(
        label="Program",
        required=False,
        help_text="Kode program DIPA, misalnya: DL. Sampel hanya ditarik dari program ini; yang dapat dibaca tidak "
        "dibatasi program.",
    )
    starts_on = DayField(label="Mulai")
    ends_on = DayField(
        label="Berakhir", help_text="Sesudah hari itu tim tidak dapat membaca apa pun lagi. Paling lama setahun."
    )
    letter_number = forms.CharField(label="Nomor surat tugas", max_length=100, required=False)
    letter_date = DayField(label="Tanggal surat tugas", required=False)
    upload = forms.FileField(
        label="Pindaian surat tugas",
        required=False,
        help_text="Foto atau PDF. Boleh menyusul, tetapi harus ada sebelum diajukan.",
        widget=forms.FileInput(attrs=SCAN),
    )

    field_order = (
        "title",
        "objective",
        "offices",
        "partners",
        "years",
        "programmes",
        "starts_on",
        "ends_on",
        "leader",
        "supervisor",
        "members",
        "letter_number",
        "letter_date",
        "upload",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partners"].label_from_instance = _with_office  # type: ignore[attr-defined]

    def clean_years(self) -> list[int]:
        typed = self.cleaned_data["years"]
        return [int(word) for word in _words(typed, _YEAR, "Tahun ditulis dengan empat angka, misalnya: 2025, 2026.")]

    def clean_programmes(self) -> list[str]:
        typed = self.cleaned_data["programmes"].upper()
        return _words(typed, _PROGRAMME, "Kode program dua huruf, misalnya: DL.")


class WhyForm(ReasonForm):
    """A reason that who decides gives of their own accord."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = f"Tersimpan di riwayat penugasan. {LEAST}"


class ExtendForm(WhyForm):
    """A later last day, and why."""

    until = DayField(label="Diperpanjang sampai", help_text="Paling lama setahun dari hari ini.")

    field_order = ("until", "reason")


class ChangeTeamForm(TeamFields, WhyForm):
    """The team from now on, and why it changes."""

    field_order = ("leader", "supervisor", "members", "reason")


def as_typed(terms: dict[str, Any]) -> dict[str, Any]:
    """What an engagement says, as the form shows it."""
    return {**terms, **{name: ", ".join(map(str, terms[name])) for name in ("years", "programmes")}}


def _words(typed: str, pattern: re.Pattern[str], sentence: str) -> list[str]:
    found = [word for word in re.split(r"[\s,;]+", typed) if word]
    if any(pattern.fullmatch(word) is None for word in found):
        raise forms.ValidationError(sentence)
    return found


def _with_office(partner: Partner) -> str:
    return f"{partner.name} ({partner.office})"
