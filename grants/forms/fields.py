"""Fields that several forms of the money's pages share."""

from __future__ import annotations

from django import forms

from partners.bounds import validate_document_day
from partners.forms import DayInput

#: What a phone's or a computer's file picker offers for a scan.
SCAN = {"accept": ".pdf,image/*"}


class DayField(forms.DateField):
    """A date as it stands on a paper; a slip of the keyboard in its year is told at once, beside what else is wrong."""

    widget = DayInput
    default_validators = (validate_document_day,)  # type: ignore[assignment]  # Django reads it once
