from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Laporan"

    def ready(self) -> None:
        from partners.obligations import ask_for_obligations
        from partners.sanctions import ask_for_obstacles
        from reports import receivers  # noqa: F401  — connects them
        from reports.owed import open_reports, overdue_reports

        ask_for_obstacles(overdue_reports)
        ask_for_obligations(open_reports)
