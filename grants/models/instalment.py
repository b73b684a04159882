"""Who sees what hangs on an instalment, and what belongs to an office."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from accounts.models import User
from partners.models import Agreement


class OfInstalmentQuerySet(models.QuerySet[Any]):
    """For records that hang on an instalment, share its agreement's visibility, and repeat its ``office``.

    The office of an LKS never changes. Asked of the record's own column, where it stands beside what lists order and
    sum up, a list of twenty thousand opens like one of two hundred.
    """

    def visible_to(self, user: User) -> Self:
        """Its own records for an LKS, the office's for an employee, all for an inspectorate auditor."""
        if user.sees_every_office:
            return self
        if user.office_id:
            return self.filter(office=user.office_id)
        return self.filter(instalment__agreement__in=Agreement.objects.visible_to(user))

    def with_partner(self) -> Self:
        """With all that a list shows, in one query."""
        return self.select_related("instalment__agreement__partner__office")


class OfOfficeQuerySet(models.QuerySet[Any]):
    """For records of an office that no LKS sees."""

    def visible_to(self, user: User) -> Self:
        if user.sees_every_office:
            return self
        return self.filter(office=user.office_id) if user.office_id else self.none()
