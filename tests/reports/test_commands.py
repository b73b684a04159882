"""make_workbook and check_lpj: the same template and the same judgement, from the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reports.facts import template_identity
from reports.intake.layout import BKU, FIRST_DATA_ROW
from reports.intake.template import make_workbook
from reports.models import Revision
from tests.reports.stage import Stage, put
from trail.models import Event
from vault.models import StoredFile


def run(*arguments: str) -> tuple[int, str]:
    """Exit code and output of check_lpj."""
    out = io.StringIO()
    try:
        call_command("check_lpj", *arguments, stdout=out)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue()
    except CommandError as problem:
        return problem.returncode, str(problem)
    return 0, out.getvalue()


@pytest.fixture
def instalment(stage: Stage) -> str:
    return str(stage.report.instalment.pk)


def test_make_workbook_writes_the_template_that_the_page_gives(stage: Stage, instalment: str, tmp_path: Path) -> None:
    out = tmp_path / "lpj.xlsx"
    call_command("make_workbook", "--instalment", instalment, "--out", str(out), stdout=io.StringIO())
    assert out.read_bytes() == make_workbook(template_identity(stage.report.instalment))
    with pytest.raises(CommandError, match="tidak ada"):
        call_command("make_workbook", "--instalment", "999", "--out", str(out))


def test_a_clean_workbook_exits_0_and_nothing_is_saved(stage: Stage, instalment: str, tmp_path: Path) -> None:
    file = tmp_path / "lpj.xlsx"
    file.write_bytes(stage.filled())
    before = (Revision.objects.count(), StoredFile.objects.count(), Event.objects.count())
    code, text = run(str(file), "--instalment", instalment)
    assert (code, "4 baris BKU: 0 kesalahan" in text) == (0, True)
    assert (Revision.objects.count(), StoredFile.objects.count(), Event.objects.count()) == before


def test_findings_exit_1_and_the_json_tells_each_in_full(stage: Stage, instalment: str, tmp_path: Path) -> None:
    file = tmp_path / "lpj.xlsx"
    file.write_bytes(stage.filled(lambda book: put(book, BKU, FIRST_DATA_ROW + 1, payee=None)))
    code, text = run(str(file), "--instalment", instalment, "--json")
    assert code == 1
    (finding,) = json.loads(text)["findings"]
    assert set(finding) >= {"rule", "severity", "sheet", "cell", "found", "expected", "remedy", "citation"}
    assert (finding["rule"], finding["severity"], finding["sheet"], finding["cell"]) == ("BKU-08", "error", "BKU", "E8")
    assert run(str(file), "--instalment", instalment)[0] == 1


def test_what_cannot_be_judged_exits_2_with_a_sentence(stage: Stage, instalment: str, tmp_path: Path) -> None:
    empty = tmp_path / "kosong.xlsx"
    empty.write_bytes(b"")
    assert run(str(empty), "--instalment", instalment)[0] == 2
    code, text = run(str(empty), "--instalment", instalment, "--json")
    answer = json.loads(text)
    assert (code, answer["readable"], answer["findings"]) == (2, False, [])
    assert "kosong" in answer["reason"]
    assert run(str(tmp_path / "tidak-ada.xlsx"), "--instalment", instalment)[0] == 2
    assert run(str(empty), "--instalment", "999")[0] == 2
    other = stage.agreement.instalments.get(number=2)
    sound = tmp_path / "lpj.xlsx"
    sound.write_bytes(stage.filled())
    code, text = run(str(sound), "--instalment", str(other.pk))
    assert (code, "termin 1" in text) == (2, True)
