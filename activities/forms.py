"""Forms of Sentra Kreasi."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from accounts.models import User
from activities.models import Maker, MakerShare, SalesMonth
from partners.bounds import validate_day
from partners.forms import DayInput
from partners.models import Partner
from partners.widgets import LongSelect
from rupiah.format import format_rupiah
from rupiah.forms import RupiahField
from trail.forms import ReasonForm, StepForm
from trail.reasons import LEAST


class MonthInput(forms.DateInput):
    """A browser's own way of choosing a month."""

    input_type = "month"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m", **kwargs)


class MonthForm(forms.Form):
    place = forms.CharField(
        label="Tempat",
        max_length=120,
        help_text="Misalnya: Sentra Kreasi Mulya Jaya. Pilih namanya bila sudah pernah dicatat.",
        widget=forms.TextInput(attrs={"list": "tempat", "autocomplete": "off"}),
    )
    month = forms.DateField(
        label="Bulan",
        widget=MonthInput,
        input_formats=["%Y-%m", "%Y-%m-%d", "%m/%Y", "%m-%Y"],
        help_text="Tahun dan bulannya, misalnya 2026-10.",
        validators=[validate_day],
    )
    visitors = forms.IntegerField(label="Pengunjung", min_value=0, help_text="Orang, menurut buku tamu.")
    turnover = RupiahField(label="Omzet", help_text="Seluruh penjualan bulan itu menurut kas.")
    cost = RupiahField(
        label="Biaya bahan dan pokok barang", required=False, help_text="Di luar bagian pembuat; kosong berarti nol."
    )
    share_percent = forms.IntegerField(
        label="Bagian pembuat (persen)",
        min_value=0,
        max_value=100,
        initial=100,
        help_text="Dari setiap penjualan; dapat diubah per penjualan.",
    )

    def clean_cost(self) -> int:
        return self.cleaned_data.get("cost") or 0

    @staticmethod
    def initial_of(month: SalesMonth) -> dict[str, Any]:
        return {name: getattr(month, name) for name in MonthForm.base_fields}


class SaleForm(forms.Form):
    maker = forms.ModelChoiceField(
        label="Pembuat", queryset=Maker.objects.none(), widget=LongSelect, empty_label="Pilih pembuat"
    )
    product = forms.CharField(label="Produk", max_length=150)
    amount = RupiahField(label="Penjualan")
    due = RupiahField(label="Bagian pembuat", required=False)

    def __init__(self, *args: Any, month: SalesMonth, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        makers = Maker.objects.filter(office=month.office_id).select_related("person", "partner")
        self.fields["maker"].queryset = makers  # type: ignore[attr-defined]
        self.fields["maker"].label_from_instance = _named  # type: ignore[attr-defined]
        self.fields["due"].help_text = f"Kosong berarti {month.share_percent} persen dari penjualannya."


class MakerForm(forms.Form):
    nik = forms.CharField(
        label="NIK orangnya",
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text="Orang yang sudah ada di daftar penerima kantor.",
    )
    partner = forms.ModelChoiceField(
        label="Atau LKS",
        queryset=Partner.objects.none(),
        required=False,
        widget=LongSelect,
        empty_label="Bukan LKS",
    )
    group = forms.CharField(
        label="Kelompok", required=False, max_length=100, help_text="Bila LKS punya beberapa kelompok pembuat."
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Partner.objects.visible_to(user).filter(office=user.office_id)
        self.fields["partner"].queryset = own.order_by("name")  # type: ignore[attr-defined]


class CorrectionForm(forms.Form):
    because = forms.CharField(
        label="Apa yang dibetulkan, dan mengapa",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=LEAST,
        error_messages={"required": "Alasan masih kosong. Tulis apa yang dibetulkan, lalu kirim lagi."},
    )


class WhyForm(ReasonForm):
    """Why something is taken back; said to who reads it later, not to who must mend it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = f"Dibaca pemeriksa bertahun-tahun kemudian. {LEAST}"


class HandOverForm(StepForm):
    """The version is that of the maker's share."""

    amount = RupiahField(label="Jumlah yang diserahkan")
    handed_on = forms.DateField(label="Tanggal diserahkan", widget=DayInput, validators=[validate_day])
    received_by = forms.CharField(
        label="Diterima oleh", max_length=200, help_text="Nama yang menandatangani tanda terima."
    )
    upload = forms.FileField(
        label="Tanda terima",
        help_text="Foto atau PDF kuitansi yang ditandatangani.",
        widget=forms.FileInput(attrs={"accept": ".pdf,image/*"}),
    )

    def __init__(self, *args: Any, share: MakerShare, today: date, **kwargs: Any) -> None:
        initial = {
            "version": share.version,
            "amount": share.owed,
            "handed_on": today,
            "received_by": share.maker.name if share.maker.person_id else "",
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["amount"].help_text = f"Paling banyak {format_rupiah(share.owed)}."


def _named(maker: Maker) -> str:
    return f"{maker.name} · {maker.known_by}"
