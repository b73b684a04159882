from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "activities"
    verbose_name = "Kegiatan kantor"

    def ready(self) -> None:
        from activities.importing import SALES_LIST
        from imports.registry import register

        register(SALES_LIST)
