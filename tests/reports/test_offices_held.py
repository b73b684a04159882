"""Signing and filling belong to who holds the office at this very LKS, now."""

from __future__ import annotations

import pytest

from accounts.roles import Role
from partners.actions import appoint_officer
from reports.actions import sign_report, submit_report
from reports.permissions import may_fill, require_fill, signing_role
from reports.statement import signing_digest
from tests.beforehand import begins_with
from tests.cast import PASSWORD
from tests.reports.stage import Stage, ready_of
from trail.refusal import NotAllowed, Refusal

pytestmark = pytest.mark.django_db


@begins_with(ready_of)
@pytest.mark.parametrize("role", [Role.PARTNER_HEAD, Role.TREASURER])
def test_a_former_officers_signature_carries_no_report(stage: Stage, role: Role) -> None:
    stage.make_ready()
    appoint_officer(
        partner=stage.partner,
        role=role,
        name="Orang Baru Contoh",
        email="baru@contoh.id",
        password=PASSWORD,
        by=stage.cast.person("finance"),
    )
    new = stage.partner.officer(role)
    assert new is not None and new.user is not None
    treasurer = new.user if role is Role.TREASURER else stage.treasurer
    with pytest.raises(Refusal, match="belum ditandatangani"):
        submit_report(report=stage.report, by=treasurer, version=stage.report.version)
    revision = stage.report.latest
    assert revision is not None
    sign_report(report=stage.report, by=new.user, digest=signing_digest(stage.report, revision))
    submit_report(report=stage.report, by=treasurer, version=stage.report.version)
    assert stage.report.state == "submitted"


def test_a_treasurer_elsewhere_who_is_head_here_does_not_fill(stage: Stage) -> None:
    other = stage.cast.partner("LKS Lain", registration_number="TD/002/2020")
    both = stage.cast.treasurer(other)
    appoint_officer(
        partner=stage.partner,
        role=Role.PARTNER_HEAD,
        name="Orang Lain Contoh",
        email=both.email,
        by=stage.cast.person("finance"),
    )
    assert stage.partner.head is not None and stage.partner.head.user == both
    assert not may_fill(both, stage.report)
    with pytest.raises(NotAllowed):
        require_fill(both, stage.report)
    assert signing_role(both, stage.report) is Role.PARTNER_HEAD
