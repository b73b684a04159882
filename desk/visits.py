"""What waits of those whose service has ended: visits, and persons whom nobody serves where they were handed over."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from beneficiaries.models import Service
from desk.things import Thing

#: Visits that are due within a week are told.
SOON = timedelta(days=7)


def visits(user: User) -> QuerySet[Service]:
    rows = Service.objects.visible_to(user).visited_later()
    return rows.filter(next_visit_on__lte=timezone.localdate() + SOON).select_related("person", "partner")


def show_visit(service: Service) -> Thing:
    detail = f"{service.get_ended_for_display()}, {service.partner or 'dilayani kantor sendiri'}"
    url = service.get_absolute_url()
    return Thing(service.person.name, detail, url, due_on=service.next_visit_on, counts_down=True)


def handed_over(user: User) -> QuerySet[Service]:
    return Service.objects.visible_to(user).handed_over_in_vain().select_related("person", "handed_to")


def show_handed_over(service: Service) -> Thing:
    return Thing(service.person.name, f"Dialihkan ke {service.handed_to}", service.get_absolute_url())
