"""``manage.py verify_trail``: check every chain; exit 1 and name the first broken event where one is broken."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from trail.verify import verify_all


class Command(BaseCommand):
    help = "Memeriksa keutuhan jejak setiap kantor; keluar dengan 1 bila ada yang rusak."

    def handle(self, *args: Any, **options: Any) -> None:
        verdicts = verify_all()
        for verdict in verdicts:
            if verdict.whole:
                self.stdout.write(f"{verdict.chain}: utuh, {verdict.length} peristiwa, ujung {verdict.head}")
            else:
                self.stdout.write(f"{verdict.chain}: RUSAK pada peristiwa nomor {verdict.broken_at}: {verdict.reason}")
        if not all(verdict.whole for verdict in verdicts):
            sys.exit(1)
