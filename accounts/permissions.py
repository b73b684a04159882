"""Guards: who may see a view, and who may give which role. Whether a record may be seen is asked of ``visible_to``."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django_htmx.middleware import HtmxDetails

from accounts.models import User
from accounts.roles import Permission, Role
from trail.refusal import NotAllowed


class SignedInRequest(HttpRequest):
    """A request behind ``needs``: its user has an account."""

    user: User
    htmx: HtmxDetails


def needs(*permissions: Permission) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Let a view be seen by who holds one of these permissions; everyone else gets a 403.

    Strangers never come here: the middleware has sent them to sign in.
    """

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            user = request.user
            if not isinstance(user, User) or not any(permission in user.permissions for permission in permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.needs = permissions  # type: ignore[attr-defined]
        return guarded

    return decorate


def require_administrator(by: User) -> None:
    """What an office says of itself is kept by its administrator, whichever page or program asks."""
    if not by.may(Permission.MANAGE_ACCOUNTS):
        raise NotAllowed("Data kantor hanya diubah administrator kantor.")


def require_right_to_give(roles: frozenset[Role], *, by: User | None) -> None:
    """Roles of an office are an administrator's to give; those of an LKS its office's finance staff's besides.

    ``by`` None is the system: the first account of all, or the demonstration.
    """
    if by is None or by.may(Permission.MANAGE_ACCOUNTS):
        return
    if not (by.may(Permission.MANAGE_PARTNERS) and all(role.definition.of_partner for role in roles)):
        raise NotAllowed("Peran ini hanya dapat diberikan administrator kantor.")
