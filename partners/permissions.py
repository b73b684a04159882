"""Who may do what to an LKS or an agreement, beyond the table of roles."""

from __future__ import annotations

from django.db import models

from accounts.models import User
from accounts.roles import Permission, Role
from partners.models import Agreement, Officer
from trail.models import Event
from trail.refusal import NotAllowed


def require(user: User, permission: Permission, obj: models.Model | None = None) -> None:
    """Raise NotAllowed unless the user may do this, and to this record."""
    if not user.may(permission, obj):
        raise NotAllowed("Anda tidak berwenang untuk ini. Mintalah staf keuangan kantor yang mendaftarkan LKS ini.")


def holds(user: User, partner_id: int, role: Role) -> bool:
    """Whether this person is the LKS's treasurer, or its head, now; the role elsewhere does not count."""
    return Officer.objects.filter(partner=partner_id, user=user, role=role.value, active=True).exists()


def was_proposed(agreement: Agreement) -> bool:
    """Whether this agreement has ever left its author's desk."""
    return Event.objects.about(agreement).filter(verb="agreement.propose").exists()
