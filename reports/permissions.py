"""Who may do what to a report, beyond what the workflow's steps say."""

from __future__ import annotations

from accounts.models import User
from accounts.roles import Permission, Role
from partners.models import Officer
from reports.models import Report
from trail.refusal import NotAllowed, Refusal

SIGNING_PERMISSION = {
    Role.TREASURER: Permission.SIGN_AS_TREASURER,
    Role.PARTNER_HEAD: Permission.SIGN_AS_HEAD,
}


def role_at_partner(user: User, report: Report) -> Role | None:
    """The office that this person holds now at the LKS of the report: treasurer, head, or None."""
    role = (
        Officer.objects.filter(partner__agreements__instalments__report=report, user=user, active=True)
        .values_list("role", flat=True)
        .first()
    )
    return Role(role) if role else None


def may_fill(user: User, report: Report) -> bool:
    """The treasurer of this LKS, while the report is with the LKS."""
    return report.is_open and user.may(Permission.FILL_REPORT, report)


def require_fill(user: User, report: Report) -> None:
    """Raise NotAllowed for anyone but the treasurer, Refusal where the report is no longer with the LKS."""
    if not user.may(Permission.FILL_REPORT, report):
        raise NotAllowed("Hanya bendahara LKS ini yang dapat mengubah laporan.")
    if not report.is_open:
        raise Refusal(
            f"Laporan ini sudah dikirim (status: {report.state_label}), jadi tidak dapat diubah.",
            "Bila ada yang keliru, mintalah balai mengembalikan laporan kepada Anda.",
        )


def signing_role(user: User, report: Report) -> Role | None:
    """As what this person would sign the statement of responsibility, or None."""
    role = role_at_partner(user, report)
    return role if role is not None and user.may(SIGNING_PERMISSION[role], report) else None
