"""``manage.py demo_signins``: how to sign in to the demonstration, one line for each role."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from desk.demo.people import PASSWORD
from desk.demo.play import sign_ins


class Command(BaseCommand):
    help = "Menampilkan satu akun masuk untuk setiap peran."

    def handle(self, *args: Any, **options: Any) -> None:
        for role, address in sign_ins():
            self.stdout.write(f"  {role:18} {address}")
        self.stdout.write(f"  kata sandi semua   {PASSWORD}")
