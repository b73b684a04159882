"""Checks before real use: ``manage.py check --deploy``."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

#: Stands in settings.py for everybody to read; good for developing only.
PUBLIC_KEY = "YW1hbmFoLWhhbnlhLXVudHVrLXBlbmdlbWJhbmdhbi0="


@register(Tags.security, deploy=True)
def personal_data_has_a_key_of_its_own(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Personal data encrypted with a published key are not encrypted."""
    if PUBLIC_KEY in settings.VAULT_KEY.split(","):
        hint = "Make one: python3 -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())'"
        return [Error("VAULT_KEY is the published one for developing.", hint=hint, id="vault.E001")]
    return []
