"""``manage.py remember_heads``, each night: verify every chain, remember the heads, send them to TRAIL_MAILBOX.

Exit 1 where a chain is broken or the mail could not be sent.
"""

from __future__ import annotations

import sys
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from trail.nightly import letter, remember_heads, send_heads


class Command(BaseCommand):
    help = "Memeriksa semua rantai, mencatat ujungnya, dan mengirimnya ke kotak surat luar (TRAIL_MAILBOX)."

    def handle(self, *args: Any, **options: Any) -> None:
        event, verdicts = remember_heads()
        self.stdout.write(letter(event, verdicts))
        failed = not all(verdict.whole for verdict in verdicts)
        if settings.TRAIL_MAILBOX:
            try:
                send_heads(event, verdicts, settings.TRAIL_MAILBOX)
            except (SMTPException, OSError) as problem:
                self.stderr.write(f"Ujung rantai tidak terkirim: {type(problem).__name__}: {problem}")
                failed = True
        if failed:
            sys.exit(1)
