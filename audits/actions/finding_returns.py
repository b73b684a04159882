"""What finance staff of the balai do about a final finding: open the return of its money to the treasury."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import User
from accounts.roles import Permission
from audits.counting import left_to_open
from audits.finding_pdf import finding_pdf
from audits.models import Finding, FindingReturn
from grants.actions.returns import open_finding
from partners.models import Instalment
from partners.validity import require_permission
from rupiah.format import format_rupiah
from trail.record import record_event
from trail.refusal import Refusal

#: A return keeps its ground in so many letters.
_LONGEST = 300


@transaction.atomic
def open_finding_return(*, finding: Finding, instalment: Instalment, amount: int, by: User) -> FindingReturn:
    """Open the return of a final finding's money, of one instalment of its LKS; the finding's print is its paper.

    Refuses more than is open of the finding less what is going back for it already, and all that ``open_finding``
    refuses.
    """
    require_permission(by, Permission.OPEN_FINDING, "mencatat pengembalian temuan ini", finding)
    row = Finding.objects.select_for_update().get(pk=finding.pk)
    if row.state != "final" or row.received_on is None:
        raise Refusal(f"Temuan ini berstatus “{row.state_label}”. Pengembalian dibuka dari temuan yang final.")
    if instalment.agreement.partner_id != row.partner_id:
        raise Refusal("Termin ini bukan milik LKS dalam temuan ini.")
    left = left_to_open(row)
    if not 0 < amount <= left:
        raise Refusal(f"Yang masih dapat dibuka pengembaliannya dari temuan ini {format_rupiah(left)}.")
    owed = open_finding(
        instalment=instalment,
        amount=amount,
        reference=f"{row.report_number}, temuan {row.number}",
        found_on=row.received_on,
        reason=f"{row.title}. {row.condition}"[:_LONGEST],
        upload=ContentFile(finding_pdf(finding), name=f"temuan-{row.engagement_id}-{row.number}.pdf"),
        by=by,
    )
    opened = FindingReturn.objects.create(finding=finding, treasury_return=owed, opened_by=by)
    data = {"amount": amount, "treasury_return": owed.pk}
    record_event(verb="finding.open_return", obj=finding, by=by, data=data)
    return opened
