"""How a sample is asked for."""

from __future__ import annotations

import re
import secrets
from typing import Any

from django import forms

from audits.models.sample import METHODS, Source
from audits.sampling import By, Method, Plan
from audits.sampling.sizes import Precision
from rupiah.forms import RupiahField
from rupiah.parse import NotRupiah, parse_rupiah

_SEED = re.compile(r"[A-Za-z0-9-]{4,60}")
_LARGEST = 5_000


def proposed_seed() -> str:
    """A seed that nobody chose."""
    return secrets.token_hex(6)


class SampleForm(forms.Form):
    """Gives ``source``, ``plan`` and ``purpose``. What a method does not ask for may stay blank."""

    purpose = forms.CharField(
        label="Untuk menguji", max_length=200, help_text="Mis. keberadaan belanja, atau ketepatan pembebanan."
    )
    source = forms.ChoiceField(label="Populasi", choices=Source.choices)
    method = forms.ChoiceField(
        label="Metode",
        choices=METHODS,
        help_text="Unit moneter: tiap rupiah berpeluang sama. Berstrata: tiap kelompok terwakili.",
    )
    seed = forms.RegexField(
        _SEED.pattern,
        label="Benih",
        strip=True,
        help_text="Benih yang sama menarik sampel yang sama. Diusulkan acak; boleh diganti, mis. dengan angka dadu.",
        error_messages={"invalid": "Benih: 4–60 huruf, angka, atau tanda hubung."},
    )
    size = forms.IntegerField(
        label="Ukuran sampel",
        required=False,
        min_value=1,
        max_value=_LARGEST,
        help_text="Untuk unit moneter boleh kosong bila salah saji yang dapat diterima diisi.",
    )
    confidence = forms.TypedChoiceField(
        label="Tingkat keyakinan",
        choices=[(level, f"{level}%") for level in (80, 90, 95, 99)],
        coerce=int,
        initial=95,
        help_text="Hanya untuk unit moneter tanpa ukuran.",
    )
    tolerable = RupiahField(label="Salah saji yang dapat diterima", required=False)
    expected = RupiahField(label="Salah saji yang diperkirakan", required=False)
    strata = forms.ChoiceField(
        label="Strata menurut",
        choices=[(By.AMOUNT.value, "Pita nilai"), (By.GROUP.value, "LKS")],
        help_text="Hanya untuk metode berstrata.",
    )
    edges = forms.CharField(
        label="Batas pita nilai",
        required=False,
        max_length=200,
        help_text="Nilai tempat pita baru mulai, dipisah titik koma: 1.000.000; 10.000.000.",
    )
    minimum = forms.IntegerField(
        label="Paling sedikit per strata", required=False, min_value=0, max_value=100, initial=1
    )
    by_value = forms.BooleanField(label="Bagian strata menurut nilainya, bukan jumlah butirnya", required=False)

    def clean_edges(self) -> tuple[int, ...]:
        parts = [part.strip() for part in self.cleaned_data["edges"].split(";") if part.strip()]
        try:
            edges = tuple(sorted({parse_rupiah(part) for part in parts}))
        except NotRupiah as problem:
            raise forms.ValidationError(str(problem)) from problem
        if list(edges) != [parse_rupiah(part) for part in parts]:
            raise forms.ValidationError("Tulis batas pita dari yang terkecil ke yang terbesar, masing-masing sekali.")
        if len(edges) > 20 or any(edge <= 0 for edge in edges):
            raise forms.ValidationError("Batas pita: paling banyak 20 nilai, semuanya lebih dari nol.")
        return edges

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if self.errors:
            return typed
        method, size = Method(typed["method"]), typed.get("size") or 0
        precision = None
        if not size:
            if not method.is_monetary:
                raise forms.ValidationError({"size": "Isi ukuran sampel, paling sedikit 1."})
            precision = self._precision(typed)
        if method is Method.STRATIFIED and typed["strata"] == By.AMOUNT.value and not typed["edges"]:
            raise forms.ValidationError({"edges": "Isi batas pita nilai, misalnya 1.000.000; 10.000.000."})
        minimum = typed.get("minimum")
        plan = Plan(
            method,
            typed["seed"],
            size=size,
            precision=precision,
            strata=By(typed["strata"]),
            edges=typed["edges"],
            minimum=1 if minimum is None else minimum,
            by_value=typed["by_value"],
        )
        return {"source": typed["source"], "plan": plan, "purpose": typed["purpose"]}

    def _precision(self, typed: dict[str, Any]) -> Precision:
        tolerable, expected = typed.get("tolerable"), typed.get("expected") or 0
        if not tolerable or tolerable <= 0:
            raise forms.ValidationError({"tolerable": "Isi ukuran sampel, atau salah saji yang dapat diterima."})
        if not 0 <= expected < tolerable:
            raise forms.ValidationError({"expected": "Harus lebih kecil daripada salah saji yang dapat diterima."})
        return Precision(typed["confidence"], tolerable, expected)
