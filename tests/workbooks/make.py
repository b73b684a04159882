"""The command behind bin/libreoffice-samples."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from reports.intake.template import make_workbook
from tests.workbooks.calc import fill_with_calc
from tests.workbooks.identity import DEMO_IDENTITY
from tests.workbooks.samples import (
    CLEAN,
    CLEAN_ODS,
    CLEAN_XLS,
    FAULTY,
    MENDED,
    clean_content,
    faulty_content,
    mended_content,
)


def main(arguments: list[str]) -> None:
    """Fills the given template, or remakes every sample when there is none."""
    if arguments:
        template, content, *outs = map(Path, arguments)
        fill_with_calc(template, json.loads(content.read_text(encoding="utf-8")), *outs)
        return
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder, "template.xlsx")
        template.write_bytes(make_workbook(DEMO_IDENTITY))
        fill_with_calc(template, clean_content(), CLEAN, CLEAN_ODS, CLEAN_XLS)
        fill_with_calc(template, faulty_content(), FAULTY)
        fill_with_calc(template, mended_content(), MENDED)


if __name__ == "__main__":
    main(sys.argv[1:])
