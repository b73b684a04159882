"""Make the official prints that are missing, because making one failed or the worker lost it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.models import OfficialPrint
from reports.official import make_official_print


class Command(BaseCommand):
    help = "Make every official print that has no PDF yet. Those that exist stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        for official in OfficialPrint.objects.filter(pdf__isnull=True).order_by("pk"):
            try:
                made = make_official_print(official)
            except Exception as problem:  # one broken print must not keep the others from being made
                failed += 1
                self.stderr.write(f"{official}: gagal, {type(problem).__name__}: {problem}")
            else:
                self.stdout.write(f"{official}: {made.original_name}, {made.size} byte")
        if failed:
            raise CommandError(f"{failed} cetakan gagal dibuat.")
