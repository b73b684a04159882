from django.apps import AppConfig


class GrantsConfig(AppConfig):
    name = "grants"
    verbose_name = "Penyaluran"

    def ready(self) -> None:
        from grants.importing import DEATH_LIST
        from imports.registry import register

        register(DEATH_LIST)
