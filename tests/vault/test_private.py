from __future__ import annotations

import re

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError
from django.db import connection, models
from hypothesis import given
from hypothesis import strategies as st

from vault.private import (
    EncryptedTextField,
    Undecipherable,
    decrypt,
    encrypt,
    keyed_index,
    mask_nik,
    mask_number,
)

NIK = "3602041234567890"  # made up
OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


class Secret(models.Model):
    """A record with a secret, in a table of its own for these tests."""

    text = EncryptedTextField(blank=True, null=True)

    class Meta:
        app_label = "vault"
        managed = False
        db_table = "vault_test_secret"

    def __str__(self) -> str:
        return f"secret {self.pk}"


@pytest.fixture
def table(db, settings):
    settings.VAULT_KEY = OLD
    with connection.cursor() as cursor:
        number = "integer primary key" if connection.vendor == "sqlite" else "serial primary key"
        cursor.execute(f"CREATE TABLE vault_test_secret (id {number}, text text NULL)")


def raw() -> list[str | None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM vault_test_secret ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


@given(st.text())
def test_what_is_encrypted_comes_back_as_it_was(text):
    assert decrypt(encrypt(text)) == text


def test_the_column_holds_no_trace_of_the_text_and_never_the_same_twice(table):
    Secret.objects.create(text=NIK)
    Secret.objects.create(text=NIK)
    first, second = raw()
    assert first != second
    assert all(value and NIK not in value and NIK[:6] not in value for value in (first, second))
    assert [secret.text for secret in Secret.objects.all()] == [NIK, NIK]
    assert list(Secret.objects.values_list("text", flat=True)) == [NIK, NIK]


def test_every_way_of_writing_encrypts(table):
    secret = Secret.objects.create(text="a")
    Secret.objects.bulk_create([Secret(text="b")])
    Secret.objects.filter(pk=secret.pk).update(text=NIK)
    other = Secret.objects.exclude(pk=secret.pk).get()
    other.text = NIK
    Secret.objects.bulk_update([other], ["text"])
    assert all(value and value.startswith("gAAAA") for value in raw())
    assert {secret.text for secret in Secret.objects.all()} == {NIK}


def test_blank_and_nothing_stay_what_they_are(table):
    Secret.objects.create(text="")
    Secret.objects.create(text=None)
    assert raw() == ["", None]
    assert [secret.text for secret in Secret.objects.order_by("pk")] == ["", None]
    assert Secret.objects.filter(text__isnull=True).count() == 1


@pytest.mark.parametrize("lookup", ["text", "text__contains", "text__in"])
def test_searching_by_the_ciphertext_is_an_error_not_an_empty_answer(table, lookup):
    with pytest.raises(FieldError, match="keyed index"):
        list(Secret.objects.filter(**{lookup: NIK}))


def test_a_new_key_in_front_encrypts_and_the_old_one_still_opens(settings):
    settings.VAULT_KEY = OLD
    before = encrypt(NIK)
    settings.VAULT_KEY = f"{NEW}, {OLD}"
    assert decrypt(before) == NIK
    after = encrypt(NIK)
    settings.VAULT_KEY = NEW
    assert decrypt(after) == NIK
    with pytest.raises(Undecipherable):
        decrypt(before)


def test_a_changed_token_is_noticed(settings):
    token = encrypt(NIK)
    with pytest.raises(Undecipherable):
        decrypt(token[:20] + ("A" if token[20] != "A" else "B") + token[21:])


def test_the_index_finds_the_same_value_and_tells_others_apart():
    assert keyed_index(NIK) == keyed_index(f" {NIK}\n")
    assert keyed_index(NIK) != keyed_index(NIK[:-1] + "1")
    assert re.fullmatch(r"[0-9a-f]{64}", keyed_index(NIK))


def test_the_index_cannot_be_made_without_the_key_and_survives_a_new_key_in_front(settings):
    settings.VAULT_KEY = OLD
    before = keyed_index(NIK)
    settings.VAULT_KEY = f"{NEW},{OLD}"
    assert keyed_index(NIK) == before
    settings.VAULT_KEY = NEW
    assert keyed_index(NIK) != before


@pytest.mark.parametrize(
    ("nik", "shown"),
    [
        (NIK, "360204••••••7890"),
        ("", ""),
        ("12345678", "••••••••"),
        ("123456789", "•••••6789"),
        ("36020412345678901", "•••••••••••••8901"),
    ],
)
def test_a_nik_is_shown_without_its_birth_date(nik, shown):
    assert mask_nik(nik) == shown


def test_an_account_number_shows_its_last_four():
    assert mask_number("0012345678") == "••••••5678"
