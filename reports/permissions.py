"""Who may do what to a report, beyond what the workflow's steps say."""

from __future__ import annotations

from accounts.models import User
from accounts.roles import Permission, Role
from partners.permissions import holds
from reports.models import Report
from trail.refusal import NotAllowed, Refusal

SIGNING_PERMISSION = {
    Role.TREASURER: Permission.SIGN_AS_TREASURER,
    Role.PARTNER_HEAD: Permission.SIGN_AS_HEAD,
}


def role_at_partner(user: User, report: Report) -> Role | None:
    """The office that this person holds now at the LKS of the report: treasurer, head, or None."""
    partner = report.instalment.agreement.partner_id
    return next((role for role in SIGNING_PERMISSION if holds(user, partner, role)), None)


def is_treasurer(user: User, report: Report) -> bool:
    """The treasurer of the very LKS that reports; to be one elsewhere is not enough."""
    return user.may(Permission.FILL_REPORT, report) and role_at_partner(user, report) is Role.TREASURER


def may_fill(user: User, report: Report) -> bool:
    """The treasurer of this LKS, while the report is with the LKS."""
    return report.is_open and is_treasurer(user, report)


def require_fill(user: User, report: Report) -> None:
    """Raise NotAllowed for anyone but the treasurer, Refusal where the report is no longer with the LKS."""
    if not is_treasurer(user, report):
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
