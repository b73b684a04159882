"""What other submitted reports already account for, and what of it this report's reader may know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.demo.papers import fill
from grants.actions import record_death
from partners.models import Instalment, Partner
from regulations.facts import BeneficiaryFacts, ElsewhereFacts, EntryFacts, SeenFacts, TaxFacts
from reports.actions import attach_evidence, sign_report, submit_report, upload_workbook
from reports.elsewhere import elsewhere_facts, files_elsewhere
from reports.facts import template_identity
from reports.intake.layout import FIRST_DATA_ROW, PM
from reports.models import Report, TaxRow
from reports.readiness import submission_findings
from reports.statement import signing_digest
from tests.beforehand import begins_with
from tests.cast import NIK, Cast, submitted
from tests.reports.stage import Stage, photo, put
from tests.templates import template_of

RECEIVED = date(2021, 4, 15)  #: by the one beneficiary in the cast's report
ROW = 30


def person(**changes: object) -> BeneficiaryFacts:
    same = {"nik": NIK, "component": "hidup_layak", "form": "barang", "received_on": RECEIVED}
    return BeneficiaryFacts(ROW, **{**same, **changes})  # type: ignore[arg-type]


def expense(**changes: object) -> EntryFacts:
    """The first expense of the cast's report."""
    same = {"evidence_number": "k-001 ", "date": date(2021, 4, 13), "paid": 12_000_000}
    return EntryFacts(ROW, **{**same, **changes})  # type: ignore[arg-type]


def other_lks(cast: Cast, name: str = "LKS Mawar") -> Instalment:
    """A paid first instalment of another LKS of the same office."""
    partner = cast.partner(name, registration_number="TD/002/2020")
    instalment = cast.agreement(partner, number="002/PKS/BKMJ/04/2021").instalments.get(number=1)
    cast.paid(instalment)
    return instalment


def next_instalment(report: Report) -> Instalment:
    return report.instalment.agreement.instalments.get(number=2)


@begins_with(submitted)
def test_aid_that_another_lks_gave_is_told_by_office_and_day_and_by_nothing_else(cast: Cast) -> None:
    report = cast.submitted()
    later = RECEIVED + timedelta(days=90)
    (seen,) = elsewhere_facts(other_lks(cast), beneficiaries=[person(received_on=later)]).aid.values()
    assert seen.where == "laporan lain di Balai Karya “Mulya Jaya” Jakarta"
    assert seen.on == RECEIVED
    assert report.instalment.agreement.partner.name not in seen.where


@begins_with(submitted)
@pytest.mark.parametrize(
    "changes",
    [
        {"nik": "3271061708900002"},
        {"component": "terapi"},
        {"form": "uang"},
        {"nik_was_number": True},
        {"received_on": None},
        {"nik": None},
    ],
)
def test_another_person_another_kind_of_aid_or_an_unsound_nik_is_no_repetition(
    cast: Cast, changes: dict[str, object]
) -> None:
    cast.submitted()
    assert elsewhere_facts(other_lks(cast), beneficiaries=[person(**changes)]).aid == {}


@begins_with(submitted)
def test_an_agreement_may_give_the_same_aid_in_its_next_instalment_but_not_account_for_it_twice(cast: Cast) -> None:
    following = next_instalment(cast.submitted())
    assert elsewhere_facts(following, beneficiaries=[person(received_on=date(2021, 8, 1))]).aid == {}
    (seen,) = elsewhere_facts(following, beneficiaries=[person()]).aid.values()
    assert (seen.where, seen.on) == ("LPJ termin 1 PKS 001/PKS/BKMJ/04/2021", RECEIVED)


@begins_with(submitted)
def test_a_report_never_meets_itself(cast: Cast) -> None:
    report = cast.submitted()
    tax = TaxFacts(7, ntpn="0A1B2C3D4E5F6G7H")
    own = elsewhere_facts(report.instalment, entries=[expense()], beneficiaries=[person()], taxes=[tax])
    assert own == ElsewhereFacts()
    assert files_elsewhere(report) == {}


def test_what_has_not_been_sent_does_not_count(cast: Cast) -> None:
    cast.signed()
    found = elsewhere_facts(other_lks(cast), beneficiaries=[person()], taxes=[TaxFacts(7, ntpn="0A1B2C3D4E5F6G7H")])
    assert found == ElsewhereFacts()


