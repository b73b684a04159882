from django.apps import AppConfig


class AuditsConfig(AppConfig):
    name = "audits"
    verbose_name = "Audit"

    def ready(self) -> None:
        from accounts.reading import ask_for_grants, ask_to_be_told
        from audits.looks import tell_engagements
        from audits.reading import grants_of

        ask_for_grants(grants_of)
        ask_to_be_told(tell_engagements)
