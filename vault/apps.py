from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Private files and the protection of personal data."""

    name = "vault"
    verbose_name = "Brankas berkas"

    def ready(self) -> None:
        from vault import checks  # noqa: F401  — registers them
