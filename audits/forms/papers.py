"""How a working paper is written, a question added, and signals weighed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from audits.checklist import Question
from audits.models import PaperAnswer, SampleItem, WorkingPaper
from audits.models.paper import Answer, Result
from audits.models.sample import Source
from audits.signals import INDICATORS
from audits.weighing import HEAVIEST
from reports.forms import EVIDENCE_TYPES, ManyFilesField, ManyFilesInput
from rupiah.format import format_rupiah
from rupiah.forms import RupiahField
from trail.reasons import LEAST, LONGEST


class PaperForm(forms.Form):
    """Gives ``version`` (None for a new paper), ``result``, ``audited``, ``note``, ``answers`` and ``uploads``.

    Nothing must be filled in: what is missing is asked for when the paper is sent for review.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    result = forms.ChoiceField(label="Hasil uji", choices=Result.choices, required=False, widget=forms.RadioSelect)
    audited = RupiahField(label="Nilai menurut pemeriksa", required=False)
    note = forms.CharField(
        label="Catatan",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Apa yang diuji, bagaimana, dan apa yang ditemukan. Wajib bila hasilnya bukan “sesuai”.",
    )
    uploads = ManyFilesField(
        label="Berkas pendukung",
        required=False,
        allow_empty_file=True,
        help_text="Foto, hasil pindai, PDF, Excel, atau CSV; boleh beberapa sekaligus.",
        widget=ManyFilesInput(attrs={"accept": f"{EVIDENCE_TYPES},.xlsx,.csv", "multiple": True}),
        error_messages={"invalid": "Berkas tidak ikut terkirim. Pilih lagi berkasnya, lalu simpan."},
    )

    def __init__(
        self, *args: Any, item: SampleItem, paper: WorkingPaper | None, questions: Sequence[Question], **kwargs: Any
    ) -> None:
        super().__init__(*args, **{"initial": _initial(paper)} | kwargs)
        self.questions = questions
        self.fields[
            "audited"
        ].help_text = (
            f"Tercatat {format_rupiah(item.amount)}. Kosongkan bila sesuai atau tidak dapat diuji; selisihnya dihitung."
        )
        kept: dict[str, PaperAnswer] = {one.key: one for one in paper.answers.all()} if paper else {}
        for question in questions:
            before = kept.get(question.key)
            self.fields[f"jawab-{question.key}"] = forms.ChoiceField(
                label=question.text,
                choices=Answer.choices,
                required=False,
                widget=forms.RadioSelect,
                initial=before.answer if before else "",
            )
            self.fields[f"ket-{question.key}"] = forms.CharField(
                label="Keterangan",
                required=False,
                max_length=1000,
                initial=before.note if before else "",
                widget=forms.TextInput(attrs={"placeholder": "Keterangan, wajib bila “tidak”"}),
            )

    @property
    def rows(self) -> Iterator[tuple[BoundField, BoundField]]:
        """The field of the answer and that of the note, question by question."""
        for question in self.questions:
            yield self[f"jawab-{question.key}"], self[f"ket-{question.key}"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if self.errors:
            return typed
        answers = {one.key: (typed[f"jawab-{one.key}"], typed[f"ket-{one.key}"]) for one in self.questions}
        names = ("version", "result", "audited", "note", "uploads")
        return {name: typed.get(name) for name in names} | {"answers": answers}


def _initial(paper: WorkingPaper | None) -> dict[str, Any]:
    if paper is None:
        return {}
    return {name: getattr(paper, name) for name in ("version", "result", "audited", "note")}


class QuestionForm(forms.Form):
    """A question of the engagement's own."""

    text = forms.CharField(
        label="Pertanyaan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=f"Sehingga “ya” berarti seharusnya demikian. {LEAST}",
    )
    source = forms.ChoiceField(label="Untuk populasi", required=False, choices=[("", "Semua"), *Source.choices])


class WeightsForm(forms.Form):
    """Gives ``weights`` by the signals' keys, ``reason``, and ``after``, the number of the weights that were shown."""

    after = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, weights: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for indicator in INDICATORS:
            self.fields[f"bobot-{indicator.key}"] = forms.IntegerField(
                label=indicator.name,
                min_value=0,
                max_value=HEAVIEST,
                initial=weights[indicator.key],
                help_text=f"Bobot Amanah: {indicator.weight}. Bernilai penuh: {indicator.full}.",
            )
        self.fields["reason"] = forms.CharField(
            label="Alasan",
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=f"Mengapa penugasan ini membobotnya lain. {LEAST}",
        )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if self.errors:
            return typed
        weights = {one.key: typed[f"bobot-{one.key}"] for one in INDICATORS}
        return {"weights": weights, "reason": typed["reason"], "after": typed["after"]}
