"""Who is served: the person, the assessment and service, the aid, the companion, and what follows."""

from django.apps import AppConfig


class BeneficiariesConfig(AppConfig):
    name = "beneficiaries"
    verbose_name = "Penerima manfaat"

    def ready(self) -> None:
        from beneficiaries.importing import PEOPLE_LIST
        from beneficiaries.programme_checks import CHECK_LIST
        from beneficiaries.still_served import still_served
        from imports.registry import register
        from partners.obligations import ask_for_obligations

        ask_for_obligations(still_served)
        register(PEOPLE_LIST)
        register(CHECK_LIST)
