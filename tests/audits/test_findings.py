"""Findings: drafted unseen, answered by whom they concern, final by a second person, followed up to the rupiah."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from audits.actions import close_engagement
from audits.actions.answers import answer_finding, record_follow_up
from audits.actions.finding_returns import open_finding_return
from audits.actions.findings import (
    ask_finding_again,
    drop_finding,
    finalise_finding,
    recall_finding,
    revise_finding,
    show_finding,
)
from audits.actions.judgements import judge_recommendation, settle_amount, withdraw_settlement
from audits.actions.places import link_places, unlink_place
from audits.awaiting import waiting_for
from audits.counting import left_to_open, returns_to_count, returns_to_name
from audits.finalising import finalisers
from audits.finding_terms import terms_of
from audits.models import Finding, Recommendation, Settlement, Side, WorkingPaper
from audits.settling import Part
from grants.actions import confirm_return, deposit_return, refuse_return
from grants.actions.returns import open_finding
from grants.models import TreasuryReturn
from partners.models import Partner
from reports.models import JudgedFinding, Report
from tests.audits.finding import (
    AMOUNT,
    drafted,
    final,
    followed_up,
    recommendation,
    shown,
    supervisor,
)
from tests.beforehand import begins_with
from tests.cast import Cast, submitted
from tests.grants.paper import scan
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage

pytestmark = [pytest.mark.django_db, begins_with(submitted)]
WHY = "Nilainya dihitung ulang setelah kuitansi susulan diterima."


def sees(cast: Cast, *people: str) -> list[bool]:
    return [Finding.objects.visible_to(cast.person(person)).exists() for person in people]


def test_a_finding_is_drafted_unseen_shown_answered_and_becomes_final_by_a_second_person(cast: Cast) -> None:
    report = cast.submitted()
    partner, auditor = report.partner, cast.person("auditor")
    treasurer, head = cast.treasurer(partner), cast.head(partner)
    with pytest.raises(Refusal, match="paling panjang 1.000 huruf"):
        drafted(cast, partner, recommendations=["Setor nilainya. " * 63])
    finding = drafted(cast, partner, cause="", recommendations=[])
    assert finding.citation and not finding.citation_confirmed and finding.cited.endswith("(belum dikonfirmasi)")
    assert (
        sees(cast, "auditor", "inspector", "finance", "kpa", "idle_auditor", "office_auditor")
        == [True] * 2 + [False] * 4
    )
    soon = finding.office.today + timedelta(days=14)
    for missing in ("Sebab masih kosong", "Belum ada rekomendasi"):
        with pytest.raises(Refusal, match=missing):
            show_finding(finding=finding, answer_by=soon, by=auditor, version=finding.version)
        terms = terms_of(finding) | {"cause": "Bendahara tidak meminta kuitansi pada saat membayar."}
        if missing.startswith("Belum"):
            terms["recommendations"] = ["Serahkan kuitansi, atau setor nilainya."]
        revise_finding(finding=finding, by=auditor, version=finding.version, **terms)
    revised = Event.objects.about(finding).filter(verb="finding.revise").latest("pk")
    assert list(revised.data["changes"]) == ["recommendations"]

    assert not Finding.objects.visible_to(treasurer).exists()
    with pytest.raises(Refusal, match="tidak dapat menjadi batas"):
        show_finding(finding=finding, answer_by=finding.office.today, by=auditor, version=finding.version)
    show_finding(finding=finding, answer_by=soon, by=auditor, version=finding.version)
    assert Finding.objects.asking(treasurer).get() == Finding.objects.asking(head).get() == finding
    assert sees(cast, "finance", "kpa", "ppk", "other_finance") == [False] * 4
    with pytest.raises(Refusal, match="Tarik kembali"):
        revise_finding(finding=finding, by=auditor, version=finding.version, **terms_of(finding))

    said = "Kuitansi terselip dan kini kami lampirkan."
    for other in ("auditor", "inspector", "finance", "other_finance"):
        with pytest.raises(NotAllowed):
            answer_finding(
                finding=finding, stance="sebagian", text=said, by=cast.person(other), version=finding.version
            )
    head_of_all = supervisor(cast)
    with pytest.raises(Refusal, match="masih ditunggu"):
        finalise_finding(
            finding=finding, report_number="LHP-1", received_on=soon, by=head_of_all, version=finding.version
        )
    answer = answer_finding(
        finding=finding, stance="sebagian", text=said, uploads=[scan()], by=treasurer, version=finding.version
    )
    assert (finding.state, answer.files.count()) == ("answered", 1)
    assert not Finding.objects.asking(head).exists()
    ask_finding_again(finding=finding, answer_by=soon, reason=WHY, by=auditor, version=finding.version)
    assert (finding.state, finding.round) == ("shown", 2) and Finding.objects.asking(head).exists()
    recall_finding(finding=finding, reason=WHY, by=auditor, version=finding.version)
    assert not Finding.objects.visible_to(treasurer).exists()
    show_finding(finding=finding, answer_by=soon, by=auditor, version=finding.version)
    answer_finding(finding=finding, stance="sependapat", text=said, by=head, version=finding.version)

    today = finding.office.today
    too_soon, to_come = finding.engagement.starts_on - timedelta(days=1), today + timedelta(days=1)
    for number, day in ((" ", today), ("LHP-1", to_come), ("LHP-1", too_soon)):
        with pytest.raises(Refusal):
            finalise_finding(
                finding=finding, report_number=number, received_on=day, by=head_of_all, version=finding.version
            )
    with pytest.raises(NotAllowed, match="ditetapkan final oleh orang lain"):
        finalise_finding(finding=finding, report_number="LHP-1", received_on=today, by=auditor, version=finding.version)
    finalise_finding(finding=finding, report_number="LHP-1", received_on=today, by=head_of_all, version=finding.version)
    assert [one.due_on for one in finding.recommendations.all()] == [today + timedelta(days=60)]
    assert Recommendation.objects.to_do(treasurer).count() == 1
    # It has to record what goes back of its LKS, though it was not asked.
    assert sees(cast, "finance", "other_finance") == [True, False]
    with pytest.raises(StalePage):
        drop_finding(finding=finding, reason=WHY, by=auditor, version=finding.version)


def test_who_wrote_any_of_it_never_makes_it_final_nor_a_plain_member_nor_who_left_and_nobody_outside_writes(
    cast: Cast,
) -> None:
    partner, auditor = cast.submitted().partner, cast.person("auditor")
    finding = drafted(cast, partner)
    engagement = finding.engagement

    def refused(user: User, *sentences: str) -> None:
        with pytest.raises(NotAllowed) as caught:
            finalise_finding(
                finding=finding,
                report_number="LHP-1",
                received_on=finding.office.today,
                by=user,
                version=finding.version,
            )
        for sentence in sentences:
            assert sentence in " ".join(caught.value.sentences)

    # One alone writes it and finds nobody to make it final; the engagement does not end over that.
    refused(auditor, "orang lain", "tambahkan pengendali teknis")
    with pytest.raises(Refusal, match="masih terbuka"):
        close_engagement(engagement=engagement, by=cast.person("inspector"), version=engagement.version)
    second = supervisor(cast)
    assert finalisers(finding) == [second]
    refused(auditor, f"Ditetapkan final oleh {second}.")
    # Whoever revises a draft has written it too.
    revise_finding(finding=finding, by=second, version=finding.version, **terms_of(finding) | {"title": "Lain"})
    assert finalisers(finding) == []
    refused(second, "orang lain", "pengendali teknisnya harus orang lain")
    third = drafted(cast, partner)
    third.engagement.team.filter(user=second).update(place="anggota")
    finding = third
    refused(second, "Hanya ketua tim atau pengendali teknis")
    engagement.team.all().delete()
    refused(second, "Hanya tim penugasannya")
    for write in (drop_finding, recall_finding):
        with pytest.raises(NotAllowed):
            write(finding=finding, reason=WHY, by=auditor, version=finding.version)


def test_where_both_are_asked_both_answer_before_it_counts_as_answered(cast: Cast) -> None:
    partner = cast.submitted().partner
    finding = shown(cast, partner, asks_office=True)
    said = "Pembinaan kepada bendahara sudah kami jadwalkan."
    answer_finding(finding=finding, stance="sependapat", text=said, by=cast.person("finance"), version=finding.version)
    finding.refresh_from_db()
    assert finding.state == "shown" and not Finding.objects.asking(cast.person("kpa")).exists()
    told = {reader: waiting_for(finding, reader) for reader in (Side.OFFICE, Side.PARTNER, None)}
    assert [one and one.sentence.partition(", sampai ")[0] for one in told.values()] == [
        "Tanggapan Anda sudah masuk, menunggu LKS",
        "Menunggu tanggapan Anda",
        "Menunggu tanggapan LKS",
    ]
    with pytest.raises(Refusal, match="sudah menanggapi"):
        answer_finding(finding=finding, stance="sependapat", text=said, by=cast.person("kpa"), version=finding.version)
    answer_finding(finding=finding, stance="sependapat", text=said, by=cast.treasurer(partner), version=finding.version)
    assert finding.state == "answered"


def test_one_click_makes_a_finding_of_a_rule_s_finding_and_a_draft_points_at_lines_by_number(cast: Cast) -> None:
    report = cast.submitted()
    revision = report.latest
    assert revision is not None
    line = revision.entries.get(evidence_number="K-002")
    origin = JudgedFinding.objects.create(
        revision=revision, rule="BKU-08", severity="warning", sheet="BKU", row=line.row, field="payee", message="Nama"
    )
    finding = drafted(cast, report.partner, origin=origin)
    assert {place.label[:8] for place in finding.places.all()} == {"BKU bari", "Bukti K-"}
    assert finding.places.get(entry=line).amount == line.paid == 8_000_000

    auditor, numbers = cast.person("auditor"), ["k-001", "K-002"]
    soon, before = finding.office.today + timedelta(days=3), finding.version
    assert [link_places(finding=finding, report=report, numbers=numbers, by=auditor) for _ in range(2)] == [2, 0]
    # Nobody puts forward places that they have not seen.
    assert finding.version == before + 1
    with pytest.raises(StalePage):
        show_finding(finding=finding, answer_by=soon, by=auditor, version=before)
    agreement = report.instalment.agreement
    payment = report.instalment.disbursements.get()
    assert link_places(finding=finding, report=report, payments=[payment], agreements=[agreement], by=auditor) == 3
    with pytest.raises(Refusal, match="K-999"):
        link_places(finding=finding, report=report, numbers=["K-999"], by=auditor)
    unlink_place(place=finding.places.get(agreement=agreement), by=auditor)
    finding.refresh_from_db()
    assert (finding.places.count(), finding.version) == (6, before + 3)
    with pytest.raises(Refusal, match="bukan kertas kerja penugasan ini"):
        drafted(cast, report.partner, paper=WorkingPaper(engagement_id=0, number="KKP-1.1"))
    with pytest.raises(IntegrityError), transaction.atomic():
        finding.places.create(label="dua hal", report=report, agreement=agreement)
    whole = drafted(
        cast,
        report.partner,
        origin=JudgedFinding.objects.create(revision=revision, rule="WKT-01", severity="error", message="Terlambat"),
    )
    assert whole.number == finding.number + 1 and whole.places.get().report == report
    # Whoever is asked reads what it points at: that is theirs, however the finding came to it.
    stranger = Partner.objects.get(pk=report.partner_id)
    stranger.pk, stranger.registration_number, stranger.name = None, "LKS-LAIN", "LKS Lain"
    stranger.save()
    with pytest.raises(Refusal, match=f"milik {report.partner}, bukan LKS Lain"), transaction.atomic():
        drafted(cast, stranger, origin=origin)
    terms = terms_of(finding) | {"partner": stranger}
    with pytest.raises(Refusal, match="bukan LKS Lain"), transaction.atomic():
        revise_finding(finding=finding, by=auditor, version=finding.version, **terms)
    elsewhere = drafted(cast, stranger)
    with pytest.raises(Refusal, match="bukan LKS Lain"), transaction.atomic():
        link_places(finding=elsewhere, report=report, by=auditor)
    finding.refresh_from_db()
    show_finding(finding=finding, answer_by=soon, by=auditor, version=finding.version)
    with pytest.raises(Refusal, match="selama masih konsep"):
        link_places(finding=finding, report=report, by=auditor)


def returned(cast: Cast, finding: Finding, report: Report, amount: int) -> TreasuryReturn:
    """Opened by the balai, deposited by the treasurer and confirmed."""
    opened = open_finding_return(
        finding=finding, instalment=report.instalment, amount=amount, by=cast.person("finance")
    )
    owed: TreasuryReturn = opened.treasury_return
    assert (owed.kind, owed.amount) == ("temuan", amount)
    deposit_return(
        treasury_return=owed,
        billing_code="820999000000001",
        ntpn="ABCD1234EFGH5678",
        paid_on=finding.office.today,
        upload=scan(),
        by=cast.treasurer(report.partner),
        version=owed.version,
    )
    return owed


def test_a_finding_is_followed_up_to_the_last_rupiah_and_settled(cast: Cast) -> None:
    report = cast.submitted()
    partner, auditor, treasurer = report.partner, cast.person("auditor"), cast.treasurer(report.partner)
    finding = final(cast, partner)
    first, second = recommendation(finding), recommendation(finding, 2)

    def judged(one: Recommendation, verdict: str, *, reason: str, behind: int = 0) -> None:
        version = Finding.objects.get(pk=finding.pk).version - behind
        given = {"by": auditor, "version": one.version, "finding_version": version}
        judge_recommendation(recommendation=one, verdict=verdict, reason=reason, **given)

    with pytest.raises(Refusal, match="Bukti belum ada"):
        record_follow_up(recommendation=first, text="Kuitansi sudah kami serahkan.", by=treasurer, version=0)
    followed_up(cast, first)
    # Sent twice, it is written once.
    first.version = 0
    with pytest.raises(StalePage, match="sudah tercatat"):
        followed_up(cast, first)
    first.refresh_from_db()
    assert first.follow_ups.count() == 1
    assert first.waits_for_judgement and first.state == "none"
    assert first not in Recommendation.objects.to_do(treasurer) and first in Recommendation.objects.to_judge()

    # What goes back: opened by the balai from the finding, and by nobody for more than is open of it.
    with pytest.raises(Refusal):
        open_finding_return(finding=finding, instalment=report.instalment, amount=AMOUNT + 1, by=cast.person("finance"))
    owed = returned(cast, finding, report, 1_000_000)
    assert left_to_open(finding) == AMOUNT - 1_000_000
    # A follow-up of another finding does not name it.
    done = {"text": "Kuitansi sudah kami serahkan.", "by": treasurer, "treasury_return": owed}
    with pytest.raises(Refusal, match="bukan untuk temuan ini"):
        record_follow_up(recommendation=recommendation(final(cast, partner)), version=0, **done)
    # One that no finding opened may be named; it stands for the finding's money only until that is judged.
    other = open_finding(
        instalment=report.instalment,
        amount=500_000,
        reference="LHP-2",
        found_on=finding.office.today,
        reason="Belanja alat tulis tanpa bukti pada K-001.",
        upload=scan("lhp.png"),
        by=cast.person("finance"),
    )
    record_follow_up(recommendation=second, version=0, **done | {"treasury_return": other})
    assert left_to_open(finding) == AMOUNT - 1_500_000
    second.refresh_from_db()
    judged(second, "await_more", reason=WHY)
    assert left_to_open(finding) == AMOUNT - 1_000_000 and other in returns_to_name(finding, treasurer)
    # What had gone back before the audit began was not open when it found something.
    before = finding.engagement.starts_on - timedelta(days=1)
    TreasuryReturn.objects.filter(pk=other.pk).update(paid_on=before)
    assert other not in returns_to_name(finding, treasurer)
    TreasuryReturn.objects.filter(pk=other.pk).update(paid_on=other.paid_on)
    given = {"recommendation": first, "by": auditor}
    with pytest.raises(Refusal, match="belum dikonfirmasi"):
        settle_amount(part=Part.RETURNED, amount=1_000_000, treasury_return=owed, version=finding.version, **given)
    confirm_return(treasury_return=owed, by=cast.person("finance"), version=owed.version)
    with pytest.raises(Refusal, match="Yang disetor hanya"):
        settle_amount(part=Part.RETURNED, amount=1_000_001, treasury_return=owed, version=finding.version, **given)
    kept = settle_amount(part=Part.RETURNED, amount=1_000_000, treasury_return=owed, version=finding.version, **given)
    assert not returns_to_count(finding).exists()
    finding.refresh_from_db()
    with pytest.raises(Refusal, match="tidak dapat dihitung"):
        settle_amount(part=Part.RETURNED, amount=1, treasury_return=owed, version=finding.version, **given)
    with pytest.raises(StalePage):
        settle_amount(part=Part.DOCUMENTED, amount=1, reason=WHY, version=finding.version - 1, **given)
    with pytest.raises(Refusal, match="masih kosong"):
        settle_amount(part=Part.WRITTEN_OFF, amount=1, version=finding.version, **given)
    with pytest.raises(Refusal, match="melebihi yang masih terbuka"):
        settle_amount(part=Part.DOCUMENTED, amount=2_000_001, reason=WHY, version=finding.version, **given)
    for part, amount in ((Part.DOCUMENTED, 1_200_000), (Part.JUSTIFIED, 300_000), (Part.WRITTEN_OFF, 400_000)):
        finding.refresh_from_db()
        settle_amount(part=part, amount=amount, reason=WHY, version=finding.version, **given)
    finding.refresh_from_db()
    assert (finding.sums.amount, finding.still_open) == (AMOUNT, 100_000)

    judged(first, "accept", reason="")
    with pytest.raises(Refusal, match="masih terbuka"):
        judged(second, "excuse", reason=WHY)
    settle_amount(part=Part.JUSTIFIED, amount=100_000, reason=WHY, version=finding.version, **given)
    with pytest.raises(StalePage, match="sudah dinilai lagi"):
        judged(second, "excuse", reason=WHY, behind=1)
    judged(second, "excuse", reason=WHY)
    finding.refresh_from_db()
    assert (finding.state, finding.still_open) == ("settled", 0)

    # Judged otherwise later, it is open again; what is taken back is open too, and its return counts anew.
    with pytest.raises(Refusal, match="sudah tuntas"):
        withdraw_settlement(settlement=kept, reason=WHY, by=auditor, version=finding.version)
    second.refresh_from_db()
    judged(second, "await_more", reason=WHY)
    finding.refresh_from_db()
    withdraw_settlement(settlement=kept, reason=WHY, by=auditor, version=finding.version)
    finding.refresh_from_db()
    assert (finding.state, finding.still_open, finding.returned) == ("final", 1_000_000, 0)
    assert returns_to_count(finding).get() == owed
    assert {one.verb for one in Event.objects.about(first)} >= {"recommendation.follow_up", "recommendation.settle"}


def test_the_database_itself_holds_the_sums_and_counts_a_return_once(cast: Cast) -> None:
    report = cast.submitted()
    finding = final(cast, report.partner)
    rows = Finding.objects.filter(pk=finding.pk)
    for wrong in (
        {"returned": 1},
        {"returned": 1, "still_open": AMOUNT},
        {"documented": -1, "still_open": AMOUNT + 1},
        {"state": "settled"},
        {"state": "draft", "documented": 1, "still_open": AMOUNT - 1},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)
    owed = returned(cast, finding, report, 1_000_000)
    # Paid in in parts, and one of those in parts again: none of it may be opened a second time.
    for part, number in ((400_000, 1), (150_000, 2)):
        refuse_return(treasury_return=owed, reason=WHY, by=cast.person("finance"), version=owed.version)
        owed = deposit_return(
            treasury_return=owed,
            amount=part,
            billing_code="820999000000001",
            ntpn=f"{number:016d}",
            paid_on=finding.office.today,
            upload=scan(),
            by=cast.treasurer(report.partner),
            version=owed.version,
        )
    assert (owed.amount, left_to_open(finding)) == (150_000, AMOUNT - 1_000_000)
    confirm_return(treasury_return=owed, by=cast.person("finance"), version=owed.version)
    assert returns_to_count(finding).get() == owed
    usual = {
        "finding": finding,
        "recommendation": recommendation(finding),
        "part": Part.RETURNED,
        "amount": 900_000,
        "treasury_return": owed,
        "limit": 1_000_000,
        "settled_by": cast.person("auditor"),
    }
    Settlement.objects.create(**usual)
    for wrong in ({}, {"amount": 0}, {"amount": 1_000_001}, {"part": Part.JUSTIFIED}, {"treasury_return": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Settlement.objects.create(**(usual | wrong))
