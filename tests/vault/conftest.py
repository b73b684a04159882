from __future__ import annotations

from pathlib import Path

import pytest

from accounts.models import Office, User


@pytest.fixture
def vault_folder(settings) -> Path:
    """The vault of this test alone, with no virus scanner before it."""
    settings.CLAMD_SOCKET = ""
    return settings.VAULT_ROOT


@pytest.fixture
def sender(db) -> User:
    """Made up: Sari, who sends files."""
    office = Office.objects.create(name="Balai Contoh Berkas", code="999001")
    return User.objects.create_user("sari.berkas@contoh.test", name="Sari Contoh", office=office)
