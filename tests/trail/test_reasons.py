"""A reason is a sentence: not "ok", not a dash, and no book."""

from __future__ import annotations

import pytest
from django import forms

from trail.forms import ReasonForm, done
from trail.reasons import LONGEST, NotSaid, sentence_in

EXAMPLE = "Foto nota K-004 tidak terbaca."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "masih kosong"),
        (" \n ", "masih kosong"),
        ("ok", "terlalu singkat"),
        (".", "terlalu singkat"),
        ("- - - - - - - - - - - - - - - -", "terlalu singkat"),
        ("sudahdiperiksadenganbaik", "terlalu singkat"),
        ("sudah sudah sudah sudah", "terlalu singkat"),
        ("tidak ada nota", "terlalu singkat"),  # 12 letters
        ("kata " * (LONGEST // 5 + 1), "terlalu panjang"),
    ],
)
def test_what_says_too_little_or_too_much_is_refused_with_an_example(text: str, told: str) -> None:
    with pytest.raises(NotSaid) as refused:
        sentence_in(text, example=EXAMPLE)
    said = " ".join(refused.value.sentences)
    assert told in said
    assert EXAMPLE in said or told == "terlalu panjang"


@pytest.mark.parametrize("text", ["tidak ada notanya", "  Nota 12 hilang di jalan. ", "Notanya: hilang terbakar"])
def test_three_words_and_fifteen_letters_are_enough(text: str) -> None:
    assert sentence_in(text, example=EXAMPLE) == text.strip()


def test_a_form_says_it_at_the_field_and_keeps_what_was_typed() -> None:
    form = ReasonForm({"version": "3", "reason": "ok saja"})

    def act(*, version: int, reason: str) -> None:
        sentence_in(reason, example=EXAMPLE)

    assert not done(form, act)
    assert list(form.errors) == ["reason"]
    assert form["reason"].value() == "ok saja"
    assert isinstance(form.fields["reason"], forms.CharField)
