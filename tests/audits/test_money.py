"""Following money: any number or amount leads to its chain, each missing link is named, nothing foreign is seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from audits.search import find
from audits.views import money
from grants.actions import confirm_return, deposit_return, reject_disbursement
from grants.models import TreasuryReturn
from reports.models import Entry, Evidence, Report
from reports.official import make_official_print
from tests.beforehand import begins_with
from tests.cast import REMAINDER, Cast, submitted
from tests.reports.stage import photo

SignIn = Callable[[User], Client]
NTPN = "ABCD1234EFGH5678"


def follow(report: Report, query: str = "") -> str:
    return reverse("audits:follow", args=[report.instalment_id]) + query


def deposited(cast: Cast, report: Report) -> TreasuryReturn:
    owed = TreasuryReturn.objects.get(instalment=report.instalment)
    return deposit_return(
        treasury_return=owed,
        billing_code="820999000000001",
        ntpn=NTPN,
        paid_on=date(2021, 9, 1),
        upload=photo(3),
        by=cast.treasurer(report.instalment.agreement.partner),
        version=owed.version,
    )


# Search


@begins_with(submitted)
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("001/PKS/BKMJ", "Perjanjian"),
        ("sakura", "Perjanjian"),
        ("Rp30.000.000", "Penyaluran"),
        ("/SPP/2021", "Penyaluran"),
        ("/450101/2021", "Penyaluran"),
        ("2101313", "Penyaluran"),
        ("10/SK/BKMJ", "Penyaluran"),
        ("Rp2.000.000.000", "Penyaluran"),
        ("4000000", "Pengembalian"),
        (NTPN.lower(), "Pengembalian"),
        ("820999000000001", "Pengembalian"),
        ("12.000.000", "Buku kas"),
        ("K-002", "Buku kas"),
        ("toko contoh", "Buku kas"),
        ("0A1B2C3D4E5F6G7H", "Pajak"),
        ("180.000", "Pajak"),
    ],
)
def test_an_amount_or_a_number_is_found_and_leads_to_its_chain(
    cast: Cast, sign_in: SignIn, text: str, kind: str
) -> None:
    report = cast.accepted()
    deposited(cast, report)
    hits = find(text, cast.person("auditor"))
    assert kind in {hit.kind for hit in hits}
    auditor = sign_in(cast.person("auditor"))
    pages = [auditor.get(hit.url) for hit in hits if hit.kind == kind]
    assert report.instalment in [page.context["chain"].instalment for page in pages]


@begins_with(submitted)
@pytest.mark.parametrize("text", ["", "K", "  ", "tidak ada yang begini", "12.000.001"])
def test_what_is_nowhere_is_not_found(cast: Cast, text: str) -> None:
    cast.submitted()
    assert find(text, cast.person("auditor")) == []


@begins_with(submitted)
def test_another_office_finds_nothing_and_the_inspectorate_everything(cast: Cast, sign_in: SignIn) -> None:
    report = cast.submitted()
    for who in ("verifier", "office_auditor", "auditor"):
        assert find("K-001", cast.person(who)), who
        assert sign_in(cast.person(who)).get(follow(report)).status_code == 200
    for who in ("other_finance", "other_ppk", "other_verifier"):
        assert find("K-001", cast.person(who)) == [], who
        assert find("Rp30.000.000", cast.person(who)) == [], who
        assert sign_in(cast.person(who)).get(follow(report)).status_code == 404


def test_only_the_last_revision_is_found(cast: Cast) -> None:
    report = cast.uploaded()
    cast.uploaded(report, remainder=3_000_000)
    auditor = cast.person("auditor")
    assert len([hit for hit in find("K-003", auditor) if hit.kind == "Buku kas"]) == 1
    assert find("6.000.000", auditor) == []
    assert find("7.000.000", auditor)


@begins_with(submitted)
def test_a_hit_turns_to_the_page_of_its_line(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(money, "LINES_PER_PAGE", 2)
    cast.submitted()
    hit = next(hit for hit in find("K-003", cast.person("auditor")) if hit.kind == "Buku kas")
    assert hit.url.endswith("#baris-10")
    page = sign_in(cast.person("auditor")).get(hit.url)
    assert [line.entry.row for line in page.context["lines"]] == [9, 10]


# The chain


def missing(cast: Cast, sign_in: SignIn, report: Report) -> list[str]:
    return [text.split(":")[0] for text in sign_in(cast.person("auditor")).get(follow(report)).context["chain"].missing]


def test_before_any_payment_every_link_is_named_as_missing(cast: Cast, sign_in: SignIn) -> None:
    instalment = cast.agreement().instalments.get(number=1)
    answer = sign_in(cast.person("auditor")).get(reverse("audits:follow", args=[instalment.pk]))
    assert [text.split(":")[0] for text in answer.context["chain"].missing] == [
        "Alokasi (DIPA)",
        "Surat keputusan penerima",
        "SPP",
        "SPM",
        "SP2D",
        "Laporan (LPJ)",
    ]


def test_each_step_of_the_journey_closes_a_link(cast: Cast, sign_in: SignIn) -> None:
    instalment = cast.agreement().instalments.get(number=1)
    disbursement = cast.proposed(instalment)
    auditor = sign_in(cast.person("auditor"))
    page = auditor.get(reverse("audits:follow", args=[instalment.pk]))
    assert [text.split(":")[0] for text in page.context["chain"].missing] == ["SPM", "SP2D", "Laporan (LPJ)"]
    reject_disbursement(
        disbursement=disbursement, reason="Akun pada SPP salah.", by=cast.person("ppspm"), version=disbursement.version
    )
    report = cast.report(instalment)
    assert missing(cast, sign_in, report) == ["Laporan (LPJ)"]
    cast.uploaded(report)
    assert missing(cast, sign_in, report) == ["Laporan (LPJ)", "Bukti pengeluaran"]


@begins_with(submitted)
def test_after_acceptance_only_the_open_remainder_is_missing(cast: Cast, sign_in: SignIn) -> None:
    report = cast.accepted()
    assert missing(cast, sign_in, report) == ["Pengembalian ke kas negara", "Laporan resmi"]
    make_official_print(report.official_print)
    treasury_return = deposited(cast, report)
    assert missing(cast, sign_in, report) == ["Pengembalian ke kas negara"]
    confirm_return(treasury_return=treasury_return, by=cast.person("finance"), version=treasury_return.version)
    page = sign_in(cast.person("auditor")).get(follow(report))
    assert page.context["chain"].missing == []
    assert "Rantainya lengkap" in page.content.decode()


def test_a_lost_receipt_breaks_the_chain_at_its_line(cast: Cast, sign_in: SignIn) -> None:
    report = cast.accepted(remainder=0)
    make_official_print(report.official_print)
    Evidence.objects.filter(evidence_number="K-002").delete()
    page = sign_in(cast.person("auditor")).get(follow(report))
    assert page.context["chain"].missing == ["Bukti pengeluaran: 1 baris pengeluaran belum berbukti."]
    assert [line.entry.row for line in page.context["lines"] if line.lacks_evidence] == [9]


@begins_with(submitted)
def test_every_link_with_a_page_leads_where_the_auditor_may_go(cast: Cast, sign_in: SignIn) -> None:
    report = cast.accepted()
    make_official_print(report.official_print)
    auditor = sign_in(cast.person("auditor"))
    chain = auditor.get(follow(report)).context["chain"]
    urls = {link.url for link in chain.links if link.url}
    assert len(urls) == 6
    assert {url: auditor.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)
    amounts = {link.title: link.amount for link in chain.links}
    assert amounts["SP2D"] == 30_000_000
    assert amounts["Laporan (LPJ)"] == 30_000_000 - REMAINDER
    assert amounts["Pengembalian ke kas negara"] == REMAINDER


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
