"""Who may do what in this room, beyond the table of roles."""

from __future__ import annotations

from django.db import models

from accounts.models import User
from accounts.roles import Permission
from partners.validity import require_permission


def require_managing(by: User, what: str, obj: models.Model | None = None) -> None:
    """Refuse who does not manage beneficiaries, or may not see the record it is about."""
    require_permission(by, Permission.MANAGE_BENEFICIARIES, what, obj)
