"""What forms say by themselves is plain Indonesian, whichever form and whichever limit."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError


def said(field: forms.Field, typed: Any) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    return refused.value.messages


@pytest.mark.parametrize(
    ("field", "typed", "begin"),
    [
        (forms.CharField(), "", "Ini masih kosong"),
        (forms.FileField(), None, "Berkasnya belum dipilih"),
        (forms.IntegerField(), "abcd", "Tulis dengan angka bulat"),
        (forms.IntegerField(min_value=1), "0", "Paling kecil 1."),
        (forms.IntegerField(max_value=500), "501", "Paling besar 500."),
        (forms.DecimalField(), "abcd", "Tulis dengan angka."),
        (forms.DateField(), "31-02-2025", "Tanggal ini tidak ada"),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "Pilihan ini tidak ada dalam daftar"),
        (forms.TypedChoiceField(choices=[("a", "A")]), "b", "Pilihan ini tidak ada dalam daftar"),
        (forms.MultipleChoiceField(choices=[("a", "A")]), "b", "Pilihan ini tidak ada dalam daftar"),
        (forms.CharField(max_length=3), "empat", "Terlalu panjang: 5 huruf, paling banyak 3."),
        (forms.CharField(min_length=3), "du", "Terlalu pendek: 2 huruf, paling sedikit 3."),
        (forms.EmailField(), "bukan surel", "Ini bukan alamat surel"),
    ],
)
def test_a_form_says_plainly_what_is_wrong(field: forms.Field, typed: Any, begin: str) -> None:
    assert said(field, typed)[0].startswith(begin)


def test_a_field_with_something_better_to_say_says_that() -> None:
    field = forms.IntegerField(error_messages={"required": "Tulis ukuran sampelnya."})
    assert said(field, "") == ["Tulis ukuran sampelnya."]