def test_only_the_last_revision_counts(stage: Stage) -> None:
    withdrawn = "3271061708900044"
    stage.upload(lambda book: put(book, PM, FIRST_DATA_ROW, nik=withdrawn))
    stage.make_ready()
    submit_report(report=stage.report, by=stage.treasurer, version=stage.report.version)
    elsewhere = other_lks(stage.cast)
    assert elsewhere_facts(elsewhere, beneficiaries=[person(nik=withdrawn)]).aid == {}
    assert list(elsewhere_facts(elsewhere, beneficiaries=[person()]).aid) == [ROW]


@begins_with(submitted)
def test_a_receipt_of_the_same_lks_is_known_again_whatever_its_capitals(cast: Cast) -> None:
    following = next_instalment(cast.submitted())
    (seen,) = elsewhere_facts(following, entries=[expense()]).evidence.values()
    assert (seen.where, seen.on) == ("LPJ termin 1 PKS 001/PKS/BKMJ/04/2021", date(2021, 4, 13))


@begins_with(submitted)
@pytest.mark.parametrize(
    "changes", [{"evidence_number": "K-009"}, {"date": date(2021, 4, 14)}, {"paid": 12_000_001}, {"date": None}]
)
def test_another_number_day_or_amount_is_another_receipt(cast: Cast, changes: dict[str, object]) -> None:
    following = next_instalment(cast.submitted())
    assert elsewhere_facts(following, entries=[expense(**changes)]).evidence == {}


@begins_with(submitted)
def test_every_lks_may_number_its_receipts_alike(cast: Cast) -> None:
    cast.submitted()
    assert elsewhere_facts(other_lks(cast), entries=[expense()]).evidence == {}


@begins_with(submitted)
@pytest.mark.parametrize("ntpn", ["0A1B2C3D4E5F6G7H", "0a1b2c3d4e5f6g7h"])
def test_a_payment_of_tax_is_known_again_across_lks(cast: Cast, ntpn: str) -> None:
    cast.submitted()
    assert TaxRow.objects.count() == 1
    found = elsewhere_facts(other_lks(cast), taxes=[TaxFacts(7, ntpn=ntpn), TaxFacts(8, ntpn="X"), TaxFacts(9)])
    assert list(found.tax_payments) == [7]
    assert found.tax_payments[7].where == "laporan lain di Balai Karya “Mulya Jaya” Jakarta"


def test_the_same_photo_in_another_report_is_found_and_stops_the_report(cast: Cast) -> None:
    first = cast.evidenced()
    attach_evidence(report=first, evidence_number="K-001", upload=photo(3), by=cast.treasurer(_partner(first)))
    report = cast.evidenced(Report.objects.get(instalment=other_lks(cast)))
    attach_evidence(report=report, evidence_number="K-101", upload=photo(3), by=cast.treasurer(_partner(report)))
    assert files_elsewhere(report) == {}
    _send(cast, first)
    (seen,) = files_elsewhere(report).values()
    assert (seen.where, seen.on) == ("laporan lain di Balai Karya “Mulya Jaya” Jakarta", None)
    found = submission_findings(report, report.latest)
    assert [finding.where.field for finding in found if finding.rule == "ULG-04"] == ["evidence_number"]


def test_who_has_died_is_known_by_row(cast: Cast) -> None:
    record_death(by=cast.person("finance"), nik=NIK, died_on=date(2021, 4, 14), source="Akta 12/KM/2021")
    found = elsewhere_facts(other_lks(cast), beneficiaries=[person(), BeneficiaryFacts(31, nik="3271061708900002")])
    assert (found.deaths, found.deaths_elsewhere) == ({ROW: date(2021, 4, 14)}, {})


