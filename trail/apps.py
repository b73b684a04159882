from django import forms
from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "trail"
    verbose_name = "Jejak"

    def ready(self) -> None:
        """Let every text field of every form ask the same of what was typed, and every field say plainly what is wrong
        with it: no form can forget it."""
        from trail.typed import validate_typed
        from trail.wording import speak_plainly

        speak_plainly()
        forms.CharField.default_validators = [*forms.CharField.default_validators, validate_typed]
