from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Private files and the protection of personal data."""

    name = "vault"
    verbose_name = "Brankas berkas"
