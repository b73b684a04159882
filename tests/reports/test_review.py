"""Reviewing a report: who decides what, exactly once, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from accounts.models import User
from grants.actions import confirm_return, deposit_return
from grants.models import Disbursement, TreasuryReturn
from partners.models import Instalment
from reports.actions import review
from reports.actions.review import (
    accept_report,
    comment_on_line,
    decline_report,
    send_back_report,
    verify_report,
)
from reports.models import LineComment, OfficialPrint, Report
from reports.official import official_context
from tests.beforehand import begins_with
from tests.cast import REMAINDER, Cast, submitted
from tests.grants.paper import scan
from tests.seen import seen
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage

SignIn = Callable[[User], Client]
ROW = 8  #: the first expense of the cast's cash book


def page(name: str, report: Report) -> str:
    return reverse(f"reports:{name}", args=[report.pk])


def verbs(report: Report) -> list[str]:
    return list(Event.objects.about(report).values_list("verb", flat=True))


# Who may


@begins_with(submitted)
@pytest.mark.parametrize("who", ["ppk", "finance", "kpa", "auditor", "office_auditor", "other_verifier"])
def test_only_the_verifier_of_the_office_verifies(cast: Cast, who: str) -> None:
    report = cast.submitted()
    with pytest.raises(NotAllowed):
        verify_report(report=report, by=cast.person(who), version=report.version)
    assert Report.objects.get().state == "submitted"


@begins_with(submitted)
@pytest.mark.parametrize("who", ["verifier", "finance", "kpa", "auditor", "office_auditor", "other_ppk"])
def test_only_the_ppk_of_the_office_accepts(cast: Cast, who: str) -> None:
    report = cast.verified()
    with pytest.raises(NotAllowed):
        accept_report(report=report, by=cast.person(who), version=report.version)
    assert Report.objects.get().state == "verified"
    assert not OfficialPrint.objects.exists()


@begins_with(submitted)
def test_who_verified_does_not_accept_even_with_the_role_of_a_ppk(cast: Cast) -> None:
    """The roles cannot meet in one person; should they ever, segregation of duties still holds."""
    verifier = cast.person("verifier")
    report = cast.verified()
    verifier.role_grants.create(role="ppk")
    both = User.objects.get(pk=verifier.pk)
    with pytest.raises(NotAllowed, match="orang lain"):
        accept_report(report=report, by=both, version=report.version)
    assert Report.objects.get().state == "verified"


@begins_with(submitted)
def test_a_report_is_not_accepted_before_it_is_verified(cast: Cast) -> None:
    report = cast.submitted()
    with pytest.raises(StalePage):
        accept_report(report=report, by=cast.person("ppk"), version=report.version)


# Once, and whole


@begins_with(submitted)
def test_a_stale_page_verifies_nothing(cast: Cast, sign_in: SignIn) -> None:
    report = cast.submitted()
    verifier = sign_in(cast.person("verifier"))
    answer = verifier.post(page("verify", report), {"version": report.version - 1})
    assert answer.status_code == 409
    assert "sudah berubah" in answer.content.decode()
    assert Report.objects.get().state == "submitted"


@begins_with(submitted)
@pytest.mark.parametrize("version", ["", "x", "-1", "٣", "9" * 30])
def test_a_page_without_a_version_is_stale(cast: Cast, sign_in: SignIn, version: str) -> None:
    report = cast.submitted()
    answer = sign_in(cast.person("verifier")).post(page("verify", report), {"version": version})
    assert answer.status_code == 409


@begins_with(submitted)
def test_accepting_twice_has_one_effect(cast: Cast, sign_in: SignIn) -> None:
    report = cast.verified()
    ppk = sign_in(cast.person("ppk"))
    click = {"version": report.version}
    assert ppk.post(page("accept", report), click).status_code == 302
    assert ppk.post(page("accept", report), click).status_code == 409
    assert OfficialPrint.objects.count() == 1
    assert TreasuryReturn.objects.get().amount == REMAINDER
    assert verbs(report).count("report.accept") == 1
    assert verbs(report).count("report.print") == 1
    assert Disbursement.objects.get().state == "accounted"


@begins_with(submitted)
@pytest.mark.parametrize("part", ["mark_accounted", "open_return", "order_official_print"])
def test_acceptance_that_breaks_in_the_middle_leaves_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    report = cast.verified()
    before, version = verbs(report), report.version

    def broken(**_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(review, part, broken)
    with pytest.raises(RuntimeError):
        accept_report(report=report, by=cast.person("ppk"), version=report.version)
    kept = Report.objects.get()
    assert (kept.state, kept.accepted_by, kept.version) == ("verified", None, version)
    assert Disbursement.objects.get().state == "paid"
    assert not TreasuryReturn.objects.exists()
    assert not OfficialPrint.objects.exists()
    assert verbs(report) == before


def test_a_report_without_remainder_calls_for_no_return(cast: Cast) -> None:
    report = cast.accepted(remainder=0)
    assert report.remainder == 0
    assert not TreasuryReturn.objects.exists()
    assert OfficialPrint.objects.count() == 1


def test_bank_interest_goes_back_beside_the_remainder(cast: Cast, sign_in: SignIn) -> None:
    """From the workbook's own line to the treasury, under an NTPN of its own."""
    cast.interest = 12_500
    report = cast.accepted()
    partner = report.instalment.agreement.partner
    owed = {one.kind: one for one in TreasuryReturn.objects.all()}
    assert {kind: one.amount for kind, one in owed.items()} == {"sisa": REMAINDER, "bunga": 12_500}
    told = seen(sign_in(cast.treasurer(partner)).get(page("report", report)))
    assert "sisa dana dan bunga bank Rp4.012.500 harus kembali ke kas negara" in told
    deposit_return(
        treasury_return=owed["bunga"],
        billing_code="820999000000009",
        ntpn="B1B2C3D4E5F6G7H8",
        paid_on=report.office.today,
        upload=scan(),
        by=cast.treasurer(partner),
        version=owed["bunga"].version,
    )
    confirm_return(treasury_return=owed["bunga"], by=cast.person("finance"), version=owed["bunga"].version)
    assert set(TreasuryReturn.objects.values_list("kind", "state")) == {("sisa", "open"), ("bunga", "confirmed")}
    revision = report.latest
    assert revision is not None
    printed = official_context(OfficialPrint.objects.get(), revision)
    assert "12.500" in render_to_string("print/report.html", printed)


