from django.apps import AppConfig


class AuditsConfig(AppConfig):
    name = "audits"
    verbose_name = "Audit"

    def ready(self) -> None:
        from accounts.reading import ask_for_grants, ask_to_be_told
        from audits.counting import findings_behind
        from audits.looks import tell_engagements
        from audits.reading import grants_of
        from grants.origins import ask_for_origins

        ask_for_grants(grants_of)
        ask_to_be_told(tell_engagements)
        ask_for_origins(findings_behind)
