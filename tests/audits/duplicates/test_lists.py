"""Each list of what stands twice: found, told with its reason, and only as far as the reader may see."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import User
from audits.duplicates.evidence import near_photos, same_files
from audits.duplicates.kinds import KINDS
from audits.duplicates.places import Pair, Place
from audits.duplicates.receipts import same_receipts
from audits.duplicates.registers import same_accounts, same_officers
from partners.models import BankAccount, Officer
from reports.actions import attach_evidence
from reports.models import Entry, Report, Revision
from tests.audits.test_risks import three_lks
from tests.beforehand import begins_with
from tests.cast import Cast
from tests.seen import seen
from tests.vault.test_likeness import saved, scene

SignIn = Callable[[User], Client]


def jpeg(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("foto.jpg", content, content_type="image/jpeg")


def unread(report: Report, like: Revision) -> Revision:
    """A workbook of a report which nobody judges here: what its lines hang on."""
    return Revision.objects.create(
        report=report,
        number=1,
        workbook=like.workbook,
        layout_version=1,
        uploaded_by=like.uploaded_by,
        uploaded_at=like.uploaded_at,
        judged_on=like.judged_on,
    )


def doubled(cast: Cast) -> None:
    """The three LKS; two of one balai with the same receipt, a photo that was saved anew, and one telephone."""
    three_lks(cast)
    sakura, melati, kenanga = Report.objects.order_by("pk")
    for report, number, quality in ((sakura, "K-002", 90), (melati, "K-102", 40), (sakura, "K-003", 91)):
        by = cast.treasurer(report.partner)
        attach_evidence(report=report, evidence_number=number, upload=jpeg(saved(scene(1), quality)), by=by)
    paid = Entry.objects.get(revision__report=sakura, evidence_number="K-001")
    same = {"date": paid.date, "paid": paid.paid, "evidence_number": "k-001"}
    revision = melati.latest
    assert revision is not None
    Entry.objects.create(revision=revision, row=98, payee="TOKO  Contoh.", **same)
    Entry.objects.create(revision=revision, row=99, payee="Warung lain", **same)
    Entry.objects.create(revision=unread(kenanga, revision), row=7, payee="Toko Contoh", **same)
    Officer.objects.filter(partner=sakura.partner, role="treasurer").update(phone="0811-2222-3333", name="Budi C")
    Officer.objects.filter(partner=melati.partner, role="treasurer").update(phone="+62 811 2222 3333", name="budi c.")
    BankAccount.objects.filter(partner__in=(sakura.partner, melati.partner)).update(number="1234500001")
    BankAccount.objects.filter(partner=kenanga.partner).update(bank="Bank Lain", number="1234500001")


def told(pairs: list[Pair]) -> list[tuple[str, str, str]]:
    return [(pair.reason, pair.first.partner, pair.second.partner) for pair in pairs]


@begins_with(doubled)
def test_each_list_finds_what_stands_twice_as_far_as_the_reader_may_see(cast: Cast, sign_in: SignIn) -> None:
    auditor, elsewhere = cast.person("office_auditor"), cast.person("other_finance")

    files = same_files(auditor)
    assert told(files) == [("Berkas bukti sama persis", "LKS Sakura", "LKS Melati")]
    assert files[0].first.label.startswith("Bukti K-001, LPJ termin 1 PKS") and files[0].first.picture
    assert not same_files(elsewhere)

    photos = near_photos(auditor)
    assert {(pair.first.partner, pair.second.partner) for pair in photos} == {
        ("LKS Sakura", "LKS Melati"),
        ("LKS Melati", "LKS Sakura"),
    }
    assert all("Foto hampir sama: 6" in pair.reason for pair in photos) and not near_photos(elsewhere)

    receipt, afar, by_chance = same_receipts(auditor)
    assert receipt.reason == "Nomor, tanggal, dan jumlah sama, dan penerimanya" and receipt.amount == 12_000_000
    assert receipt.first.day == date(2021, 4, 13) and "baris 98" in receipt.second.label
    assert by_chance.reason == "Nomor, tanggal, jumlah sama; penerima berbeda; nomornya pendek"
    assert (by_chance.group, by_chance.rank) == ("lain", 1) and "baris 99" in by_chance.second.label
    # Of the receipt in the book of the other balai only its office and month are told; and there the same of these.
    assert (afar.reason, afar.first.partner) == (receipt.reason, "LKS Sakura") and afar.between_offices
    assert afar.second == Place(
        "di luar jangkauan Anda, April 2021", "", cast.office("other_balai").name, cast.office("other_balai").pk
    )
    there = same_receipts(elsewhere)
    assert {pair.first.partner for pair in there} == {"LKS Kenanga"} and len(there) == 3
    assert {pair.second.label for pair in there} == {"di luar jangkauan Anda, April 2021"}
    assert [pair.group for pair in there] == ["penerima", "penerima", "lain"]

    accounts = same_accounts(auditor)
    assert ("Nomor rekening dan bank sama", "LKS Sakura", "LKS Melati") in told(accounts)
    # Of the LKS of the other balai only the office is told.
    hidden = [pair.second for pair in accounts if pair.reason == "Nomor rekening sama, nama bank berbeda"]
    assert len(hidden) == 2 and {(place.label, place.partner, place.url) for place in hidden} == {
        ("di luar jangkauan Anda", "", "")
    }
    assert {place.office for place in hidden} == {cast.office("other_balai").name}
    assert len(same_accounts(elsewhere)) == 2

    assert told(same_officers(auditor)) == [("Nama dan telepon pengurus sama", "LKS Sakura", "LKS Melati")]
    assert not same_officers(elsewhere)

    browser = sign_in(auditor)
    for kind in KINDS:
        page = browser.get(reverse("audits:duplicates"), {"jenis": kind.key})
        assert page.status_code == 200 and kind.explained in seen(page)
    narrowed = browser.get(reverse("audits:duplicates"), {"jenis": "rekening", "antara": "kantor"})
    assert "Di luar jangkauan Anda" in seen(narrowed) and "LKS Kenanga" not in seen(narrowed)
    assert "Tidak ada yang cocok" in seen(
        browser.get(reverse("audits:duplicates"), {"jenis": "nota", "antara": "satu"})
    )
    assert "Tidak ada yang cocok" in seen(browser.get(reverse("audits:duplicates"), {"jenis": "nota", "year": "1999"}))
    for odd in ({"jenis": "x", "year": "x", "antara": "x"}, {"page": "99"}):
        assert browser.get(reverse("audits:duplicates"), odd).status_code == 200

    book = load_workbook(io.BytesIO(browser.get(reverse("audits:duplicates_export"), {"jenis": "nota"}).content))
    rows = list(book.active.values)
    assert rows[1][:2] == ("Nomor, tanggal, dan jumlah sama, dan penerimanya", 12_000_000)
    assert rows[1][3] == "LKS Sakura" and [row[0] for row in rows[2:]] == [afar.reason, by_chance.reason]
    narrowed = browser.get(reverse("audits:duplicates"), {"jenis": "nota", "alasan": "lain"})
    assert [pair.reason for pair in narrowed.context["page_obj"]] == [by_chance.reason]


@pytest.mark.django_db
def test_nothing_stands_twice_where_there_is_nothing(cast: Cast) -> None:
    auditor = cast.person("office_auditor")
    assert [kind.find(auditor) for kind in KINDS] == [[]] * len(KINDS)
