from django.apps import AppConfig


class GrantsConfig(AppConfig):
    name = "grants"
    verbose_name = "Penyaluran"

    def ready(self) -> None:
        from beneficiaries.deaths import ask_for_deaths
        from grants.deaths import known_deaths
        from grants.importing import DEATH_LIST
        from imports.registry import register

        register(DEATH_LIST)
        ask_for_deaths(known_deaths)
