"""Personal data at rest: encrypted in its column, found by a keyed index, shown masked.

``settings.VAULT_KEY`` is one Fernet key, or several with commas between them. The first one encrypts; all of them
decrypt. The *last* one keys the index, so that a new key in front leaves every stored index valid; only when the last
key is taken away must the rows be saved again, which writes both values anew.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression

_INDEX_PURPOSE = b"amanah keyed index v1"
_HIDDEN = "•"


class Undecipherable(ValueError):
    """A stored value that none of the keys in VAULT_KEY opens."""


class EncryptedTextField(models.TextField):
    """Text that the database holds only encrypted. It cannot be searched or ordered by: keep a ``keyed_index``
    beside it. Blank and None are stored as they are."""

    description = "Encrypted text"
    #: Not even the trail says what stands here (``trail.changed.difference``).
    is_closed = True

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return encrypt(text) if text else text

    def from_db_value(self, value: str | None, expression: Expression, connection: BaseDatabaseWrapper) -> str | None:
        return decrypt(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Only "isnull" has a meaning: equal texts have different ciphertexts."""
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted; look it up by its keyed index")
        return super().get_lookup(lookup_name)


def encrypt(text: str) -> str:
    """The text as a Fernet token; another one each time."""
    return _cipher(settings.VAULT_KEY).encrypt(text.encode()).decode("ascii")


def decrypt(token: str) -> str:
    """What :func:`encrypt` was given. Raises Undecipherable where the keys do not fit or the token was changed."""
    try:
        return _cipher(settings.VAULT_KEY).decrypt(token.encode()).decode()
    except InvalidToken as problem:
        raise Undecipherable("no key in VAULT_KEY opens this value") from problem


def keyed_index(value: str) -> str:
    """A value's stand-in for look-up and uniqueness: HMAC-SHA256, 64 hex digits. Blanks at the ends do not count.

    Without the key nobody can try out all NIK against it.
    """
    return hmac.new(_index_key(settings.VAULT_KEY), value.strip().encode(), hashlib.sha256).hexdigest()


def mask_nik(nik: str) -> str:
    """ "3602041234567890" → "360204••••••7890": region and serial stay, the birth date goes. What is not 16
    characters long shows at most its last four."""
    if len(nik) == 16:
        return nik[:6] + _HIDDEN * 6 + nik[-4:]
    return mask_number(nik)


def mask_number(number: str) -> str:
    """All but the last four characters hidden; a number of up to eight is hidden whole."""
    if len(number) <= 8:
        return _HIDDEN * len(number)
    return _HIDDEN * (len(number) - 4) + number[-4:]


def mask_words(text: str) -> str:
    """ "Siti Aminah" → "S••• A•••": of each word its first letter."""
    return " ".join(f"{word[0]}{_HIDDEN * 3}" for word in text.split())


def _keys(joined: str) -> list[str]:
    return [key.strip() for key in joined.split(",") if key.strip()]


@lru_cache(maxsize=4)
def _cipher(joined: str) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in _keys(joined)])


@lru_cache(maxsize=4)
def _index_key(joined: str) -> bytes:
    oldest = base64.urlsafe_b64decode(_keys(joined)[-1])
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=_INDEX_PURPOSE).derive(oldest)
