"""``manage.py remind_follow_ups``, each night: remind by mail of recommendations whose last day comes or has passed.

Exit 1 where a mail could not be sent; what was not sent is tried again the next night.
"""

from __future__ import annotations

import sys
from smtplib import SMTPException
from typing import Any

from django.core.management.base import BaseCommand

from audits.actions.reminders import due_reminders, send_reminder


class Command(BaseCommand):
    help = "Mengingatkan lewat surel tentang rekomendasi pemeriksaan yang batas tindak lanjutnya dekat atau lewat."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = False
        for recommendation in due_reminders():
            try:
                to = send_reminder(recommendation=recommendation)
            except (SMTPException, OSError) as problem:
                self.stderr.write(f"{recommendation}: tidak terkirim: {type(problem).__name__}: {problem}")
                failed = True
            else:
                self.stdout.write(f"{recommendation}: {len(to)} surel")
        if failed:
            sys.exit(1)
