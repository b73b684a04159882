"""The LPJ template for tests that only want a workbook to fill in: the real one with fewer prepared rows.

Making, opening and saving hundreds of empty rows is most of what such a test would cost. Tests of the template itself
make the whole of it.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from unittest import mock

from reports.intake import table_sheets
from reports.intake.identity import TemplateIdentity
from reports.intake.template import make_workbook

_ROWS = 15


@cache
def template_of(identity: TemplateIdentity) -> bytes:
    """The template of an instalment, prepared for few lines; the same identity gives the same bytes."""
    with ExitStack() as few:
        for name in ("BKU", "PM", "TAX"):
            table = getattr(table_sheets, name)
            few.enter_context(mock.patch.object(table_sheets, name, replace(table, input_rows=_ROWS)))
        content = make_workbook(identity)
    # Should the sheets be written elsewhere one day, every test would silently open hundreds of rows again.
    assert len(content) < 50_000, "the prepared rows are not fewer"
    return content
