"""Who may do what to an LKS or an agreement, beyond the table of roles."""

from __future__ import annotations

from django.db import models

from accounts.models import User
from accounts.roles import Permission, Role
from partners.models import Addendum, Agreement, Officer
from trail.models import Event
from trail.refusal import NotAllowed

#: What makes a person one of an agreement's authors.
WRITING = ("agreement.draft", "agreement.revise")


def require(user: User, permission: Permission, obj: models.Model | None = None) -> None:
    """Raise NotAllowed unless the user may do this, and to this record."""
    if not user.may(permission, obj):
        raise NotAllowed("Anda tidak berwenang untuk ini. Mintalah staf keuangan kantor yang mendaftarkan LKS ini.")


def holds(user: User, partner_id: int, role: Role) -> bool:
    """Whether this person is the LKS's treasurer, or its head, now; the role elsewhere does not count."""
    return Officer.objects.filter(partner=partner_id, user=user, role=role.value, active=True).exists()


def has_written(agreement: Agreement, user: User) -> bool:
    """Whether the user drafted or ever revised this agreement: such a person must not approve it."""
    if agreement.drafted_by_id == user.pk:
        return True
    return Event.objects.about(agreement).filter(verb__in=WRITING, actor_id=str(user.pk)).exists()


def has_written_addendum(addendum: Addendum, user: User) -> bool:
    """Whether the user drafted or ever revised this addendum: such a person must not approve it."""
    if addendum.drafted_by_id == user.pk:
        return True
    events = Event.objects.about(addendum)
    return events.filter(verb="addendum.revise", actor_id=str(user.pk)).exists()


def was_proposed(agreement: Agreement) -> bool:
    """Whether this agreement has ever left its author's desk."""
    return Event.objects.about(agreement).filter(verb="agreement.propose").exists()
