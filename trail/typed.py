"""What no form takes in: characters that turn a text round unseen, and digits of other scripts."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from trail.characters import fault_in


def validate_typed(text: object) -> None:
    """Refuse what ``fault_in`` finds fault with. A field that makes something else of what was typed, as one of amounts
    does, has read it by rules of its own already."""
    if isinstance(text, str) and (fault := fault_in(text)):
        raise ValidationError(fault)
