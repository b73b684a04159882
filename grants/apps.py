from django.apps import AppConfig


class GrantsConfig(AppConfig):
    name = "grants"
    verbose_name = "Penyaluran"

    def ready(self) -> None:
        from beneficiaries.deaths import ask_for_deaths
        from beneficiaries.repeated import ask_for_decreed
        from grants.allocation_importing import DIPA_LINES
        from grants.deaths import deaths_apart
        from grants.decreed import above_value, decreed_of
        from grants.delivery_importing import DELIVERY_LIST
        from grants.importing import DEATH_LIST
        from grants.owed import open_money
        from grants.recipient_importing import RECIPIENT_LIST
        from imports.registry import register
        from partners.commitments import ask_for_commitments
        from partners.obligations import ask_for_obligations

        register(DEATH_LIST)
        register(RECIPIENT_LIST)
        register(DIPA_LINES)
        register(DELIVERY_LIST)
        ask_for_deaths(deaths_apart)
        ask_for_obligations(open_money)
        ask_for_commitments(above_value)
        ask_for_decreed(decreed_of)