def test_a_death_that_another_office_recorded_is_told_as_its_record_until_the_own_office_knows(cast: Cast) -> None:
    record_death(by=cast.person("other_finance"), nik=NIK, died_on=date(2021, 4, 14), source="Akta 12/KM/2021")
    instalment, people = other_lks(cast), [person(), BeneficiaryFacts(31, nik="3271061708900002")]
    found = elsewhere_facts(instalment, beneficiaries=people)
    where = f"catatan kematian {cast.person('other_finance').office}"
    assert (found.deaths, found.deaths_elsewhere) == ({}, {ROW: SeenFacts(where, date(2021, 4, 14))})
    record_death(by=cast.person("finance"), nik=NIK, died_on=date(2021, 6, 1), source="Akta 13/KM/2021")
    found = elsewhere_facts(instalment, beneficiaries=people)
    assert (found.deaths, found.deaths_elsewhere) == ({ROW: date(2021, 6, 1)}, {})


@begins_with(submitted)
def test_the_book_before_ends_on_its_last_day(cast: Cast) -> None:
    report = cast.submitted()
    before = elsewhere_facts(next_instalment(report)).before
    assert before is not None
    assert (before.where, before.on) == ("LPJ termin 1", date(2021, 4, 15))
    assert elsewhere_facts(report.instalment).before is None


def _queries(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)


@begins_with(submitted)
def test_a_longer_book_asks_no_more_of_the_database(cast: Cast) -> None:
    following = next_instalment(cast.submitted())
    assert following.agreement.partner.office_id  # whoever asks has them at hand

    def ask(count: int) -> Callable[[], object]:
        entries = [EntryFacts(row, date(2021, 4, 13), f"KW-{row}", paid=1 + row) for row in range(count)]
        people = [person(nik=f"32710617089{row:05d}") for row in range(count)]
        taxes = [TaxFacts(row, ntpn=f"{row:016d}") for row in range(count)]
        return lambda: elsewhere_facts(following, entries=entries, beneficiaries=people, taxes=taxes)

    assert _queries(ask(400)) == _queries(ask(2)) <= 6


def _partner(report: Report) -> Partner:
    return report.instalment.agreement.partner


def _send(cast: Cast, report: Report) -> None:
    cast.explain(report)
    revision = report.latest
    assert revision is not None
    for who in (cast.treasurer(_partner(report)), cast.head(_partner(report))):
        sign_report(report=report, by=who, digest=signing_digest(report, revision))
    report.refresh_from_db()
    submit_report(report=report, by=cast.treasurer(_partner(report)), version=report.version)


def uploaded_for(cast: Cast, nik: str) -> Report:
    """Another LKS's report, uploaded, that names this person."""
    report = Report.objects.get(instalment=other_lks(cast))
    filling = cast.filling(report)
    filling.beneficiaries[0]["nik"] = nik
    book = fill(template_of(template_identity(report.instalment)), filling)
    upload_workbook(report=report, upload=book, by=cast.treasurer(report.instalment.agreement.partner))
    return report


def test_what_another_report_brings_after_the_upload_is_found_before_submission(cast: Cast) -> None:
    """Both were uploaded while neither had been sent: the second to be sent hears of the first."""
    second = uploaded_for(cast, f"{NIK[:-4]}0002")
    revision = second.latest
    assert revision is not None
    before = {finding.rule for finding in submission_findings(second, revision)}
    cast.submitted()
    now = [finding for finding in submission_findings(second, revision) if finding.rule not in before]
    assert {finding.rule[:3] for finding in now} == {"ULG"}
    assert any(finding.where.sheet == PM.title and finding.where.row == FIRST_DATA_ROW for finding in now)


@begins_with(submitted)
def test_what_was_found_at_upload_is_not_found_again(cast: Cast) -> None:
    cast.submitted()
    second = uploaded_for(cast, NIK)
    revision = second.latest
    assert revision is not None
    told = set(revision.findings.values_list("rule", flat=True))
    assert any(rule.startswith("ULG") for rule in told)
    assert not told.intersection(finding.rule for finding in submission_findings(second, revision))


@pytest.mark.parametrize(("recorder", "rule"), [("finance", "PM-12"), ("other_finance", "PM-17")])
def test_a_death_that_is_recorded_after_the_upload_is_found_before_submission(
    cast: Cast, recorder: str, rule: str
) -> None:
    report = cast.uploaded()
    revision = report.latest
    assert revision is not None
    died = RECEIVED - timedelta(days=400)
    record_death(nik=NIK, died_on=died, source="Akta contoh", by=cast.person(recorder))
    found = {finding.rule for finding in submission_findings(report, revision)}
    assert found & {"PM-12", "PM-17"} == {rule}
