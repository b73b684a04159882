"""Two people at one report in the same moment, and a double click: exactly one effect, and a kind sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.actions import open_account
from accounts.models import User
from accounts.roles import Role
from reports.actions import attach_evidence, sign_report, submit_report, upload_workbook
from reports.actions.review import accept_report, send_back_report, verify_report
from reports.intake.layout import BKU, FIRST_DATA_ROW
from reports.models import Report, Signature
from reports.statement import signing_digest
from tests.at_once import at_once, effects_and_refusals
from tests.cast import PASSWORD, Cast
from tests.reports.stage import Stage, photo, put, xlsx
from trail.models import Chain, Event
from trail.verify import verify_chain


def the_trail_is_whole(report: Report) -> bool:
    return verify_chain(Chain.objects.get(key=report.chain)).whole


def another(cast: Cast, role: Role) -> User:
    """A second person of the balai in this role."""
    return open_account(
        email=f"{role.value}2@contoh.id",
        name="Rekan Contoh",
        roles=[role],
        office=cast.office("balai"),
        password=PASSWORD,
        by=None,
    )


def own(report: Report) -> Report:
    """The record as another request has it."""
    return Report.objects.get(pk=report.pk)


def test_a_double_click_on_submit_submits_once(many_hands: None, stage: Stage) -> None:
    stage.make_ready()
    version = stage.report.version

    def click() -> Callable[[], Any]:
        report = own(stage.report)
        return lambda: submit_report(report=report, by=stage.treasurer, version=version)

    done, refused = effects_and_refusals(at_once(click(), click(), click()))
    assert len(done) == 1
    assert [refusal.status for refusal in refused] == [409, 409]
    assert Event.objects.about(stage.report).filter(verb="report.submit").count() == 1
    assert the_trail_is_whole(stage.report)


def test_two_ppk_who_accept_at_once_accept_once(many_hands: None, cast: Cast) -> None:
    report = cast.verified()
    people = [cast.person("ppk"), another(cast, Role.PPK)]

    def acceptance(person: User) -> Callable[[], Any]:
        mine = own(report)
        return lambda: accept_report(report=mine, by=person, version=report.version)

    done, refused = effects_and_refusals(at_once(*map(acceptance, people)))
    assert len(done) == 1
    assert [refusal.status for refusal in refused] == [409]
    report.refresh_from_db()
    assert report.state == "accepted"
    assert Event.objects.about(report).filter(verb="report.accept").count() == 1
    assert report.instalment.returns.count() == 1
    assert the_trail_is_whole(report)


def test_one_verifier_passes_on_while_the_other_sends_back(many_hands: None, cast: Cast) -> None:
    report = cast.submitted()
    mine, yours = own(report), own(report)
    verifier, colleague = cast.person("verifier"), another(cast, Role.VERIFIER)
    done, refused = effects_and_refusals(
        at_once(
            lambda: verify_report(report=mine, by=verifier, version=report.version),
            lambda: send_back_report(
                report=yours, by=colleague, version=report.version, reason="Foto kuitansi terlalu kabur."
            ),
        )
    )
    assert len(done) == len(refused) == 1
    assert refused[0].status == 409
    report.refresh_from_db()
    assert report.state in {"verified", "returned"}
    assert the_trail_is_whole(report)


def test_of_two_workbooks_at_once_one_is_kept_and_the_other_hears_of_it(many_hands: None, stage: Stage) -> None:
    def upload(word: str) -> Callable[[], Any]:
        book = stage.filled(lambda book: put(book, BKU, FIRST_DATA_ROW + 1, description=word))
        mine = own(stage.report)
        return lambda: upload_workbook(report=mine, upload=xlsx(book, f"{word}.xlsx"), by=stage.treasurer)

    done, refused = effects_and_refusals(at_once(upload("Beras"), upload("Gula")))
    assert len(done) == len(refused) == 1
    assert refused[0].status == 409
    assert "unggah kembali" in str(refused[0])
    assert stage.report.revisions.count() == 1
    assert the_trail_is_whole(stage.report)


def test_the_same_workbook_twice_at_once_is_one_revision(many_hands: None, stage: Stage) -> None:
    book = stage.filled()

    def upload() -> Callable[[], Any]:
        mine = own(stage.report)
        return lambda: upload_workbook(report=mine, upload=xlsx(book), by=stage.treasurer)

    done, refused = effects_and_refusals(at_once(upload(), upload()))
    assert len(done) == len(refused) == 1
    assert "sama persis" in str(refused[0])
    assert stage.report.revisions.count() == 1


def test_a_double_click_on_sign_signs_once(many_hands: None, stage: Stage) -> None:
    revision = stage.upload()
    stage.attach_all()
    stage.explain()
    digest = signing_digest(stage.report, revision)

    def sign(person: User) -> Callable[[], Any]:
        mine = own(stage.report)
        return lambda: sign_report(report=mine, by=person, digest=digest)

    at_once(sign(stage.treasurer), sign(stage.treasurer), sign(stage.head))
    standing = Signature.objects.filter(report=stage.report, cleared_at__isnull=True)
    assert sorted(standing.values_list("role", flat=True)) == ["partner_head", "treasurer"]
    assert the_trail_is_whole(stage.report)


def test_a_signature_never_stands_over_evidence_it_did_not_cover(many_hands: None, stage: Stage) -> None:
    revision = stage.upload()
    stage.attach_all()
    stage.explain()
    digest = signing_digest(stage.report, revision)
    mine, yours = own(stage.report), own(stage.report)
    at_once(
        lambda: sign_report(report=mine, by=stage.head, digest=digest),
        lambda: attach_evidence(report=yours, evidence_number="K-001", upload=photo(9), by=stage.treasurer),
    )
    standing = Signature.objects.filter(report=stage.report, cleared_at__isnull=True).first()
    assert standing is None or standing.digest == signing_digest(own(stage.report), revision)
