"""The details of an event in the database: kept as the very text that the hash covers."""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from trail.chain import text_of


class DetailsField(models.TextField[Any, Any]):
    """JSON that a database keeps letter by letter. Its own JSON type would write numbers and order keys in its own way,
    and a chain of a million events would have to be written anew to be hashed."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return value if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        return value

    def get_prep_value(self, value: Any) -> Any:
        return value if value is None else text_of(value)

    def value_to_string(self, obj: models.Model) -> Any:
        return self.value_from_object(obj)
