"""Searching for money: any number, amount or name is found, leads to its chain, and shows nothing foreign."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audits.following.starts import KINDS, start_from
from audits.models import FindingPlace
from audits.searching.kinds import KINDS as SOUGHT
from audits.searching.kinds import KNOWN_BY_NIK
from audits.searching.search import find, nik_in
from audits.views import money
from beneficiaries.models import Aid
from grants.models import DecreeRecipient, Delivery
from reports.models import Entry
from rupiah.format import format_rupiah
from tests.audits.finding import drafted
from tests.audits.money import NTPN, deposited, follow, hits
from tests.beforehand import begins_with
from tests.cast import NIK, REMAINDER, Cast, submitted
from tests.grants.bank import LIST, sp2d_line, taken_in
from tests.seen import seen
from trail.models import Event

SignIn = Callable[[User], Client]


@begins_with(submitted)
def test_an_amount_a_number_or_a_name_is_found_and_leads_to_its_chain(cast: Cast, sign_in: SignIn) -> None:
    report = cast.accepted()
    deposited(cast, report)
    payment = report.instalment.disbursements.get()
    taken_in(LIST + sp2d_line(payment, payment.sp2d_number), by=cast.person("finance"))
    auditor = cast.person("auditor")
    browser = sign_in(auditor)
    drafted(cast, report.partner).places.create(report=report, label=str(report), amount=report.spent)
    recipient = DecreeRecipient.objects.create(
        decree=payment.decree, place=900, name="Penerima Pos", nik=NIK, amount=1_234_567
    )
    Delivery.objects.create(disbursement=payment, recipient=recipient, amount=1_234_567, handed_over_by="Petugas Pos")
    for text, kind in (
        ("Rp2.000.000.000", "Alokasi (DIPA)"),
        (payment.allocation.account, "Alokasi (DIPA)"),
        (payment.allocation.budget_code.lower(), "Alokasi (DIPA)"),
        (payment.bank_account.number[1:], "Rekening LKS"),
        (str(report.spent), "Laporan (LPJ)"),
        (format_rupiah(REMAINDER), "Laporan (LPJ)"),
        ("petugas pos", "Penyerahan oleh bank/pos"),
        ("1.234.567", "Penyerahan oleh bank/pos"),
        ("tanpa kuitansi", "Temuan pemeriksaan"),
        ("3.000.000", "Temuan pemeriksaan"),
        ("TD/001", "LKS"),
        ("001/PKS/BKMJ", "Perjanjian dan termin"),
        ("sakura", "Perjanjian dan termin"),
        ("10/SK/BKMJ", "SK penerima"),
        ("Rp30.000.000", "Penyaluran (SPP, SPM, SP2D)"),
        ("30000000", "Penyaluran (SPP, SPM, SP2D)"),
        ("/SPP/2021", "Penyaluran (SPP, SPM, SP2D)"),
        ("/450101/2021", "Penyaluran (SPP, SPM, SP2D)"),
        ("2101313", "Penyaluran (SPP, SPM, SP2D)"),
        ("2101313", "Berkas bank"),
        ("30.000.000,00", "Berkas bank"),
        ("4000000", "Pengembalian"),
        (NTPN.lower(), "Pengembalian"),
        ("820999000000001", "Pengembalian"),
        ("12.000.000", "Buku kas"),
        ("K-002", "Buku kas"),
        (" toko   contoh ", "Buku kas"),
        ("K-002", "Bukti"),
        ("0A1B2C3D4E5F6G7H", "Pajak"),
        ("180.000", "Pajak"),
        ("BAST-001", "Penerima dalam laporan"),
        ("BAST-001", "Bantuan"),
        ("penerima rahasia", "Penerima manfaat"),
    ):
        found = hits(text, auditor, kind)
        assert found, (text, kind, [group.title for group in find(text, auditor)])
        assert found[0].office == report.office.name, (text, kind)
        pages = [browser.get(hit.url, follow=True).context for hit in found]
        led = {page["chain"].instalment.pk for page in pages if "chain" in page}
        led |= {instalment.pk for page in pages for _, instalment in page.get("places") or []}
        assert report.instalment_id in led, (text, kind)
    # Every kind is said on the page, and whatever shows a NIK, masked though it is, names people.
    page = seen(browser.get(reverse("audits:money")))
    assert all(kind.title in page and kind.said in page for kind in SOUGHT)
    assert {kind.title for kind in SOUGHT if kind.of_people} == {*KNOWN_BY_NIK, "Penyerahan oleh bank/pos"}
    # What is typed goes by POST into an address, but for a NIK; hostile input finds nothing and breaks nothing.
    sent = browser.post(reverse("audits:money"), {"q": "K-002"}, follow=True)
    assert sent.redirect_chain == [(f"{reverse('audits:money')}?q=K-002", 302)]
    hostile = ("%", "_____", "'; DROP TABLE", "x" * 5000, "9" * 400, "\u202e12")
    for text in ("", "K", "  ", "tidak ada yang begini", "12.000.001", *hostile):
        assert browser.get(reverse("audits:money"), {"q": text}).context.get("found") == [], text


def test_what_is_typed_as_a_nik_is_known_for_one() -> None:
    wide = "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in NIK)
    written = (NIK, f"NIK: {NIK}", f" nik {NIK[:6]}-{NIK[6:12]}.{NIK[12:]}", f"'{NIK}", wide, f"({NIK})", f"{NIK};")
    beside = (f"Budi {NIK}", f"{NIK} Budi", f"12 {NIK}", f"{NIK} 12", f"NIK no. {NIK[:4]} / {NIK[4:8]} – {NIK[8:]}")
    for typed in (*written, *beside):
        assert nik_in(typed) == NIK, typed
    assert nik_in("٣٦٠٢٠٤٤١٠١٧٩٠٠٠٩") == "3602044101790009"
    # An impossible one stands in reports too, and is no less a person's.
    assert nik_in("3602044199790009") == "3602044199790009"
    for typed in ("", "K-001", NIK[:15], f"{NIK}0", "NTPN ABCD1234EFGH5678", "K-12 Rp1.250.000 1.300.000"):
        assert nik_in(typed) == "", typed


@begins_with(submitted)
def test_a_nik_is_found_by_its_index_is_in_no_address_and_the_look_is_told(cast: Cast, sign_in: SignIn) -> None:
    cast.accepted()
    auditor, page = cast.person("auditor"), reverse("audits:money")
    browser = sign_in(auditor)
    answer = browser.post(page, {"q": f"{NIK[:6]} {NIK[6:12]} {NIK[12:]}"})
    assert answer.status_code == 200 and NIK not in answer.content.decode()
    assert {group.title for group in answer.context["found"]} == {
        "Penerima manfaat",
        "Bantuan",
        "Penerima dalam laporan",
    }
    told = Event.objects.filter(verb="record.find", chain="450101")
    assert {event.object_type for event in told} == {"beneficiaries.person", "reports.report"}
    assert all(event.data["engagements"] and NIK not in event.form() for event in told)
    refused = browser.get(page, {"q": NIK})
    assert "NIK tidak dicari lewat alamat" in seen(refused) and "found" not in refused.context
    # Nobody by this number: that it was asked is told all the same. An office's own work is no look.
    browser.post(page, {"q": "3602044101790009"})
    assert Event.objects.get(verb="record.find_nobody").actor_name == auditor.name
    office, other = cast.person("verifier"), cast.person("other_finance")
    before = Event.objects.count()
    assert sign_in(office).post(page, {"q": NIK}).context["found"]
    assert sign_in(other).post(page, {"q": NIK}).context["found"] == []
    assert Event.objects.count() == before


@begins_with(submitted)
def test_another_office_finds_nothing_and_the_inspectorate_everything(cast: Cast, sign_in: SignIn) -> None:
    report = cast.submitted()
    entry = report.latest.entries.first()  # type: ignore[union-attr]
    start = reverse("audits:start", args=["baris", entry.pk])
    for who in ("verifier", "office_auditor", "auditor"):
        assert find("K-001", cast.person(who)), who
        assert sign_in(cast.person(who)).get(follow(report)).status_code == 200
    for who in ("other_finance", "other_ppk", "other_verifier"):
        assert find("K-001", cast.person(who)) == [], who
        assert find("Rp30.000.000", cast.person(who)) == [], who
        browser = sign_in(cast.person(who))
        assert [browser.get(each).status_code for each in (follow(report), start)] == [404, 404]
    treasurer = sign_in(cast.treasurer(report.partner))
    assert [treasurer.get(each).status_code for each in (follow(report), start)] == [403, 403]


def test_only_the_last_revision_is_found_and_a_line_of_an_older_one_stays_where_it_was(
    cast: Cast, sign_in: SignIn
) -> None:
    report = cast.uploaded()
    first = report.latest
    cast.uploaded(report, remainder=3_000_000)
    auditor = cast.person("auditor")
    assert len(hits("K-003", auditor, "Buku kas")) == 1
    assert find("6.000.000", auditor) == []
    assert find("7.000.000", auditor)
    # What a finding points at is read as it was linked, by auditor and LKS; its number leads on to the money.
    assert first is not None
    old = first.entries.get(evidence_number="K-003")
    place = FindingPlace(entry=old)
    assert place.url == f"{reverse('reports:revision', args=[report.pk, 1])}?baris={old.row}#baris-{old.row}"
    for user in (auditor, cast.treasurer(report.partner)):
        page = sign_in(user).get(place.url)
        assert page.context["line"] == old and f'id="baris-{old.row}"' in page.content.decode()
        assert "Rp6.000.000" in seen(page) and "Revisi ini sudah diganti" in seen(page)
    Entry.objects.bulk_create([Entry(revision=report.latest, row=old.row + 40, evidence_number="k-003", paid=1)])
    start = start_from(KINDS["baris"], old.pk, auditor)
    assert start is not None and [one.row for one in start.places] == [old.row, old.row + 40]


@begins_with(submitted)
def test_a_hit_turns_to_the_page_of_its_line_and_tells_of_it(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(money, "LINES_PER_PAGE", 2)
    cast.submitted()
    (hit,) = hits("K-003", cast.person("auditor"), "Buku kas")
    page = sign_in(cast.person("auditor")).get(hit.url, follow=True)
    assert page.redirect_chain[-1][0].endswith("#baris-10")
    assert [line.entry.row for line in page.context["lines"]] == [9, 10]
    links = {link.anchor: link for link in page.context["chain"].links}
    assert links["baris"].label == "K-003, baris 10 buku kas" and links["baris"].amount
    assert links["bukti"].url and not links["bukti"].missing


@begins_with(submitted)
def test_the_money_is_followed_from_every_kind_of_record(cast: Cast, sign_in: SignIn) -> None:
    report = cast.accepted()
    auditor = cast.person("auditor")
    payment, revision = report.instalment.disbursements.get(), report.latest
    assert revision is not None
    file = taken_in(LIST + sp2d_line(payment, payment.sp2d_number), by=cast.person("finance"))
    aid = Aid.objects.filter(source="laporan").first()
    assert aid is not None
    finding = drafted(cast, report.partner)
    for thing in ({"agreement": report.instalment.agreement}, {"evidence": report.evidence.first()}):
        finding.places.create(label="Yang ditunjuk", **thing)
    records: dict[str, Any] = {
        "alokasi": payment.allocation,
        "lks": report.partner,
        "pks": report.instalment.agreement,
        "termin": report.instalment,
        "sk": payment.decree,
        "penyaluran": payment,
        "bank": file.lines.get(),
        "laporan": report,
        "baris": revision.entries.get(evidence_number="K-002"),
        "bukti": report.evidence.first(),
        "pajak": revision.taxes.first(),
        "pm": revision.beneficiaries.first(),
        "bantuan": aid,
        "orang": aid.person,
        "pengembalian": report.instalment.returns.get(),
        "rekening": payment.bank_account,
        "temuan": finding,
    }
    assert set(KINDS) - set(records) == {"penerima-sk", "penyerahan"}
    for kind, record in records.items():
        start = start_from(KINDS[kind], record.pk, auditor)
        assert start is not None and report.instalment_id in [place.instalment for place in start.places], kind
        assert start_from(KINDS[kind], record.pk, cast.person("other_finance")) is None, kind
    browser = sign_in(auditor)
    one = browser.get(reverse("audits:start", args=["pm", records["pm"].pk]), follow=True)
    (person,) = [link for link in one.context["chain"].links if link.anchor == "penerima"]
    assert person.label.endswith(f"baris {records['pm'].row}") and person.url == aid.get_absolute_url()
    for wrong in ("?baris=²", "?baris=99999", "?penerima=99999999999", "?penerima=x&hal=²&page=-1"):
        assert browser.get(follow(report, wrong)).status_code == 200, wrong
    assert browser.get(reverse("audits:start", args=["apa-saja", 1])).status_code == 404
    # An allocation that nobody uses leads nowhere, and the page says so.
    unused = cast.allocation(account="571112")
    assert "belum dipakai SPP mana pun" in seen(browser.get(reverse("audits:start", args=["alokasi", unused.pk])))
