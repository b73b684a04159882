"""The pages of budget lines: the list with what needs a look, one line, its revision, and the way of a file."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from grants.actions import reject_disbursement
from grants.allocation_findings import findings_of
from grants.models import Allocation, AllocationRevision
from legal.law import current_law
from tests.grants.test_allocations import revise
from tests.imports.sending import workbook
from tests.seen import seen

REVISION = {
    "document": "DIPA-027.04/REV-1/2021",
    "decided_on": "2021-03-01",
    "description": "Bantuan ATENSI melalui LKS",
    "reason": "Pagu ditambah untuk dua puluh penerima baru.",
}


def shown(response) -> dict[str, list[str]]:
    """The lines of a list by account, with the rules that they go against."""
    return {line.account: [each.finding.rule for each in line.shown] for line in response.context["page_obj"]}


@pytest.fixture
def used(stage):
    """Assistance in money, paid under accounts that are right, of another group, and for goods."""
    return {
        account: stage.cast.proposed(
            stage.cast.agreement(stage.partner, number=f"{number:03}/PKS").instalments.get(number=1), account=account
        )
        for number, account in enumerate(("571111", "521219", "571112"), start=11)
    }


def test_what_needs_a_look_is_counted_summed_and_one_click_away(stage, used, sign_in):
    stage.cast.allocation(account="524111")  # of another group, and used for nothing
    browser, url = sign_in(stage.finance), reverse("grants:allocations")
    response = browser.get(url)
    assert shown(response) == {"521219": ["AKUN-01"], "524111": [], "571111": [], "571112": ["AKUN-02"]}
    assert response.context["seen"] == {"count": 2, "amount": 60_000_000, "query": "look=ya"}
    narrowed = browser.get(url, {"look": "ya", "year": 2021})
    assert set(shown(narrowed)) == {"521219", "571112"}
    assert narrowed.context["sums"]["spent"] == narrowed.context["seen"]["amount"] == 60_000_000
    for how, accounts in {"unused": {"524111"}, "partly": {"571111", "521219", "571112"}, "spent": set()}.items():
        assert set(shown(browser.get(url, {"use": how}))) == accounts
    revise(used["521219"].allocation, by=stage.finance, amount=30_000_000)
    assert set(shown(browser.get(url, {"use": "spent"}))) == {"521219"}

    line = used["571112"].allocation
    page = browser.get(line.get_absolute_url())
    text = seen(page)
    for words in ("AKUN-02", "Rp30.000.000", "akun berawalan 571 dengan angka keenam 1", "belum dikonfirmasi"):
        assert words in text
    assert used["571112"].get_absolute_url() in page.content.decode()
    assert [label for label, _ in page.context["line"].code.named][:2] == ["Program", "Kegiatan"]

    book = load_workbook(io.BytesIO(browser.get(reverse("grants:allocations_export"), {"look": "ya"}).content))
    header, *rows = book.active.iter_rows(values_only=True)
    exported = [dict(zip(header, row, strict=True)) for row in rows]
    assert [(row["Akun"], row["Terpakai"], row["Perlu dilihat"]) for row in exported] == [
        ("521219", 30_000_000, 30_000_000),
        ("571112", 30_000_000, 30_000_000),
    ]
    home = seen(browser.get(reverse("desk:home")))
    assert "Alokasi dengan akun yang tidak sesuai" in home
    assert "Akun perlu dilihat" in home
    assert "Rp60.000.000" in home
    # What is rejected uses nothing, so there is nothing to look at.
    payment = used["521219"]
    reject_disbursement(
        disbursement=payment, reason="Akunnya bukan akun bantuan sosial", by=stage.ppspm, version=payment.version
    )
    assert set(findings_of(Allocation.objects.all(), current_law())) == {line.pk}


def test_auditors_read_the_findings_and_another_office_and_the_lks_read_nothing(stage, used, sign_in):
    line = used["521219"].allocation
    for who in ("auditor", "office_auditor", "kpa"):
        assert "AKUN-01" in seen(sign_in(stage.cast.person(who)).get(line.get_absolute_url()))
    chain = sign_in(stage.cast.person("auditor")).get(reverse("audits:follow", args=[used["521219"].instalment_id]))
    assert "Akun bukan belanja bantuan sosial" in seen(chain)
    for who, status in (("other_finance", 404), ("treasurer", 403)):
        person = stage.treasurer if who == "treasurer" else stage.cast.person(who)
        browser = sign_in(person)
        assert browser.get(line.get_absolute_url()).status_code == status
        assert browser.get(reverse("grants:allocation_revise", args=[line.pk])).status_code == status


def test_a_line_is_revised_by_its_form_once_and_a_stale_page_is_told(stage, sign_in):
    line = stage.proposed().allocation
    browser, url = sign_in(stage.finance), reverse("grants:allocation_revise", args=[line.pk])
    form = browser.get(url).context["form"]
    assert (form.fields["account"].disabled, form["revision"].value()) == (True, 0)
    refused = browser.post(url, {**REVISION, "revision": 0, "amount": "29999999"})
    assert refused.status_code == 422
    assert "tidak boleh kurang dari Rp30.000.000" in seen(refused)
    sent = {**REVISION, "revision": 0, "account": "521219", "amount": "2.100.000.000"}
    assert browser.post(url, sent).status_code == 302
    again = browser.post(url, sent)  # a double click, or a page that is older than the revision
    assert again.status_code == 409
    assert "sudah direvisi orang lain" in seen(again)
    line.refresh_from_db()
    assert (line.account, line.amount, AllocationRevision.objects.count()) == ("571111", 2_100_000_000, 1)
    text = seen(browser.get(line.get_absolute_url()))
    for words in ("Revisi 1", REVISION["document"], "Rp2.000.000.000", "Rp2.100.000.000", REVISION["reason"]):
        assert words in text


def test_a_file_is_named_by_its_dipa_reviewed_and_saved(cast, sign_in):
    browser = sign_in(cast.person("finance"))
    url = reverse("grants:allocation_import")
    named = {"year": 2021, "number": "DIPA-027.04/2021", "decided_on": "2021-01-04"}
    assert browser.post(url, {**named, "year": 20}).status_code == 422
    first, second = browser.post(url, named), browser.post(url, named)
    assert first.headers["Location"] == second.headers["Location"]
    row = ("DL.6400.QEA.001.051.0A.571111", "Bantuan uang", "900.000.000")
    content = workbook(("Kode", "Uraian", "Pagu"), [row, (None, "Jumlah", "900.000.000")])
    sent = browser.post(first.headers["Location"], {"upload": SimpleUploadedFile("dipa.xlsx", content)})
    page = browser.get(sent.headers["Location"])
    run = page.context["run"]
    assert (run.new, run.left_out) == (1, 1)
    assert "Baris jumlah." in seen(browser.get(sent.headers["Location"], {"nasib": "dilewati"}))
    confirmation = {"version": run.version, "fingerprint": run.fingerprint}
    done = browser.post(reverse("imports:confirm", args=[run.key]), confirmation)
    assert done.headers["Location"] == reverse("grants:allocations") + "?year=2021"
    assert Allocation.objects.get().amount == 900_000_000
    assert "DIPA-027.04/2021" in seen(browser.get(url))
