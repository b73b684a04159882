"""Exceptions of the gate, brought on stage by the users' own actions."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from grants.actions.exceptions import ask_exception
from grants.models import GateException
from partners.models import Instalment
from tests.cast import Cast

BECAUSE = "Panti kehabisan beras; laporan selesai minggu depan."


def exception_asked(cast: Cast, instalment: Instalment, **changes: object) -> GateException:
    """Asked by the PPK for the report on the first instalment, until ten days from now."""
    given: dict[str, object] = {
        "reasons": ["laporan:1"],
        "because": BECAUSE,
        "valid_until": timezone.localdate() + timedelta(days=10),
        "by": cast.person("ppk"),
    }
    return ask_exception(instalment=instalment, **{**given, **changes})  # type: ignore[arg-type]
