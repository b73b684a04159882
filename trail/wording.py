"""What every form says of what cannot be taken: in plain words, in place of the framework's own translation.

Set once, where the framework keeps what its fields and validators say by default; a field that has something better to
say has its own ``error_messages``.
"""

from __future__ import annotations

from django import forms
from django.core import validators

_NOT_LISTED = "Pilihan ini tidak ada dalam daftar. Pilih salah satu dari daftarnya."

#: For each kind of field what it says, by the framework's code of what is wrong.
OF_FIELDS: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {"required": "Ini masih kosong. Isi dahulu, lalu kirim lagi."},
    forms.IntegerField: {"invalid": "Tulis dengan angka bulat, tanpa huruf dan tanpa koma."},
    forms.FloatField: {"invalid": "Tulis dengan angka."},
    forms.DecimalField: {"invalid": "Tulis dengan angka."},
    forms.DateField: {"invalid": "Tanggal ini tidak ada atau tidak terbaca. Tulis seperti 31-12-2025."},
    forms.TimeField: {"invalid": "Jam ini tidak ada atau tidak terbaca. Tulis seperti 13:45."},
    forms.DateTimeField: {"invalid": "Tanggal atau jam ini tidak ada atau tidak terbaca."},
    forms.ChoiceField: {"invalid_choice": _NOT_LISTED},
    forms.MultipleChoiceField: {"invalid_choice": _NOT_LISTED, "invalid_list": _NOT_LISTED},
    forms.ModelChoiceField: {"invalid_choice": _NOT_LISTED},
    forms.ModelMultipleChoiceField: {
        "invalid_choice": _NOT_LISTED,
        "invalid_list": _NOT_LISTED,
        "invalid_pk_value": _NOT_LISTED,
    },
    forms.FileField: {
        "required": "Berkasnya belum dipilih. Pilih berkasnya, lalu kirim lagi.",
        "invalid": "Berkasnya tidak ikut terkirim. Pilih lagi berkasnya, lalu kirim.",
        "missing": "Berkasnya tidak ikut terkirim. Pilih lagi berkasnya, lalu kirim.",
        "empty": "Berkas ini kosong. Pilih berkas yang ada isinya.",
        "max_length": "Nama berkas ini terlalu panjang: %(length)d huruf, paling banyak %(max)d. Ganti namanya.",
    },
}
#: For each kind of limit what it says when it is passed.
OF_LIMITS: dict[type[validators.BaseValidator], str] = {
    validators.MinValueValidator: "Paling kecil %(limit_value)s.",
    validators.MaxValueValidator: "Paling besar %(limit_value)s.",
    validators.MinLengthValidator: "Terlalu pendek: %(show_value)d huruf, paling sedikit %(limit_value)d.",
    validators.MaxLengthValidator: "Terlalu panjang: %(show_value)d huruf, paling banyak %(limit_value)d.",
}


def speak_plainly() -> None:
    """Have all fields and validators say it so."""
    for field, sentences in OF_FIELDS.items():
        # A kind that says nothing of its own must not change what the kind above it says.
        field.default_error_messages = {**field.__dict__.get("default_error_messages", {}), **sentences}
    for limit, sentence in OF_LIMITS.items():
        limit.message = sentence
    validators.EmailValidator.message = "Ini bukan alamat surel. Tulis seperti nama@contoh.id."
    validators.URLValidator.message = "Ini bukan alamat situs. Tulis seperti https://contoh.id."
    validators.RegexValidator.message = "Isian ini tidak seperti yang diminta. Baca keterangannya, lalu betulkan."
