"""How a person with a new account comes to their first password."""

from __future__ import annotations

from allauth.account.forms import ResetPasswordForm
from django.http import HttpRequest

from accounts.models import User


def invite(request: HttpRequest, user: User) -> None:
    """Send the person a link through which they set a password."""
    form = ResetPasswordForm({"email": user.email})
    if form.is_valid():
        form.save(request)
