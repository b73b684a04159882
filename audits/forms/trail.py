"""What is typed from a paper or pasted from a mail, to be held against the trail."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from trail.printed import LEAST, Mark, digits_of, read_marks

#: More lines than a mail of every office has; what comes after them is said to be left out.
MOST = 100


class PrintedForm(forms.Form):
    """One place, in three fields as its QR code fills them; or many, pasted."""

    most = MOST

    rantai = forms.CharField(label="Rantai", max_length=40, required=False)
    nomor = forms.CharField(label="Nomor", max_length=20, required=False)
    sidik = forms.CharField(
        label="Sidik",
        max_length=200,
        required=False,
        help_text=f"Cukup {LEAST} angka dan huruf pertama; spasi, tanda hubung, dan huruf besar tidak apa-apa.",
    )
    baris = forms.CharField(
        label="Atau tempelkan beberapa baris",
        required=False,
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"Isi surel malam, atau kaki halaman cetakan, apa adanya. Paling banyak {MOST} baris sekali cocok.",
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        pasted = list(read_marks(typed.get("baris", "")))
        marks, left_out = pasted[:MOST], pasted[MOST:]
        number = "".join(letter for letter in typed.get("nomor", "") if letter in "0123456789")
        if typed.get("rantai") or number or typed.get("sidik"):
            if not (typed.get("rantai") and number and len(number) < 19 and typed.get("sidik")):
                raise forms.ValidationError("Isi rantai, nomor, dan sidiknya seperti tertulis di kaki cetakan.")
            if astray := re.search(r"[^0-9a-fA-F\s-]", typed["sidik"]):
                raise forms.ValidationError(
                    {"sidik": f"Sidik hanya memuat angka 0–9 dan huruf a–f, bukan “{astray[0]}”. Periksa ketikannya."}
                )
            chain = "".join(typed["rantai"].split())
            marks.insert(0, Mark(chain, int(number), digits_of(typed["sidik"])))
        if not marks:
            raise forms.ValidationError("Isi rantai, nomor, dan sidiknya, atau tempelkan baris yang memuat ketiganya.")
        return {**typed, "marks": marks, "left_out": left_out}
