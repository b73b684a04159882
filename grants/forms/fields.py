"""Fields that several forms of the money's pages share."""

from __future__ import annotations

from django import forms

from partners.forms import DayInput

#: What a phone's or a computer's file picker offers for a scan.
SCAN = {"accept": ".pdf,image/*"}


class DayField(forms.DateField):
    """A date as it stands on a paper."""

    widget = DayInput
