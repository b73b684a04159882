"""How a finding is written, put before whom it concerns, answered and made final."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.models import Office, User
from audits.finding_terms import MOST_RECOMMENDATIONS, lines_in, rules_to_choose
from audits.models import Engagement, Finding, FindingAnswer
from grants.forms.fields import SCAN, DayField
from grants.models import Disbursement
from partners.models import Agreement, Instalment, Partner
from partners.widgets import LongSelect
from reports.forms import ManyFilesField, ManyFilesInput
from reports.models import Report
from rupiah.forms import RupiahField
from trail.forms import ReasonForm, SeveralField, StepForm
from trail.reasons import LEAST

#: What takes the whole row of a form.
WIDE = {"class": "wide"}


def _long(label: str, hint: str) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=4000, help_text=hint, widget=forms.Textarea(attrs={"rows": 4})
    )


class FindingForm(forms.Form):
    """A draft. What is left blank may follow; all parts are there before it is put before anybody."""

    engagement = forms.ModelChoiceField(label="Penugasan", queryset=Engagement.objects.none(), empty_label=None)
    title = forms.CharField(label="Judul temuan", max_length=200, widget=forms.TextInput(attrs=WIDE))
    partner = forms.ModelChoiceField(
        label="LKS", queryset=Partner.objects.none(), required=False, empty_label="Bukan tentang satu LKS"
    )
    office = forms.ModelChoiceField(
        label="Balai",
        queryset=Office.objects.none(),
        required=False,
        empty_label="Balai dari LKS di atas",
        help_text="Dipilih bila temuannya bukan tentang satu LKS.",
    )
    asks_partner = forms.BooleanField(label="Minta tanggapan LKS", required=False)
    asks_office = forms.BooleanField(label="Minta tanggapan balai", required=False)
    condition = _long("Kondisi", f"Apa yang ditemukan, di mana, dan berapa. {LEAST}")
    rule = forms.ChoiceField(
        label="Kriteria dari katalog",
        required=False,
        widget=LongSelect(attrs=WIDE),
        help_text="Dasar hukumnya ikut tersimpan, dengan keterangan bila belum dikonfirmasi.",
    )
    criteria = _long("Kriteria lain", "Ketentuan lain yang tidak ada dalam katalog, misalnya pasal dalam perjanjian.")
    cause = _long("Sebab", f"Mengapa itu terjadi. {LEAST}")
    effect = _long("Akibat", f"Apa yang terjadi karenanya, atau dapat terjadi. {LEAST}")
    amount = RupiahField(label="Nilai temuan", required=False, help_text="Kosongkan bila bukan soal uang.")
    recommendations = forms.CharField(
        label="Rekomendasi",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"Satu baris satu rekomendasi, paling banyak {MOST_RECOMMENDATIONS}.",
    )

    def __init__(
        self, *args: Any, user: User, engagements: Iterable[Engagement], finding: Finding | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        partners = Partner.objects.visible_to(user).select_related("office").order_by("office__name", "name")
        self.fields["partner"].queryset = partners  # type: ignore[attr-defined]
        self.fields["partner"].label_from_instance = _with_office  # type: ignore[attr-defined]
        self.fields["office"].queryset = user.offices_in_view  # type: ignore[attr-defined]
        chosen = Engagement.objects.filter(pk__in=[one.pk for one in engagements])
        self.fields["engagement"].queryset = chosen  # type: ignore[attr-defined]
        today = (user.office or Office()).today
        rules = [("", "Tidak dari katalog"), *rules_to_choose(today)]
        self.fields["rule"].choices = rules  # type: ignore[attr-defined]
        if finding is not None:
            del self.fields["engagement"]

    def clean_amount(self) -> int:
        return self.cleaned_data["amount"] or 0

    def clean_recommendations(self) -> list[str]:
        return lines_in(self.cleaned_data["recommendations"])


class PlacesForm(forms.Form):
    """What a draft is to point at: lines of a report by their numbers, payments, agreements."""

    report = forms.ModelChoiceField(label="Laporan", queryset=Report.objects.none(), required=False)
    numbers = forms.CharField(
        label="Nomor bukti",
        required=False,
        max_length=1000,
        help_text="Misalnya: K-012, K-013. Baris BKU dan buktinya ikut ditunjuk. Kosong berarti seluruh laporan.",
    )
    payments = SeveralField(
        label="Penyaluran",
        queryset=Disbursement.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    agreements = SeveralField(
        label="Perjanjian", queryset=Agreement.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, finding: Finding, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whose = {"partner": finding.partner_id} if finding.partner_id else {"partner__office": finding.office_id}
        reports = Report.objects.visible_to(user).filter(**whose).with_partner().order_by("-pk")
        payments = Disbursement.objects.visible_to(user).filter(**whose).with_partner().order_by("-pk")
        agreements = Agreement.objects.visible_to(user).filter(**whose).order_by("-pk")
        for name, rows in (("report", reports), ("payments", payments), ("agreements", agreements)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean_numbers(self) -> list[str]:
        words = self.cleaned_data["numbers"].replace(";", ",").split(",")
        return [word.strip() for word in words if word.strip()]


class ShowForm(StepForm):
    """Until when an answer is waited for."""

    answer_by = DayField(label="Ditanggapi paling lambat", help_text="Sesudah hari itu temuan dapat ditetapkan final.")


class AskAgainForm(ReasonForm):
    """The same, and what is still missing."""

    answer_by = DayField(label="Ditanggapi paling lambat")
    field_order = ("answer_by", "reason")


class FinaliseForm(StepForm):
    """The report that the finding stands in, and since when its follow-up counts."""

    report_number = forms.CharField(
        label="Nomor laporan hasil pemeriksaan", max_length=80, help_text="Misalnya: LHP 12/IJ/2026."
    )
    received_on = DayField(
        label="Laporan diterima yang diperiksa pada", help_text="Batas tindak lanjut dihitung dari hari ini."
    )


class AnswerForm(StepForm):
    """What the LKS or the balai says to a finding."""

    stance = forms.ChoiceField(
        label="Sikap terhadap temuan ini", choices=FindingAnswer.Stance.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label="Tanggapan",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=f"Jelaskan apa yang terjadi, dan apa yang sudah atau akan Anda lakukan. {LEAST}",
    )
    uploads = ManyFilesField(
        label="Lampiran",
        required=False,
        allow_empty_file=True,
        help_text="Foto atau PDF, boleh beberapa.",
        widget=ManyFilesInput(attrs={**SCAN, "multiple": True}),
    )


class ReturnForm(forms.Form):
    """Of which instalment how much goes back because of the finding."""

    instalment = forms.ModelChoiceField(label="Termin", queryset=Instalment.objects.none(), empty_label=None)
    amount = RupiahField(label="Jumlah yang harus kembali")

    def __init__(self, *args: Any, finding: Finding, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        paid = Disbursement.objects.visible_to(user).paid().filter(partner=finding.partner_id)
        rows = Instalment.objects.visible_to(user).filter(pk__in=paid.values("instalment"))
        shown = rows.select_related("agreement__partner__office").order_by("-agreement", "number")
        self.fields["instalment"].queryset = shown  # type: ignore[attr-defined]
        self.fields["instalment"].label_from_instance = _with_agreement  # type: ignore[attr-defined]


def _with_office(partner: Partner) -> str:
    return f"{partner.name} ({partner.office})"


def _with_agreement(instalment: Instalment) -> str:
    return f"{instalment.agreement}, termin {instalment.number}"