def test_acceptance_opens_the_next_instalment(cast: Cast) -> None:
    report = cast.accepted(remainder=0)
    following = Instalment.objects.get(agreement=report.instalment.agreement, number=2)
    assert cast.proposed(following).state == "proposed"


# Back to the LKS


@begins_with(submitted)
def test_sending_back_needs_a_reason(cast: Cast, sign_in: SignIn) -> None:
    report = cast.submitted()
    answer = sign_in(cast.person("verifier")).post(
        page("send_back", report), {"version": report.version, "reason": "  "}
    )
    assert answer.status_code == 422
    assert "Alasan masih kosong" in answer.content.decode()
    assert Report.objects.get().state == "submitted"


@begins_with(submitted)
def test_declining_needs_a_reason(cast: Cast) -> None:
    report = cast.verified()
    with pytest.raises(Refusal, match="Alasan masih kosong"):
        decline_report(report=report, by=cast.person("ppk"), version=report.version, reason="")


@begins_with(submitted)
def test_the_treasurer_reads_why_the_report_came_back(cast: Cast, sign_in: SignIn) -> None:
    report = cast.submitted()
    comment_on_line(report=report, row=ROW, text="Kuitansi ini buram.", by=cast.person("verifier"))
    send_back_report(
        report=report, by=cast.person("verifier"), version=report.version, reason="Bukti tidak terbaca sama sekali."
    )
    shown = sign_in(cast.treasurer(report.instalment.agreement.partner)).get(report.get_absolute_url())
    assert "Bukti tidak terbaca sama sekali." in shown.content.decode()
    assert "Kuitansi ini buram." in shown.content.decode()


@begins_with(submitted)
def test_a_declined_report_is_verified_anew(cast: Cast) -> None:
    report = cast.verified()
    decline_report(
        report=report, by=cast.person("ppk"), version=report.version, reason="Lengkapi berita acara serah terima."
    )
    assert report.state == "returned"
    with pytest.raises(StalePage):
        accept_report(report=report, by=cast.person("ppk"), version=report.version)


# Comments


@begins_with(submitted)
def test_comments_pass_between_verifier_and_treasurer(cast: Cast) -> None:
    report = cast.submitted()
    verifier, treasurer = cast.person("verifier"), cast.treasurer(report.instalment.agreement.partner)
    comment_on_line(report=report, row=ROW, text=" Mana notanya? ", by=verifier)
    send_back_report(report=report, by=verifier, version=report.version, reason="Lihat komentar pada barisnya.")
    comment_on_line(report=report, row=ROW, text="Sudah dilampirkan.", by=treasurer)
    written = LineComment.objects.values_list("author__name", "text", "evidence_number")
    assert list(written) == [
        (verifier.name, "Mana notanya?", "K-001"),
        (treasurer.name, "Sudah dilampirkan.", "K-001"),
    ]


def test_nobody_comments_out_of_turn(cast: Cast) -> None:
    report = cast.uploaded()
    verifier, treasurer = cast.person("verifier"), cast.treasurer(report.instalment.agreement.partner)
    for person in (verifier, treasurer):
        with pytest.raises(Refusal, match="Disusun LKS"):
            comment_on_line(report=report, row=ROW, text="Halo", by=person)
    other = cast.agreement(report.instalment.agreement.partner, number="002/PKS/BKMJ/04/2021")
    accepted = cast.accepted(cast.report(other.instalments.get(number=1)))
    with pytest.raises(Refusal, match="Diterima"):
        comment_on_line(report=accepted, row=ROW, text="Halo", by=verifier)
    with pytest.raises(NotAllowed):
        comment_on_line(report=report, row=ROW, text="Halo", by=cast.person("ppk"))
    assert not LineComment.objects.exists()


@begins_with(submitted)
@pytest.mark.parametrize(("row", "text"), [(999, "Halo"), (ROW, "   ")])
def test_a_comment_needs_a_line_and_a_text(cast: Cast, row: int, text: str) -> None:
    report = cast.submitted()
    with pytest.raises(Refusal):
        comment_on_line(report=report, row=row, text=text, by=cast.person("verifier"))


@begins_with(submitted)
def test_a_comment_of_another_office_finds_no_report(cast: Cast, sign_in: SignIn) -> None:
    report = cast.submitted()
    answer = sign_in(cast.person("other_verifier")).post(page("comment", report), {"row": ROW, "text": "Halo"})
    assert answer.status_code == 404
