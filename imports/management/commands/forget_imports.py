from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from imports.actions.work import forget_rows
from imports.models import ImportRun


class Command(BaseCommand):
    help = "Hapus baris impor yang lama tidak dilanjutkan (IMPORT_ROWS_KEPT_DAYS hari); catatannya tetap ada."

    def handle(self, *args: Any, **options: Any) -> None:
        before = timezone.now() - timedelta(days=settings.IMPORT_ROWS_KEPT_DAYS)
        runs = list(ImportRun.objects.left_lying(before))
        for run in runs:
            forget_rows(run=run)
        self.stdout.write(f"Baris dari {len(runs)} impor dihapus.")
