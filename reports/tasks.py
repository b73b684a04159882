"""Work done behind the request: what takes longer than a person should wait."""

from __future__ import annotations

from django_tasks import task

from reports.models import OfficialPrint
from reports.official import make_official_print


@task()
def render_official_print(print_id: int) -> None:
    """Make the official PDF of an accepted report and keep it; done already, it does nothing."""
    make_official_print(OfficialPrint.objects.get(pk=print_id))
