"""How a form's page does an action: what was typed goes in, why it could not be done comes back into the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from trail.reasons import LEAST, NotSaid
from trail.refusal import Refusal

#: More would not fit a 64-bit column.
MOST_DIGITS = 18


def done(form: forms.BaseForm, action: Callable[..., Any], **given: Any) -> bool:
    """Do ``action`` with what is given and what was typed; False where it could not be done.

    Why it could not is said in the form, so that nothing typed is lost. A stale page or a missing right is not about
    what was typed: it goes on to a page of its own.
    """
    if not form.is_valid():
        return False
    try:
        action(**given, **form.cleaned_data)
    except Refusal as refusal:
        if refusal.status != Refusal.status:
            raise
        form.add_error(_reason_of(form) if isinstance(refusal, NotSaid) else None, list(refusal.sentences))
        return False
    return True


def _reason_of(form: forms.BaseForm) -> str | None:
    """The field in which a reason is typed, so that the error leads there; None for a form without one."""
    return next((name for name in ("reason", "because", "explanation") if name in form.fields), None)


class StepForm(forms.Form):
    """A step of a workflow, and the version of the record that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Several of them stand on one page; each needs ids of its own.
        kwargs.setdefault("auto_id", f"id_{type(self).__name__.lower()}_%s")
        super().__init__(*args, **kwargs)


class ReasonForm(StepForm):
    """A step that is taken for a reason."""

    reason = forms.CharField(
        label="Alasan",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Apa sebabnya, dan bila ada yang harus diperbaiki, bagaimana. {LEAST}",
        error_messages={"required": "Alasan masih kosong. Tulis alasannya, lalu kirim lagi."},
    )


class SeveralField(forms.ModelMultipleChoiceField):
    """Several records to choose from. A number that no record can have is no choice, on whichever database."""

    def clean(self, value: Any) -> Any:
        if isinstance(value, list | tuple) and (odd := [one for one in value if len(str(one)) > MOST_DIGITS]):
            params = {"value": str(odd[0])[:MOST_DIGITS]}
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params=params)
        return super().clean(value)
