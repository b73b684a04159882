"""What a page is asked for as a whole, beside the rows of a list."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from audits.models import Engagement


def named(engagement: Engagement) -> str:
    """An engagement among others to choose from: audits of one title are told apart by their letter."""
    return f"{engagement.title} ({engagement.letter_number})"


def untouched(queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
    """For what is asked of the whole page and not of single rows."""
    return queryset


class WholeNumberFilter(django_filters.NumberFilter):
    """A whole number of plain digits: written like -1e9999999, a decimal would take minutes to become one."""

    field_class = forms.IntegerField
