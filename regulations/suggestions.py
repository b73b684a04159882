"""What somebody may have meant who typed a code or a number that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

#: Look-ups by likeness, which cost; a hostile book could hold thousands of unknown codes.
MAX_LOOK_UPS = 50
#: Beyond so many known ones likeness is not measured: the look of a text is compared, nothing else.
MAX_MEASURED = 500

#: A code or a number is not longer; a longer text is none, and measuring likeness would cost its length squared.
LONGEST = 40

_CONFUSED = str.maketrans({"o": "0", "i": "1", "l": "1"})
_NO_SIGN = re.compile(r"[\W_]+")
_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")


class Suggestions:
    """Finds the known text nearest to a mistyped one. ``known``: key by which texts are compared → as it is shown."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = {key: shown for key, shown in known.items() if len(key) <= LONGEST}
        self._by_look: dict[str, str] | None = None
        self._answers: dict[str, str] = {}

    def __call__(self, key: str) -> str:
        """ "; maksud Anda K.02?" to be put behind what was expected, or nothing."""
        if len(key) > LONGEST:
            return ""
        if key not in self._answers:
            if len(self._answers) >= MAX_LOOK_UPS:
                return ""
            near = self._nearest(key)
            self._answers[key] = f"; maksud Anda {near}?" if near else ""
        return self._answers[key]

    def _nearest(self, key: str) -> str | None:
        if self._by_look is None:
            self._by_look = {}
            for known, shown in self._known.items():
                self._by_look.setdefault(_look(known), shown)
        if (alike := self._by_look.get(_look(key))) is not None:
            return alike
        if len(self._known) > MAX_MEASURED:
            return None
        near = get_close_matches(key, self._known, n=1)
        return self._known[near[0]] if near else None


def _look(key: str) -> str:
    """What is left of a text when signs, blanks, leading zeros, and letters that look like digits make no difference:
    "KW-007", "kw 7" and "KW-OO7" look alike."""
    return _ZEROS.sub("", _NO_SIGN.sub("", key.casefold().translate(_CONFUSED)))
