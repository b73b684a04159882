"""Import of LKS: what a file would do is shown cell by cell; then it is done whole, once, or not at all."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import User
from imports.judging import Fate
from imports.models import ImportPart, ImportRun
from partners.columns import COLUMNS, PARTNERS
from partners.models import Officer, Partner
from tests.cast import Cast
from tests.imports import sending
from tests.imports.sending import confirmed, fates, problems, refusal_of, reviewed, sent
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage
from vault.models import StoredFile

SignIn = Callable[[User], Client]
HEADINGS = [column.heading for column in COLUMNS]
FULL = {
    "Nama LKS": "LKS Resik",
    "Nomor tanda daftar": "TD/010/2020",
    "Bentuk": "perkumpulan",
    "Kabupaten/kota": "kab. subang",
    "NPWP": "01.234.567.8-901.000",
    "Telepon": "0260555",
    "Tanda daftar terbit": date(2020, 3, 17),
    "Tanda daftar berlaku sampai": "17 Maret 2030",
    "Nomor akta": "007",
    "Tanggal akta": "1/2/2010",
    "Nama ketua": "Rini Contoh",
    "Surel ketua": "Rini@resik.id",
    "Nama bendahara": "Bagus Contoh",
    "Surel bendahara": "bagus@resik.id",
    "Bank": "Bank Contoh",
    "Nomor rekening": "0012-3456",
    "Rekening atas nama": "LKS Resik",
}
SAKURA = {"Nama LKS": "LKS Sakura", "Nomor tanda daftar": "TD/001/2020", "Kabupaten/kota": "Kabupaten Bogor"}


def workbook(*rows: dict[str, Any], headings: list[str] = HEADINGS) -> bytes:
    return sending.workbook(headings, [[row.get(heading) for heading in headings] for row in rows])


def review(cast: Cast, *rows: dict[str, Any]) -> ImportRun:
    return sent("lks", workbook(*rows), by=cast.person("finance"))


def take_in(cast: Cast, *rows: dict[str, Any]) -> ImportRun:
    """Review and confirm, as a person does."""
    return confirmed(review(cast, *rows), by=cast.person("finance"))


def test_a_review_writes_nothing(cast: Cast) -> None:
    assert fates(review(cast, FULL)) == ["baru"]
    assert not Partner.objects.exists()
    verbs = Event.objects.filter(object_type="imports.importrun").values_list("verb", flat=True)
    assert list(verbs) == ["importrun.upload", "importrun.accept"]


def test_a_new_row_becomes_an_lks_with_all_that_belongs_to_it(cast: Cast) -> None:
    take_in(cast, FULL)
    partner = Partner.objects.get()
    assert partner.office == cast.office("balai")
    assert (partner.legal_form, partner.regency, partner.province) == ("perkumpulan", "Kabupaten Subang", "Jawa Barat")
    assert partner.npwp == "012345678901000"
    documents = {one.kind: (one.number, one.issued_on, one.valid_until) for one in partner.documents.all()}
    assert documents == {
        "tanda_daftar": ("TD/010/2020", date(2020, 3, 17), date(2030, 3, 17)),
        "akta": ("007", date(2010, 2, 1), None),
    }
    assert partner.head is not None
    assert partner.head.user is not None
    assert partner.head.user.email == "rini@resik.id"
    assert partner.treasurer is not None
    assert partner.treasurer.name == "Bagus Contoh"
    assert str(partner.account) == "Bank Contoh 00123456 a.n. LKS Resik"


def test_every_write_of_an_import_is_in_the_trail(cast: Cast) -> None:
    take_in(cast, FULL)
    verbs = list(Event.objects.about(Partner.objects.get()).values_list("verb", flat=True))
    assert verbs == [
        "partner.register",
        "partner.document",
        "partner.document",
        "partner.appoint",
        "partner.appoint",
        "partner.account",
    ]
    assert Event.objects.get(verb="partner.import").data["new"] == 1


def test_a_change_is_shown_as_what_was_and_what_will_be(cast: Cast) -> None:
    cast.partner()
    changed = {**SAKURA, "Alamat": "Jalan Baru 1", "Nama bendahara": "Wati Contoh", "Surel bendahara": "wati@sakura.id"}
    found = review(cast, changed)
    told = {change.heading: (change.was, change.will) for change in reviewed(found)[0].changes}
    assert fates(found) == ["berubah"]
    assert told == {
        "Alamat": ("–", "Jalan Baru 1"),
        "Nama bendahara": ("Budi Contoh", "Wati Contoh"),
        "Surel bendahara": ("treasurer@lks-sakura.id", "wati@sakura.id"),
    }
    take_in(cast, changed)
    assert Officer.objects.get(role="treasurer", active=True).name == "Wati Contoh"


def test_a_blank_cell_leaves_what_is_there(cast: Cast) -> None:
    partner = cast.partner()
    found = review(cast, SAKURA)
    assert fates(found) == ["sama"]
    assert not found.may_be_confirmed
    assert partner.treasurer is not None


def test_the_same_file_twice_changes_nothing(cast: Cast) -> None:
    take_in(cast, FULL)
    events = Event.objects.filter(object_type="partners.partner").count()
    again = review(cast, FULL)
    assert fates(again) == ["sama"]
    with pytest.raises(Refusal, match="Tidak ada yang berubah"):
        take_in(cast, FULL)
    assert Event.objects.filter(object_type="partners.partner").count() == events
    assert Partner.objects.count() == 1


def test_what_goes_out_comes_in_again_unchanged(cast: Cast, sign_in: SignIn) -> None:
    take_in(cast, FULL, {**SAKURA, "Nama LKS": "=HYPERLINK(1)", "Telepon": "+62 21 555"})
    content = sign_in(cast.person("finance")).get(reverse("partners:partners_export")).content
    found = sent("lks", content, by=cast.person("finance"))
    assert fates(found) == ["sama", "sama"]


def test_all_that_is_wrong_is_said_at_once_with_its_cell(cast: Cast) -> None:
    cast.person("verifier")
    found = review(
        cast,
        {
            **FULL,
            "Nama LKS": None,
            "Bentuk": "PT",
            "Kabupaten/kota": "Cirebon",
            "NPWP": 12345,
            "Surel": "bukan surel",
            "Tanda daftar terbit": "31/02/2020",
            "Nama bendahara": "rini contoh",
            "Surel bendahara": "verifier@contoh.id",
            "Nomor rekening": "12O45",
            "Nomor akta": None,
        },
    )
    letters = {heading: chr(ord("A") + place) for place, heading in enumerate(HEADINGS)}
    told = problems(found)
    for heading, sentence in {
        "Nama LKS": "Wajib diisi",
        "Bentuk": "bukan bentuk LKS",
        "Kabupaten/kota": "Kabupaten Cirebon",
        "NPWP": "ditulis sebagai angka",
        "Surel": "bukan alamat surel",
        "Tanda daftar terbit": "tidak ada dalam kalender",
        "Nama bendahara": "dua orang",
        "Surel bendahara": "akun lain",
        "Nomor rekening": "Hanya angka",
        "Nomor akta": "Isi nomor akta",
    }.items():
        assert sentence in told[f"{letters[heading]}2"], heading
    assert fates(found) == ["salah"]


def test_one_wrong_row_holds_back_the_whole_file(cast: Cast) -> None:
    with pytest.raises(Refusal, match="Tidak ada yang disimpan"):
        take_in(cast, FULL, {**SAKURA, "Kabupaten/kota": "Atlantis"})
    assert not Partner.objects.exists()


def test_an_lks_twice_in_one_file_is_wrong(cast: Cast) -> None:
    found = review(cast, FULL, SAKURA, {**FULL, "Nama LKS": "LKS Lain"})
    assert fates(found) == ["baru", "baru", "salah"]
    assert problems(found) == {"B4": "Nomor ini sudah dipakai pada baris 2 berkas ini."}


def test_a_bank_account_needs_all_its_parts(cast: Cast) -> None:
    found = review(cast, {**SAKURA, "Nomor rekening": "12345"})
    assert set(problems(found)) == {"S2", "U2"}
    assert all("Nomor rekening ada" in sentence for sentence in problems(found).values())


def test_the_number_of_another_office_is_new_here(cast: Cast) -> None:
    cast.partner(finance="other_finance", complete=False)
    take_in(cast, SAKURA)
    assert Partner.objects.filter(office=cast.office("balai")).count() == 1


def test_hostile_text_is_kept_as_text_and_leaves_neutral(cast: Cast, sign_in: SignIn) -> None:
    hostile = {**SAKURA, "Nama LKS": "@SUM(A1)<script>", "Alamat": "\tJalan  \u200bRaya\n1", "Surel": ""}
    take_in(cast, hostile)
    partner = Partner.objects.get()
    assert (partner.name, partner.address) == ("@SUM(A1)<script>", "Jalan Raya 1")
    content = sign_in(cast.person("finance")).get(reverse("partners:partners_export")).content
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet["A2"].value == "'@SUM(A1)<script>"


def test_a_broken_formula_is_named_and_blank_rows_do_not_matter(cast: Cast) -> None:
    book = load_workbook(io.BytesIO(workbook(FULL)))
    sheet = book.active
    sheet["E2"].value, sheet["E2"].data_type = "#REF!", "e"
    for column, heading in enumerate(HEADINGS, start=1):
        sheet.cell(row=7, column=column, value=SAKURA.get(heading))
    out = io.BytesIO()
    book.save(out)
    found = sent("lks", out.getvalue(), by=cast.person("finance"))
    assert [row.number for row in reviewed(found)] == [2, 7]
    assert "kesalahan rumus #REF!" in problems(found)["E2"]


def test_columns_may_stand_in_any_order_and_strange_ones_are_told(cast: Cast) -> None:
    headings = ["Catatan", "kabupaten/kota", " NAMA LKS *", "Nomor tanda daftar"]
    row = dict(zip(headings, ["rahasia", "Kota Serang", "LKS A", "TD/9"], strict=True))
    found = sent("lks", workbook(row, headings=headings), by=cast.person("finance"))
    assert fates(found) == ["baru"]
    assert found.unknown == ["Catatan"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (workbook(FULL, headings=["Nama LKS", "Bank"]), "tidak ada kolom “Nomor tanda daftar”, “Kabupaten/kota”"),
        (workbook(FULL, headings=[*HEADINGS, "Bank"]), "“Bank” ada lebih dari satu kali"),
        (workbook(), "tidak memuat satu LKS pun"),
        (
            workbook(*({**SAKURA, "Nomor tanda daftar": str(n)} for n in range(PARTNERS.most_rows + 1))),
            "lebih dari 1000 LKS",
        ),
    ],
)
def test_a_sheet_that_is_no_table_of_lks_is_refused_with_a_way_out(cast: Cast, content: bytes, sentence: str) -> None:
    assert sentence in refusal_of("lks", content, by=cast.person("finance"))
    assert not ImportRun.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_thousand_rows_are_reviewed_with_a_fixed_number_of_queries(
    cast: Cast, django_assert_max_num_queries: Callable[[int], Any], django_capture_on_commit_callbacks: Any
) -> None:
    many = [
        {
            **{**FULL, "Nama LKS": f"LKS {n}", "Nomor tanda daftar": f"TD/{n}", "Surel ketua": f"{n}@a.id"},
            **{"Nomor rekening": f"77{n:06d}", "Rekening atas nama": f"LKS {n}"},
        }
        for n in range(PARTNERS.most_rows)
    ]
    content, by = workbook(*many), cast.person("finance")
    with django_capture_on_commit_callbacks(execute=True), django_assert_max_num_queries(70):
        run = sent("lks", content, by=by)
    run.refresh_from_db()
    assert (run.state, run.new) == ("ready", PARTNERS.most_rows)


def test_who_may_not_manage_partners_imports_nothing(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        sent("lks", workbook(FULL), by=cast.person("verifier"))


def test_what_changed_since_the_review_is_not_overwritten_unseen(cast: Cast) -> None:
    partner, by = cast.partner(), cast.person("finance")
    run = review(cast, {**SAKURA, "Alamat": "Jalan Baru"})
    Partner.objects.filter(pk=partner.pk).update(address="Jalan Lain")
    with pytest.raises(StalePage):
        confirmed(run, by=by)
    assert Partner.objects.get().address == "Jalan Lain"


# The pages


def upload(browser: Client, content: bytes, name: str = "lks.xlsx") -> Any:
    return browser.post(reverse("imports:upload", args=["lks"]), {"upload": SimpleUploadedFile(name, content)})


def confirm(browser: Client, page: Any) -> Any:
    run = page.context["run"]
    posted = {"fingerprint": run.fingerprint, "version": run.version}
    return browser.post(reverse("imports:confirm", args=[run.key]), posted, follow=True)


def test_upload_review_and_confirm_on_screen(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.person("finance"))
    address = upload(browser, workbook(FULL, SAKURA))["Location"]
    page = browser.get(address)
    assert "Simpan 2 LKS" in page.text
    assert not Partner.objects.exists()
    assert "2 LKS baru" in confirm(browser, page).text
    assert Partner.objects.count() == 2
    assert confirm(browser, page).status_code == 409
    assert Partner.objects.count() == 2
    assert not ImportPart.objects.exists()
    assert "Semua baris tersimpan" in browser.get(address).text


def test_a_wrong_file_offers_no_button_and_cannot_be_confirmed(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.person("finance"))
    address = upload(browser, workbook({**FULL, "NPWP": "12"}))["Location"]
    page = browser.get(address)
    assert "F2" in page.text
    assert 'name="fingerprint"' not in page.text
    assert confirm(browser, page).status_code == 422
    assert not Partner.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Nama LKS;Nomor\nA;1\n", "teks"),
        (b"", "kosong"),
        (workbook(FULL)[:900], ""),
        (workbook(FULL, headings=["Nama"]), "tidak ada kolom"),
    ],
)
def test_what_is_no_import_file_comes_back_with_a_sentence(
    cast: Cast, sign_in: SignIn, content: bytes, sentence: str
) -> None:
    answer = upload(sign_in(cast.person("finance")), content)
    assert answer.status_code == 422
    assert "Belum tersimpan" in answer.text
    assert sentence in answer.text


def test_a_review_is_its_uploaders_own(cast: Cast, sign_in: SignIn) -> None:
    address = upload(sign_in(cast.person("finance")), workbook(FULL))["Location"]
    assert sign_in(cast.person("other_finance")).get(address).status_code == 404
    assert sign_in(cast.person("verifier")).get(address).status_code == 403


def test_the_template_is_an_import_file_whose_formats_keep_leading_zeros(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.person("finance"))
    content = browser.get(reverse("imports:template", args=["lks"])).content
    book = load_workbook(io.BytesIO(content))
    sheet = book["LKS"]
    assert [cell.value for cell in sheet[1]] == HEADINGS
    assert sheet.cell(row=2, column=HEADINGS.index("Nomor rekening") + 1).number_format == "@"
    assert "tidak memuat satu LKS pun" in upload(browser, content).text


def test_every_fate_has_a_name() -> None:
    assert [fate.label for fate in Fate] == ["Salah", "Baru", "Berubah", "Tidak berubah", "Dilewati"]
