from __future__ import annotations

from pathlib import Path

import pytest

from accounts.models import Office, User


@pytest.fixture
def vault_folder(settings, tmp_path: Path) -> Path:
    """An empty vault on disk, with the storage that the settings name."""
    folder = tmp_path / "vault"
    vault = settings.STORAGES["vault"]
    settings.STORAGES = {**settings.STORAGES, "vault": {**vault, "OPTIONS": {"location": folder, "base_url": None}}}
    settings.CLAMD_SOCKET = ""
    return folder


@pytest.fixture
def treasurer(db) -> User:
    """Made up: Sari, who sends files."""
    office = Office.objects.create(name="Balai Contoh", code="999001")
    return User.objects.create_user("sari@contoh.test", name="Sari Contoh", office=office)
