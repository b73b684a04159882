"""Write the workbook of an instalment to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from partners.models import Instalment
from reports.facts import template_identity
from reports.intake.template import make_workbook


class Command(BaseCommand):
    help = "Write the LPJ workbook (template) of an instalment, filled with what the office knows, as an .xlsx file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--instalment", type=int, required=True, metavar="ID", help="id of the instalment (termin)")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="where to write the .xlsx")

    def handle(self, *args: Any, instalment: int, out: Path, **options: Any) -> None:
        found = Instalment.objects.filter(pk=instalment).first()
        if found is None:
            raise CommandError(f"Termin {instalment} tidak ada.")
        try:
            out.write_bytes(make_workbook(template_identity(found)))
        except OSError as problem:
            raise CommandError(f"{out} tidak dapat ditulis: {problem.strerror}") from problem
        self.stdout.write(str(out))
