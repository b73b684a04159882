"""Real use with the published key is an error of ``check --deploy``."""

from __future__ import annotations

from typing import Any

from vault.checks import PUBLIC_KEY, personal_data_has_a_key_of_its_own


def test_the_published_key_is_an_error(settings: Any) -> None:
    settings.VAULT_KEY = f"own,{PUBLIC_KEY}"
    assert [message.id for message in personal_data_has_a_key_of_its_own(None)] == ["vault.E001"]


def test_a_key_of_ones_own_is_fine(settings: Any) -> None:
    settings.VAULT_KEY = "own"
    assert personal_data_has_a_key_of_its_own(None) == []


def test_the_default_of_the_settings_is_the_one_checked_for() -> None:
    from config import settings as module

    assert PUBLIC_KEY in (module.BASE_DIR / "config" / "settings.py").read_text()
