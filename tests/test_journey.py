"""The whole journey through the actions alone, with workbooks that LibreOffice Calc wrote.

From a signed agreement to an accepted report, its remainder back in the treasury and the next instalment unlocked. The
browser's journey is in tests/browser.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from accounts.models import User
from audits.following.chain import follow
from audits.searching.search import find
from grants.actions import confirm_return, deposit_return
from grants.gate import gate
from partners.actions import activate_agreement, propose_agreement
from partners.models import Agreement
from reports.actions import attach_evidence, sign_report, submit_report, upload_workbook
from reports.actions.review import accept_report, comment_on_line, send_back_report, verify_report
from reports.evidence import expenses
from reports.facts import template_identity
from reports.intake.groups import compare
from reports.models import OfficialPrint, Report, Revision
from reports.statement import signing_digest
from tests.cast import Cast
from tests.reports.stage import photo
from tests.workbooks.identity import DEMO_IDENTITY, JOURNEY_LINES
from tests.workbooks.samples import CLEAN, CLEAN_ODS, CLEAN_XLS, FAULTY, MENDED, REMAINDER, SPENT
from trail.models import Event
from trail.refusal import Refusal
from trail.verify import verify_all


def sent(path: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile(path.name, path.read_bytes())


@pytest.fixture
def agreement(cast: Cast) -> Agreement:
    """The agreement that the samples were made for, its first instalment paid."""
    drafted = cast.draft(cast.partner(), lines=JOURNEY_LINES, instalments=(50_000_000, 30_000_000))
    propose_agreement(agreement=drafted, by=cast.person("finance"), version=drafted.version)
    activate_agreement(agreement=drafted, by=cast.person("ppk"), version=drafted.version)
    payment = DEMO_IDENTITY.disbursements[0]
    cast.paid(drafted.instalments.get(number=1), sp2d_number=payment.sp2d_number)
    return drafted


@pytest.fixture
def report(agreement: Agreement) -> Report:
    return Report.objects.get(instalment__agreement=agreement, instalment__number=1)


def upload(cast: Cast, report: Report, path: Path) -> Revision:
    partner = report.instalment.agreement.partner
    return upload_workbook(report=report, upload=sent(path), by=cast.treasurer(partner))


def sign_both(cast: Cast, report: Report) -> None:
    cast.explain(report)
    partner = report.instalment.agreement.partner
    for person in (cast.treasurer(partner), cast.head(partner)):
        revision = report.latest
        assert revision is not None
        sign_report(report=report, by=person, digest=signing_digest(report, revision))


@pytest.mark.django_db
def test_the_samples_were_filled_into_what_the_system_hands_out(report: Report) -> None:
    assert template_identity(report.instalment) == DEMO_IDENTITY


@pytest.mark.django_db
def test_what_calc_wrote_is_judged_mended_and_compared(cast: Cast, report: Report) -> None:
    faulty = upload(cast, report, FAULTY)
    rules = Counter(faulty.findings.exclude(severity="note").values_list("rule", flat=True))
    assert {"BKT-02", "BKU-05", "BKU-06", "BKU-08", "INT-01", "INT-03", "MTR-01", "PM-01", "PM-02", "RAB-01"} <= set(
        rules
    )
    assert faulty.error_count >= 8
    assert all(finding.cell and finding.remedy for finding in faulty.findings.filter(sheet="BKU"))
    mended = upload(cast, report, MENDED)
    assert mended.replaces == faulty
    assert {finding.rule for finding in mended.findings.all()} == {"RAB-01"}
    difference = compare(list(faulty.findings.all()), list(mended.findings.all()))
    assert [finding.rule for finding in difference.still] == ["RAB-01"]
    assert difference.new == ()
    assert len(difference.gone) == faulty.findings.count() - 1
    clean = upload(cast, report, CLEAN)
    assert (clean.number, clean.findings.count()) == (3, 0)
    report.refresh_from_db()
    assert (report.received, report.spent, report.remainder) == (50_000_000, SPENT, REMAINDER)


@pytest.mark.parametrize("path", [CLEAN_ODS, CLEAN_XLS], ids=["ods", "xls"])
@pytest.mark.django_db
def test_another_format_is_refused_with_how_to_save_it(cast: Cast, report: Report, path: Path) -> None:
    with pytest.raises(Refusal, match=r"Simpan Sebagai.*xlsx"):
        upload(cast, report, path)
    assert not report.revisions.exists()


@pytest.mark.django_db(transaction=True)
def test_from_a_signed_agreement_to_the_last_rupiah(
    cast: Cast, agreement: Agreement, report: Report, sign_in: Callable[[User], Client]
) -> None:
    partner = agreement.partner
    treasurer, verifier, ppk = cast.treasurer(partner), cast.person("verifier"), cast.person("ppk")
    second = agreement.instalments.get(number=2)
    assert "laporan termin 1 belum diterima" in gate(second).reasons[0].sentence

    upload(cast, report, FAULTY)
    with pytest.raises(Refusal):
        submit_report(report=report, by=treasurer, version=report.version)
    revision = upload(cast, report, CLEAN)
    for shade, entry in enumerate(expenses(revision)):
        attach_evidence(report=report, evidence_number=entry.evidence_number, upload=photo(shade), by=treasurer)
    sign_both(cast, report)
    submit_report(report=report, by=treasurer, version=report.version)

    row = revision.entries.get(evidence_number="KW-004").row
    comment_on_line(report=report, row=row, text="Fotonya buram.", by=verifier)
    send_back_report(report=report, by=verifier, version=report.version, reason="Ganti foto kuitansi KW-004.")
    attach_evidence(report=report, evidence_number="KW-004", upload=photo(11), by=treasurer)
    assert not report.signatures.filter(cleared_at__isnull=True).exists()
    sign_both(cast, report)
    submit_report(report=report, by=treasurer, version=report.version)
    verify_report(report=report, by=verifier, version=report.version)
    accept_report(report=report, by=ppk, version=report.version)

    owed = report.instalment.returns.get()
    assert owed.amount == REMAINDER
    deposit_return(
        treasury_return=owed,
        billing_code="820210000000001",
        ntpn="0123456789ABCDEF",
        paid_on=date(2021, 10, 2),
        upload=photo(12),
        by=treasurer,
        version=owed.version,
    )
    confirm_return(treasury_return=owed, by=cast.person("finance"), version=owed.version)
    assert gate(second).open

    chain = follow(report.instalment, cast.person("auditor"))
    # All but what nobody here has written down: the bank's file, the LKS's receipt, and papers of who was served.
    assert [told.partition(":")[0] for told in chain.missing] == ["Balasan bank", "Diterima LKS", "Penerima manfaat"]
    found = find("Rp12.500.000", cast.person("auditor"))
    assert {hit.partner for group in found for hit in group.hits} == {report.partner.name}
    assert find("Rp12.500.000", cast.person("other_finance")) == []

    official = OfficialPrint.objects.get(report=report)
    assert official.pdf is not None
    with official.pdf.open() as file, pikepdf.open(io.BytesIO(file.read())) as pdf:
        (attached,) = pdf.attachments.values()
        assert attached.get_file().read_bytes() == CLEAN.read_bytes()
    exported = sign_in(cast.person("auditor")).get(f"/laporan/{report.pk}/ekspor/")
    assert load_workbook(io.BytesIO(exported.content))["Ringkasan"]["B3"].value == "LKS Sakura"

    assert all(verdict.whole for verdict in verify_all())
    told = list(Event.objects.about(report).values_list("verb", flat=True))
    assert [
        verb for verb in told if verb in {"report.submit", "report.send_back", "report.verify", "report.accept"}
    ] == [
        "report.submit",
        "report.send_back",
        "report.submit",
        "report.verify",
        "report.accept",
    ]
