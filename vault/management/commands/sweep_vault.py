from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from vault.sweep import sweep_vault


class Command(BaseCommand):
    help = "Hapus dari brankas berkas yang tidak lagi disebut oleh catatan mana pun (lebih tua dari satu hari)."

    def handle(self, *args: Any, **options: Any) -> None:
        swept = sweep_vault()
        self.stdout.write(f"{len(swept)} berkas dihapus.")
