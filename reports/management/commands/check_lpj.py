"""Judge a workbook from the command line, without saving anything."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from partners.models import Instalment
from regulations.findings import Finding, Severity
from reports.judge import Judgement, judge
from trail.refusal import Refusal
from vault.door import judge_only
from vault.kinds import WORKBOOKS

CLEAN, FINDINGS, UNREADABLE = 0, 1, 2


class Command(BaseCommand):
    help = (
        "Judge a filled LPJ workbook by every rule of the workbook stage, and save nothing. "
        "Exit code 0: no errors and no warnings (notes alone do not count); 1: errors or warnings; "
        "2: the file cannot be judged at all (no workbook, damaged, another report's), or there is no such instalment."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="the .xlsx to judge")
        parser.add_argument("--instalment", type=int, required=True, metavar="ID", help="id of the instalment (termin)")
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines to read")

    def handle(self, *args: Any, file: Path, instalment: int, **options: Any) -> None:
        found = Instalment.objects.filter(pk=instalment).first()
        if found is None:
            raise CommandError(f"Termin {instalment} tidak ada.", returncode=UNREADABLE)
        try:
            with file.open("rb") as content:
                judge_only(content, WORKBOOKS)
                content.seek(0)
                judgement = judge(content, instalment=found)
        except OSError as problem:
            raise CommandError(f"{file} tidak dapat dibaca: {problem.strerror}", returncode=UNREADABLE) from problem
        except Refusal as refusal:
            if options["json"]:
                self._print_json({"file": str(file), "readable": False, "reason": str(refusal), "findings": []})
                sys.exit(UNREADABLE)
            raise CommandError(str(refusal), returncode=UNREADABLE) from refusal
        if options["json"]:
            self._print_json(_as_json(file, judgement))
        else:
            self._print_lines(judgement)
        heavy = judgement.count(Severity.ERROR) + judgement.count(Severity.WARNING)
        if heavy:
            sys.exit(FINDINGS)

    def _print_json(self, answer: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))

    def _print_lines(self, judgement: Judgement) -> None:
        for finding in judgement.findings:
            place = judgement.intake.cell_of(finding) or "Laporan"
            self.stdout.write(f"{finding.severity.label} {finding.rule}  {place}: {finding.message}")
            self.stdout.write(f"    Ditemukan: {finding.found}. Seharusnya: {finding.expected}.")
            self.stdout.write(f"    {finding.remedy}  [{finding.citation}]")
        counts = ", ".join(f"{judgement.count(severity)} {severity.label.lower()}" for severity in Severity)
        self.stdout.write(f"{len(judgement.intake.entries)} baris BKU: {counts}.")


def _as_json(file: Path, judgement: Judgement) -> dict[str, Any]:
    return {
        "file": str(file),
        "readable": True,
        "judged_on": judgement.on.isoformat(),
        "entries": len(judgement.intake.entries),
        "beneficiaries": len(judgement.intake.beneficiaries),
        "counts": {severity.value: judgement.count(severity) for severity in Severity},
        "findings": [_finding_as_json(finding, judgement) for finding in judgement.findings],
    }


def _finding_as_json(finding: Finding, judgement: Judgement) -> dict[str, Any]:
    sheet, _, cell = judgement.intake.cell_of(finding).rpartition("!")
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "sheet": sheet,
        "cell": cell,
        "message": finding.message,
        "found": finding.found,
        "expected": finding.expected,
        "remedy": finding.remedy,
        "citation": str(finding.citation),
    }
