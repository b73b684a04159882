from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = "Mitra"

    def ready(self) -> None:
        from accounts.zones import ask_for_zones
        from imports.registry import register
        from partners.importing import LKS
        from partners.models import zone_of_officer

        ask_for_zones(zone_of_officer)
        register(LKS)
