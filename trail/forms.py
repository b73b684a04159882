"""How a form's page does an action: what was typed goes in, why it could not be done comes back into the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from trail.refusal import Refusal


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
        form.add_error(None, list(refusal.sentences))
        return False
    return True
