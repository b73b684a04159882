"""Lines typed in the browser: kept as a draft, judged, and saved by the same way as an uploaded workbook."""

from __future__ import annotations

import io
import json

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils.text import slugify

from accounts.models import User
from reports.actions.upload import SameWorkbook, upload_workbook
from reports.intake.typed import Typed, write_typed
from reports.judge import Judgement, judge
from reports.lines import identity_of, to_plain
from reports.models import LinesDraft, Report, Revision
from reports.permissions import is_treasurer, require_fill
from trail.refusal import NotAllowed, StalePage


class OtherWindow(StalePage):
    """The draft was changed from another page of the same person. ``version`` is that of the draft now."""

    def __init__(self, version: int) -> None:
        super().__init__(
            "Isian laporan ini juga dibuka di jendela atau perangkat lain, dan di sana ada perubahan yang lebih baru.",
            "Isian di layar ini tetap ada. Pakai isian di layar ini, atau muat ulang halaman untuk yang baru.",
        )
        self.version = version


def judge_lines(*, report: Report, typed: Typed, by: User) -> Judgement:
    """What an upload of these lines would be told; nothing is kept. Raises as ``upload_workbook`` does."""
    require_fill(by, report)
    return judge(io.BytesIO(write_typed(identity_of(report), typed)), instalment=report.instalment, alone=True)


def lines_workbook(*, report: Report, typed: Typed, by: User) -> ContentFile[bytes]:
    """The report's own workbook with the lines in it, to take home; nothing is kept.

    Also of a report that was sent in meanwhile: what its treasurer has typed is not lost for that.
    """
    if not is_treasurer(by, report):
        raise NotAllowed("Hanya bendahara LKS yang mengisi laporannya.")
    instalment = report.instalment
    name = f"LPJ {slugify(instalment.agreement.partner.name)} termin {instalment.number} - isian peramban.xlsx"
    return ContentFile(write_typed(identity_of(report), typed), name=name)


def save_lines(*, report: Report, typed: Typed, follows: int, by: User, draft: int | None = None) -> Revision:
    """Write the lines into the report's own workbook, upload that, and let go of the draft.

    ``follows`` is the number of the revision that they go on from, 0 for none: raises StalePage where there is a
    later one. ``draft`` is the version of the draft that they were, None for any: another one holds other lines and
    stays. The very lines of the last revision make no new one; it is given back. Raises as ``upload_workbook`` does.
    """
    require_fill(by, report)
    workbook = lines_workbook(report=report, typed=typed, by=by)
    try:
        revision = upload_workbook(report=report, upload=workbook, by=by, follows=follows)
    except SameWorkbook as same:
        revision = same.revision
    discard_draft(report=report, by=by, version=draft)
    return revision


@transaction.atomic
def keep_draft(*, report: Report, typed: Typed, follows: int, version: int, by: User) -> int:
    """Keep the lines for this person alone, and give the draft's new version.

    ``version`` is the one that the page knows, 0 for none. Raises OtherWindow where another page has kept one since.
    """
    require_fill(by, report)
    content = json.dumps(to_plain(typed), ensure_ascii=False)
    own = LinesDraft.objects.written_by(by).filter(report=report)
    if version == 0:
        _, created = own.get_or_create(
            report=report, author=by, defaults={"content": content, "follows": follows, "version": 1}
        )
        if created:
            return 1
    # A query set's update encrypts as saving does; the version is compared in the update itself.
    elif own.filter(version=version).update(content=content, follows=follows, version=F("version") + 1):
        return version + 1
    raise OtherWindow(own.values_list("version", flat=True).first() or 0)


@transaction.atomic
def discard_draft(*, report: Report, by: User, version: int | None = None) -> None:
    """Throw this person's unsaved lines away; only those of this ``version`` where one is given."""
    own = LinesDraft.objects.written_by(by).filter(report=report)
    (own if version is None else own.filter(version=version)).delete()
