"""Makes the template filters known to Django; nothing else in this room needs it."""

from django.apps import AppConfig


class RupiahConfig(AppConfig):
    name = "rupiah"
    verbose_name = "Rupiah"
