"""A paid instalment and clean workbooks for it, of as many cash book lines as asked. Runs as a stage of the bench."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

from partners.actions import BudgetLineInput, InstalmentInput, activate_agreement, draft_agreement, propose_agreement
from reports.facts import template_identity
from reports.models import Report
from tests.cast import ENDS, SIGNED, Cast
from tests.workbooks.generate import PRICE, REMAINDER, fill_clean

PROPERTIES = "docProps/core.xml"
AUTHOR = re.compile(rb"[^<>]*</dc:creator>")


def prepare(*, rows: int, copies: int, folder: str) -> dict[str, object]:
    """Open the report of a paid instalment and write its workbook `copies` times: ids, files, and first and last day.

    The copies differ in one property that nobody reads, because the same bytes are refused as no new revision.
    """
    report = open_report(rows)
    content = fill_clean(template_identity(report.instalment), rows)
    files = []
    for number in range(copies):
        file = Path(folder) / f"lpj-{number}.xlsx"
        file.write_bytes(signed_copy(content, number))
        files.append(str(file))
    agreement = report.instalment.agreement
    period = [agreement.starts_on.toordinal(), agreement.ends_on.toordinal()]
    return {"report": report.pk, "files": files, "period": period}


def open_report(rows: int) -> Report:
    """The report of an instalment whose money and RAB suffice for `rows` lines of the generated cash book."""
    received = (rows - 1) * PRICE + REMAINDER
    assert received % PRICE == 0, "the RAB is whole portions"
    cast = Cast()
    by = cast.person("finance")
    agreement = draft_agreement(
        partner=cast.partner(),
        by=by,
        number="001/PKS/BKMJ/04/2021",
        title="Permakanan",
        signed_on=SIGNED,
        starts_on=SIGNED,
        ends_on=ENDS,
        purpose="rehabilitasi",
        form="uang",
        approach="komunitas",
        components=["hidup_layak"],
        scope="Permakanan.",
        value=received,
        report_within_days=180,
        budget_lines=[BudgetLineInput("1.1", "Permakanan penerima manfaat", received // PRICE, "porsi", PRICE)],
        instalments=[InstalmentInput(number=1, amount=received, planned_on=date(2021, 4, 15))],
    )
    propose_agreement(agreement=agreement, by=by, version=agreement.version)
    activate_agreement(agreement=agreement, by=cast.person("ppk"), version=agreement.version)
    instalment = agreement.instalments.get()
    cast.paid(instalment)
    return Report.objects.get(instalment=instalment)


def signed_copy(content: bytes, number: int) -> bytes:
    """The same workbook by another author: other bytes, the same cells."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            body = source.read(entry)
            if entry.filename == PROPERTIES:
                body, found = AUTHOR.subn(f"Salinan {number}</dc:creator>".encode(), body)
                assert found == 1, "the workbook names no author: the copies would be the same"
            target.writestr(entry, body)
    return out.getvalue()
