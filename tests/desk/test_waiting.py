"""What waits for whom: each step of the journey takes the matter from one desk and lays it on the next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from desk.things import SHOWN
from desk.waiting import piles_for
from grants.actions import confirm_return, open_return, propose_decree
from grants.actions.exceptions import grant_exception
from grants.actions.receipts import confirm_receipt
from grants.models import TreasuryReturn
from legal.actions import retire_rule, turn_of
from partners.actions import activate_agreement, propose_agreement
from partners.models import Partner
from reports.actions import sign_report, submit_report
from reports.actions.review import accept_report, send_back_report, verify_report
from reports.intake.layout import BKU, FIRST_DATA_ROW
from reports.models import Report
from reports.statement import signing_digest
from tests.audits.money import deposited
from tests.beforehand import begins_with
from tests.cast import Cast, submitted
from tests.grants.asking import exception_asked
from tests.grants.bank import LIST, sp2d_line, taken_in
from tests.legal.deciding import REASON, confirm
from tests.reports.stage import Stage, photo, put, stage

__all__ = ["stage"]

SignIn = Callable[[User], Client]
OFFICE = ("finance", "verifier", "ppk", "ppspm", "kpa", "auditor", "office_auditor", "admin")

AGREEMENT = "Perjanjian menunggu persetujuan Anda"
DRAFT = "Konsep perjanjian"
PAYABLE = "Termin yang dapat diajukan"
SPP = "SPP menunggu pengujian Anda"
FILL = "Laporan yang harus Anda kirim"
RECEIPT = "Dana yang harus Anda nyatakan diterima"
SIGN = "Menunggu tanda tangan Anda"
VERIFY = "Laporan menunggu verifikasi"
ACCEPT = "Laporan menunggu penerimaan Anda"
DEPOSIT = "Sisa dana yang harus disetor"
CONFIRM = "Setoran menunggu konfirmasi"
DECREE = "SK penerima menunggu pengesahan Anda"
DRAFT_DECREE = "Konsep SK penerima"
EXCEPTION = "Pengecualian gerbang menunggu keputusan Anda"
OPENED = "Termin yang dibuka dengan pengecualian"
UNMATCHED = "Baris bank yang belum berpasangan"
LATE = "Pengembalian yang lewat jatuh tempo"
ENGAGED = "Penugasan Anda yang berjalan"
SECOND = "Keputusan aturan menunggu orang kedua"


def desks(cast: Cast, partner: Partner | None = None) -> dict[str, list[str]]:
    """Who has which piles now; those with nothing are left out, and the engagement that the auditor always has."""
    people = {who: cast.person(who) for who in OFFICE}
    if partner is not None:
        people |= {"treasurer": cast.treasurer(partner), "head": cast.head(partner)}
    piles = {who: [pile.title for pile in piles_for(user) if pile.title != ENGAGED] for who, user in people.items()}
    return {who: titles for who, titles in piles.items() if titles}


def test_the_agreement_goes_from_its_author_to_the_ppk_and_comes_back_payable(cast: Cast) -> None:
    agreement = cast.draft(cast.partner())
    assert desks(cast) == {"finance": [DRAFT]}
    propose_agreement(agreement=agreement, by=cast.person("finance"), version=agreement.version)
    assert desks(cast) == {"ppk": [AGREEMENT]}
    activate_agreement(agreement=agreement, by=cast.person("ppk"), version=agreement.version)
    assert desks(cast) == {"finance": [PAYABLE]}
    cast.proposed(agreement.instalments.get(number=1))
    assert desks(cast) == {"ppspm": [SPP]}


def test_the_report_goes_from_desk_to_desk(cast: Cast) -> None:
    partner = cast.partner()
    report = cast.report(cast.agreement(partner).instalments.get(number=1))
    assert desks(cast, partner) == {"treasurer": [FILL, RECEIPT]}
    payment = report.instalment.disbursements.get()
    confirm_receipt(
        disbursement=payment,
        amount=payment.amount,
        received_on=report.office.today,
        by=cast.treasurer(partner),
        version=payment.version,
    )
    assert desks(cast, partner) == {"treasurer": [FILL]}
    cast.evidenced(report)
    cast.explain(report)
    revision = report.latest
    assert revision is not None
    assert desks(cast, partner) == {"treasurer": [FILL]}
    treasurer, head = cast.treasurer(partner), cast.head(partner)
    sign_report(report=report, by=treasurer, digest=signing_digest(report, revision))
    assert desks(cast, partner) == {"treasurer": [FILL], "head": [SIGN]}
    sign_report(report=report, by=head, digest=signing_digest(report, revision))
    assert desks(cast, partner) == {"treasurer": [FILL]}
    submit_report(report=report, by=treasurer, version=report.version)
    assert desks(cast, partner) == {"verifier": [VERIFY]}
    verify_report(report=report, by=cast.person("verifier"), version=report.version)
    assert desks(cast, partner) == {"ppk": [ACCEPT]}
    accept_report(report=report, by=cast.person("ppk"), version=report.version)
    assert desks(cast, partner) == {"treasurer": [DEPOSIT], "finance": [PAYABLE]}
    treasury_return = deposited(cast, report)
    assert desks(cast, partner) == {"finance": [PAYABLE, CONFIRM], "ppspm": [CONFIRM]}
    confirm_return(treasury_return=treasury_return, by=cast.person("finance"), version=treasury_return.version)
    assert desks(cast, partner) == {"finance": [PAYABLE]}


@begins_with(submitted)
def test_a_report_that_came_back_waits_for_the_treasurer_alone(cast: Cast) -> None:
    report = cast.submitted()
    partner = report.instalment.agreement.partner
    send_back_report(
        report=report, by=cast.person("verifier"), version=report.version, reason="Foto bukti terlalu buram."
    )
    assert desks(cast, partner) == {"treasurer": [FILL, RECEIPT]}


def test_a_workbook_with_faults_does_not_wait_for_the_heads_signature(cast: Cast, stage: Stage) -> None:
    stage.upload(lambda book: put(book, BKU, FIRST_DATA_ROW + 1, payee=None))
    assert "head" not in desks(cast, stage.partner)


@begins_with(submitted)
def test_the_other_office_has_nothing_on_its_desk(cast: Cast) -> None:
    cast.submitted()
    for who in ("other_finance", "other_verifier", "other_ppk", "other_ppspm"):
        assert piles_for(cast.person(who)) == []


@begins_with(submitted)
def test_a_thing_leads_to_a_page_that_its_reader_may_open(cast: Cast, sign_in: SignIn) -> None:
    report = cast.submitted()
    agreement = cast.draft(report.instalment.agreement.partner, number="003/PKS/BKMJ/04/2021")
    propose_agreement(agreement=agreement, by=cast.person("finance"), version=agreement.version)
    for who in ("verifier", "ppk"):
        person = cast.person(who)
        for pile in piles_for(person):
            for address in [pile.more_url, *(thing.url for thing in pile.things)]:
                assert sign_in(person).get(address).status_code == 200, address


def test_a_high_pile_counts_what_it_does_not_show(cast: Cast) -> None:
    partner = cast.partner()
    for n in range(SHOWN + 2):
        cast.draft(partner, number=f"{n:03d}/PKS")
    pile = piles_for(cast.person("finance"))[0]
    assert (pile.count, len(pile.things), pile.hidden) == (SHOWN + 2, SHOWN, 2)


def test_unconfirmed_citations_wait_for_the_legal_officer_until_they_are_confirmed(cast: Cast, sign_in: SignIn) -> None:
    legal = cast.person("legal")
    (before,) = piles_for(legal)
    assert before.title == "Kutipan menunggu konfirmasi Anda"
    key = before.things[0].url.split("/")[-2]
    assert sign_in(legal).get(before.more_url).context["found"] == before.count
    assert sign_in(legal).get(before.things[0].url).status_code == 200
    confirm(cast, key)
    (after,) = piles_for(legal)
    assert after.count == before.count - 1
    assert before.things[0] not in after.things


def test_an_empty_desk_says_so(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.person("kpa")).get(reverse("desk:home")).content.decode()
    assert "Meja Anda bersih" in page
    assert not Report.objects.exists()
    assert not TreasuryReturn.objects.exists()


def test_what_waits_for_a_second_person_lies_on_that_persons_desk_alone(cast: Cast) -> None:
    agreement = cast.agreement()
    payment = cast.paid(agreement.instalments.get(number=1))
    further = cast.drafted_decree(agreement, number="11/SK/BKMJ/04/2021")
    assert DRAFT_DECREE in desks(cast)["ppk"]
    propose_decree(decree=further, by=cast.person("ppk"), version=further.version)
    exception = exception_asked(cast, agreement.instalments.get(number=2))
    assert desks(cast)["kpa"] == [DECREE, EXCEPTION]
    assert "ppk" not in desks(cast)
    assert piles_for(cast.person("other_kpa")) == []
    kpa = cast.person("kpa")
    grant_exception(exception=exception, by=kpa, version=exception.version)
    assert desks(cast)["kpa"] == [DECREE]
    assert desks(cast)["finance"] == [OPENED]
    # Money that goes back late, and a line of a bank that nobody has paired.
    owed = open_return(instalment=payment.instalment, amount=1_000, by=cast.person("ppk"))
    assert owed is not None
    TreasuryReturn.objects.update(due_on=timezone.localdate())
    assert desks(cast)["finance"] == [OPENED]
    TreasuryReturn.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    taken_in(LIST + sp2d_line(payment, "210131301999999"), by=cast.person("finance"))
    assert desks(cast)["finance"] == [OPENED, UNMATCHED, LATE]
    by_title = {pile.title: pile for pile in piles_for(cast.person("finance"))}
    assert "baris belum berpasangan" in by_title[UNMATCHED].things[0].detail
    assert by_title[LATE].things[0].days == -1


def test_a_decision_that_reaches_into_the_past_waits_for_another_than_who_decided(cast: Cast) -> None:
    pending = retire_rule(
        rule_id="MTR-01",
        since=date(2021, 1, 1),
        reason=REASON,
        seen=turn_of("MTR-01"),
        past=True,
        upload=photo(2),
        by=cast.person("legal"),
    )
    assert SECOND in [pile.title for pile in piles_for(cast.person("kpa"))]
    assert SECOND not in [pile.title for pile in piles_for(pending.decided_by)]
