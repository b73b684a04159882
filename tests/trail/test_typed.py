"""Characters and digits that no form takes in."""

from __future__ import annotations

import pytest
from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Office
from grants.models import Disbursement
from partners.models import BankAccount
from rupiah.forms import RupiahField
from rupiah.parse import MOST, NotRupiah, parse_rupiah
from trail.forms import SeveralField


@pytest.mark.parametrize("text", ["Bayar\u202e0001", "LKS\u2066 Sakura", "nama\x1b[0m", "\u200fA"])
def test_what_turns_the_writing_or_is_not_seen_is_refused_in_any_form(text: str) -> None:
    with pytest.raises(ValidationError, match="tidak tampak"):
        forms.CharField().clean(text)


def test_a_number_that_no_record_can_have_is_no_choice() -> None:
    for number in ("9223372036854775808", "9" * 40, "9" * 5_000):
        with pytest.raises(ValidationError, match="tidak ada dalam daftar"):
            SeveralField(queryset=Office.objects.all()).clean([number])


@pytest.mark.parametrize("text", ["\uff11\uff12\uff13", "TD/\u0660\u0661"])
def test_digits_of_other_scripts_are_refused_in_any_form_and_by_the_records(text: str) -> None:
    with pytest.raises(ValidationError, match="bukan 0–9"):
        forms.CharField().clean(text)
    number = (text[-1] * 15)[:15]
    for model, name in ((Disbursement, "sp2d_number"), (BankAccount, "number")):
        with pytest.raises(ValidationError):
            model._meta.get_field(name).run_validators(number)
        model._meta.get_field(name).run_validators("1" * 15)


def test_what_people_write_is_taken() -> None:
    assert forms.CharField().clean("Beras 5 m² — “baik”\r\nCafé ½") == "Beras 5 m² — “baik”\r\nCafé ½"


def test_no_amount_is_above_a_thousand_trillion() -> None:
    assert parse_rupiah(str(MOST)) == MOST
    with pytest.raises(NotRupiah, match="terlalu besar"):
        parse_rupiah(str(MOST + 1))
    with pytest.raises(ValidationError, match="terlalu besar"):
        RupiahField().clean("999999999999999999")
