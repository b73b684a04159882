"""What finance staff of the balai do about a final finding: open the return of its money to the treasury."""

from __future__ import annotations

from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import User
from accounts.roles import Permission
from audits.counting import left_to_open
from audits.files import admitted
from audits.finding_pdf import finding_pdf
from audits.locks import locked_finding
from audits.models import Finding, FindingReturn
from grants.actions.returns import open_finding
from partners.models import Instalment
from partners.validity import require_permission
from rupiah.format import format_rupiah
from trail.record import record_event
from trail.refusal import Refusal, StalePage

#: A return keeps its ground in so many letters.
_LONGEST = 300


def open_finding_return(*, finding: Finding, instalment: Instalment, amount: int, by: User) -> FindingReturn:
    """Open the return of a final finding's money, of one instalment of its LKS; the finding's print is its paper.

    Refuses more than is open of the finding less what is going back for it already, and all that ``open_finding``
    refuses.
    """
    require_permission(by, Permission.OPEN_FINDING, "mencatat pengembalian temuan ini", finding)
    printed = Finding.objects.select_related("engagement__office", "partner", "office").get(pk=finding.pk)
    _require_open(printed, instalment, amount)
    # Printed and judged before anything is locked: it takes long.
    paper = ContentFile(finding_pdf(printed), name=f"temuan-{finding.engagement_id}-{finding.number}.pdf")
    (file,) = admitted([paper], label="Cetakan temuan")
    with transaction.atomic():
        row = locked_finding(finding)
        if row.version != printed.version:
            raise StalePage("Temuan ini baru saja berubah. Muat ulang halaman, lalu periksa jumlahnya.")
        received_on = _require_open(row, instalment, amount)
        owed = open_finding(
            instalment=instalment,
            amount=amount,
            reference=f"{row.report_number}, temuan {row.number}",
            found_on=received_on,
            reason=f"{row.title}. {row.condition}"[:_LONGEST],
            upload=file,
            by=by,
        )
        opened = FindingReturn.objects.create(finding=finding, treasury_return=owed, opened_by=by)
        data = {"amount": amount, "treasury_return": owed.pk}
        record_event(verb="finding.open_return", obj=finding, by=by, data=data)
    return opened


def _require_open(finding: Finding, instalment: Instalment, amount: int) -> date:
    """Refuse what no return is opened of; else the day on which the finding was received."""
    if finding.state != "final" or finding.received_on is None:
        raise Refusal(f"Temuan ini berstatus “{finding.state_label}”. Pengembalian dibuka dari temuan yang final.")
    if instalment.agreement.partner_id != finding.partner_id:
        raise Refusal("Termin ini bukan milik LKS dalam temuan ini.")
    left = left_to_open(finding)
    if not 0 < amount <= left:
        raise Refusal(f"Yang masih dapat dibuka pengembaliannya dari temuan ini {format_rupiah(left)}.")
    return finding.received_on
