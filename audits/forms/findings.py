"""How a finding is written, put before whom it concerns, answered and made final."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from accounts.models import Office, User
from audits.filters.asked import named
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

#: Of reports, payments and agreements so many are shown to choose from.
MOST_SHOWN = 30
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
        label="LKS",
        queryset=Partner.objects.none(),
        required=False,
        empty_label="Bukan tentang satu LKS",
        widget=LongSelect,
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
        self.fields["engagement"].label_from_instance = named  # type: ignore[attr-defined]
        today = (user.office or Office()).today
        rules = [("", "Tidak dari katalog"), *rules_to_choose(today)]
        self.fields["rule"].choices = rules  # type: ignore[attr-defined]
        if finding is not None:
            del self.fields["engagement"]

    def clean_amount(self) -> int:
        return self.cleaned_data["amount"] or 0

    def clean_recommendations(self) -> list[str]:
        return lines_in(self.cleaned_data["recommendations"])


class SeekForm(forms.Form):
    """By what the things that a draft may point at are narrowed; it stands in the address."""

    q = forms.CharField(
        label="Nomor PKS, SPP, SPM, atau SP2D",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    partner = forms.ModelChoiceField(
        label="LKS", queryset=Partner.objects.none(), required=False, empty_label="Semua LKS", widget=LongSelect
    )

    def __init__(self, *args: Any, finding: Finding, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if finding.partner_id:
            del self.fields["partner"]
        else:
            theirs = Partner.objects.visible_to(user).filter(office=finding.office_id).order_by("name")
            self.fields["partner"].queryset = theirs  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def asked(self) -> dict[str, Any]:
        """What was chosen; what is no choice counts as none."""
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}


class PlacesForm(forms.Form):
    """What a draft is to point at: lines of a report by their numbers, payments, agreements.

    Of each sort the newest ``MOST_SHOWN`` that fit what was sought are shown: a balai has hundreds.
    """

    report = forms.ModelChoiceField(label="Laporan", queryset=Report.objects.none(), required=False, widget=LongSelect)
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

    def __init__(self, *args: Any, finding: Finding, user: User, asked: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partner, text = finding.partner or asked.get("partner"), asked.get("q", "")
        whose = {"partner": partner} if partner else {"partner__office": finding.office_id}
        reports = Report.objects.visible_to(user).filter(**whose).with_partner()
        payments = Disbursement.objects.visible_to(user).filter(**whose).with_partner()
        agreements = Agreement.objects.visible_to(user).filter(**whose)
        if text:
            of_payment = Q(spp_number__icontains=text) | Q(spm_number__icontains=text) | Q(sp2d_number__icontains=text)
            of_agreement = Q(instalment__agreement__number__icontains=text)
            fits = payments.filter(of_payment | of_agreement)
            reports = reports.filter(of_agreement | Q(instalment__in=fits.values("instalment")))
            agreements = agreements.filter(Q(number__icontains=text) | Q(pk__in=fits.values("instalment__agreement")))
            payments = fits
        for name, rows in (("report", reports), ("payments", payments), ("agreements", agreements)):
            self._offer(name, rows.order_by("-pk"))

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        """Accept all of these, and show the newest."""
        field = self.fields[name]
        field.queryset = rows  # type: ignore[attr-defined]
        newest = list(rows[: MOST_SHOWN + 1])
        blank = [("", "Tidak ada")] if name == "report" else []
        field.widget.choices = [*blank, *((one.pk, str(one)) for one in newest[:MOST_SHOWN])]
        if len(newest) > MOST_SHOWN:
            field.help_text = f"Yang tampak {MOST_SHOWN} terbaru; persempit dengan saringan di atas."
        elif not newest:
            field.help_text = "Tidak ada yang sesuai."

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
