"""``manage.py seed_demo``: load the demonstration; what is there already stays as it is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from desk.demo.play import play
from partners.models import Partner


class Command(BaseCommand):
    help = "Memuat demonstrasi lewat tindakan pengguna sendiri. Aman diulang: yang sudah ada tidak disentuh."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--force", action="store_true", help="muat walau AMANAH_DEMO tidak dipasang")

    def handle(self, *args: Any, **options: Any) -> None:

        if not settings.DEMO and not options["force"]:
            raise CommandError("Demonstrasi hanya untuk pemasangan contoh: pasang AMANAH_DEMO=1.")
        for name, new in play():
            self.stdout.write(f"{name}: {'dibuat' if new else 'sudah ada'}")
        self.stdout.write(f"{Partner.objects.count()} LKS.")
