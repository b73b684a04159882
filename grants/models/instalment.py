"""Who sees what hangs on an instalment, and what belongs to an office."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from accounts.models import User
from accounts.reading import of_whole_offices
from partners.models import Agreement, of_partners


def whose(agreement: Agreement) -> dict[str, Any]:
    """What a record that hangs on an instalment of the agreement repeats: its LKS and that one's office."""
    return {"partner": agreement.partner, "office": agreement.partner.office}


class OfInstalmentQuerySet(models.QuerySet[Any]):
    """For records that hang on an instalment, share its agreement's visibility, and repeat ``partner`` and ``office``.

    The LKS of an agreement and the office of an LKS never change. Asked of the record's own columns, where they stand
    beside what lists order and sum up, a list of twenty thousand opens like one of two hundred.
    """

    def visible_to(self, user: User) -> Self:
        """Its own records for an LKS, the office's for an employee, what the engagement covers for an auditor."""
        return of_partners(self, user)

    def with_partner(self) -> Self:
        """With all that a list shows, in one query."""
        return self.select_related("instalment__agreement__partner__office")


class OfOfficeQuerySet(models.QuerySet[Any]):
    """For records of an office that tell of several LKS at once; no LKS sees them."""

    def visible_to(self, user: User) -> Self:
        return of_whole_offices(self, user)
