"""Following money: each amount leads to its chain, and each missing link is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from grants.actions import confirm_return, reject_disbursement
from grants.actions.bank_matches import confirm_matches
from grants.actions.receipts import confirm_receipt
from reports.actions.review import accept_report, verify_report
from reports.models import Entry, Evidence, OfficialPrint, Report
from reports.official import make_official_print
from tests.audits.money import answered, deposited, follow, hits
from tests.beforehand import begins_with
from tests.cast import REMAINDER, Cast, submitted
from tests.seen import seen

SignIn = Callable[[User], Client]


def missing(cast: Cast, sign_in: SignIn, report: Report) -> list[str]:
    return [text.split(":")[0] for text in sign_in(cast.person("auditor")).get(follow(report)).context["chain"].missing]


def test_each_step_of_the_journey_closes_a_link_and_what_is_not_there_is_named(cast: Cast, sign_in: SignIn) -> None:
    instalment = cast.agreement().instalments.get(number=1)
    auditor = sign_in(cast.person("auditor"))
    chain = auditor.get(reverse("audits:follow", args=[instalment.pk])).context["chain"]
    after = ["Baris laporan", "Bukti pengeluaran", "Penerima manfaat", "Pengembalian ke kas negara", "Laporan resmi"]
    unpaid = ["Balasan bank", "Diterima LKS", "Laporan (LPJ)", *after]
    assert [text.split(":")[0] for text in chain.missing] == [
        "Alokasi (DIPA)",
        "Surat keputusan penerima",
        "SPP",
        "SPM",
        "SP2D",
        *unpaid,
    ]
    assert len(chain.links) == len({link.anchor for link in chain.links}) == 14
    disbursement = cast.proposed(instalment)
    page = auditor.get(reverse("audits:follow", args=[instalment.pk]))
    assert [text.split(":")[0] for text in page.context["chain"].missing] == ["SPM", "SP2D", *unpaid]
    assert f"SPM: Belum ada SPM untuk SPP {disbursement.spp_number}." in page.context["chain"].missing
    reject_disbursement(
        disbursement=disbursement, reason="Akun pada SPP salah.", by=cast.person("ppspm"), version=disbursement.version
    )
    report = cast.report(instalment)
    payment = instalment.disbursements.get(state="paid")
    assert missing(cast, sign_in, report) == unpaid
    chain = auditor.get(follow(report)).context["chain"]
    assert f"Balasan bank: Belum ada balasan bank untuk SP2D {payment.sp2d_number}." in chain.missing
    # A line that names the SP2D and that nobody has confirmed is no answer yet, and is said.
    file = answered(cast, payment)
    chain = auditor.get(follow(report)).context["chain"]
    assert any("pasangannya belum dikonfirmasi" in text for text in chain.missing)
    line = file.lines.get()
    confirm_matches(bank_file=file, chosen={line.row: payment.pk}, days={}, by=cast.person("finance"))
    (reply,) = [link for link in auditor.get(follow(report)).context["chain"].links if link.anchor == "bank"]
    assert (reply.amount, reply.missing, reply.who) == (payment.amount, "", cast.person("finance").name)
    cast.uploaded(report)
    assert missing(cast, sign_in, report) == [
        "Diterima LKS",
        "Laporan (LPJ)",
        "Bukti pengeluaran",
        "Pengembalian ke kas negara",
        "Laporan resmi",
    ]


@begins_with(submitted)
def test_after_acceptance_only_what_is_open_is_missing(cast: Cast, sign_in: SignIn) -> None:
    report = cast.submitted()
    payment = report.instalment.disbursements.get()
    confirm_receipt(
        disbursement=payment,
        amount=payment.amount,
        received_on=payment.sp2d_date,
        by=cast.treasurer(payment.partner),
        version=payment.version,
    )
    report = verify_report(report=report, by=cast.person("verifier"), version=report.version)
    report = accept_report(report=report, by=cast.person("ppk"), version=report.version)
    still = ["Balasan bank"]
    assert missing(cast, sign_in, report) == [*still, "Pengembalian ke kas negara", "Laporan resmi"]
    make_official_print(report.official_print)
    treasury_return = deposited(cast, report)
    assert missing(cast, sign_in, report) == [*still, "Pengembalian ke kas negara"]
    confirm_return(treasury_return=treasury_return, by=cast.person("finance"), version=treasury_return.version)
    file = answered(cast, payment)
    confirm_matches(bank_file=file, chosen={file.lines.get().row: payment.pk}, days={}, by=cast.person("finance"))
    page = sign_in(cast.person("auditor")).get(follow(report))
    assert page.context["chain"].missing == []
    assert "Rantainya lengkap" in seen(page)


def test_a_lost_receipt_breaks_the_chain_at_its_line(cast: Cast, sign_in: SignIn) -> None:
    report = cast.accepted(remainder=0)
    make_official_print(report.official_print)
    Evidence.objects.filter(evidence_number="K-002").delete()
    page = sign_in(cast.person("auditor")).get(follow(report))
    assert "Bukti pengeluaran: 1 baris pengeluaran belum berbukti." in page.context["chain"].missing
    assert [line.entry.row for line in page.context["lines"] if line.lacks_evidence] == [9]


@begins_with(submitted)
def test_every_link_with_a_page_leads_where_the_auditor_may_go(cast: Cast, sign_in: SignIn) -> None:
    report = cast.accepted()
    make_official_print(report.official_print)
    auditor = sign_in(cast.person("auditor"))
    chain = auditor.get(follow(report)).context["chain"]
    urls = {link.url for link in chain.links if link.url}
    assert len(urls) == 9
    assert {url: auditor.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)
    amounts = {link.title: link.amount for link in chain.links}
    assert amounts["SP2D"] == 30_000_000
    assert amounts["Laporan (LPJ)"] == 30_000_000 - REMAINDER
    assert amounts["Pengembalian ke kas negara"] == REMAINDER
    # Six in the morning of WIB is the evening before in Greenwich: what is told is the reader's day.
    early = datetime(2021, 9, 9, 23, 0, tzinfo=UTC)
    Report.objects.filter(pk=report.pk).update(submitted_at=early, verified_at=early, accepted_at=early)
    report.evidence.update(attached_at=early)
    OfficialPrint.objects.filter(report=report).update(issued_at=early)
    links = {link.anchor: link for link in auditor.get(follow(report, "?baris=9")).context["chain"].links}
    steps = [dict(links["lpj"].facts)[name] for name in ("Dikirim", "Diverifikasi", "Diterima PPK")]
    told = [*steps, dict(links["bukti"].facts)["Dilampirkan"], dict(links["resmi"].facts)["Terbit"]]
    assert [text.rpartition(", ")[2] for text in told] == ["10 September 2021"] * 5
    assert hits("K-002", cast.person("auditor"), "Bukti")[0].day == date(2021, 9, 10)


@begins_with(submitted)
def test_queries_do_not_grow_with_the_cash_book(cast: Cast, sign_in: SignIn) -> None:
    report = cast.submitted()
    auditor = sign_in(cast.person("auditor"))
    auditor.get(follow(report))
    with CaptureQueriesContext(connection) as few:
        auditor.get(follow(report))
    Entry.objects.bulk_create(
        Entry(revision=report.latest, row=100 + n, evidence_number=f"X-{n}", paid=1_000) for n in range(150)
    )
    with CaptureQueriesContext(connection) as many:
        answer = auditor.get(follow(report))
    assert len(answer.context["lines"]) == 154
    assert len(many) == len(few)
