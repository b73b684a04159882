"""The key by which names are compared: payees, officers and banks, however they are written."""

from __future__ import annotations

import re

_NO_LETTERS = re.compile(r"[\W_]+")


def letters(text: object) -> str:
    """Letters and digits alone, all small: “CV. Maju-Jaya” and “cv maju jaya” are one."""
    return _NO_LETTERS.sub("", str(text).casefold())
