"""Waivers and explanations as people meet them: at the finding, on the desk, in the list, beside the line, in print."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from lxml import html

from accounts.models import User
from desk.waiting import piles_for
from reports.actions import submit_report
from reports.actions.review import accept_report, verify_report
from reports.models import OfficialPrint, Waiver
from reports.official import official_context
from tests.reports.stage import Stage
from tests.reports.waiving import nameless
from trail.models import Event

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def text_of(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def page(stage: Stage) -> str:
    return reverse("reports:report", args=[stage.report.pk])


def asked_on_the_page(stage: Stage, sign_in: SignIn, **typed: str) -> tuple[int, str]:
    """What the verifier's form at the finding answers."""
    told = {"rule": "BKU-08", "sheet": "BKU", "field": "payee", "revision": "1"}
    until = stage.report.office.today + timedelta(days=14)
    told |= {"reason": "Pedagang pasar tanpa nama.", "until": until.isoformat()} | typed
    answer = sign_in(stage.cast.person("verifier")).post(reverse("reports:waiver_ask", args=[stage.report.pk]), told)
    return answer.status_code, answer.content.decode()


def test_from_the_finding_to_the_desk_to_the_decision(stage: Stage, sign_in: SignIn) -> None:
    stage.upload(nameless(1))
    verifier, ppk = stage.cast.person("verifier"), stage.cast.person("ppk")
    assert "Minta pengecualian" in text_of(sign_in(verifier), page(stage))
    assert "Minta pengecualian" not in text_of(sign_in(stage.treasurer), page(stage))
    assert asked_on_the_page(stage, sign_in)[0] == 302
    waiver = Waiver.objects.get()
    assert "Pengecualian diminta, menunggu keputusan PPK" in text_of(sign_in(stage.treasurer), page(stage))
    (pile,) = [pile for pile in piles_for(ppk) if "Pengecualian" in pile.title]
    assert [thing.url for thing in pile.things] == [waiver.get_absolute_url()]
    assert "tidak memutuskannya sendiri" in text_of(sign_in(verifier), waiver.get_absolute_url())
    browser = sign_in(ppk)
    assert "Berikan pengecualian" in text_of(browser, waiver.get_absolute_url())
    grant = reverse("reports:waiver_grant", args=[waiver.pk])
    late = browser.post(grant, {"version": "0", "until": (waiver.proposed_until + timedelta(days=1)).isoformat()})
    assert late.status_code == 422 and "hanya dapat dimajukan" in late.content.decode()
    given = {"version": "0", "until": waiver.proposed_until.isoformat()}
    assert browser.post(grant, given).status_code == 302
    assert browser.post(grant, given).status_code == 409
    assert browser.get(grant).status_code == 302
    assert not [pile for pile in piles_for(ppk) if "Pengecualian" in pile.title]
    assert "Pengecualian diberikan sampai dan dengan" in text_of(sign_in(stage.treasurer), page(stage))
    assert Event.objects.about(waiver).filter(verb="waiver.grant").count() == 1


def test_what_was_typed_wrong_comes_back_with_the_page(stage: Stage, sign_in: SignIn) -> None:
    stage.upload(nameless(1))
    for typed, told in (({"until": "kapan-kapan"}, "belum diisi"), ({"until": "2020-01-01"}, "sudah lewat")):
        status, text = asked_on_the_page(stage, sign_in, **typed)
        assert status == 422 and told in text and "Pedagang pasar tanpa nama." in text
    assert asked_on_the_page(stage, sign_in, revision="7")[0] == 409
    assert asked_on_the_page(stage, sign_in, until="2026-02-31")[0] == 422
    assert not Waiver.objects.exists()


def test_a_refused_request_is_told_at_its_field_in_place(stage: Stage, sign_in: SignIn) -> None:
    stage.upload(nameless(1))
    told = {"rule": "BKU-08", "sheet": "BKU", "field": "payee", "revision": "1", "reason": "-"}
    day = stage.report.office.today + timedelta(days=14)
    address = reverse("reports:waiver_ask", args=[stage.report.pk])
    browser = sign_in(stage.cast.person("verifier"))
    answer = browser.post(address, told | {"until": day.isoformat()}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    (cause,) = html.fromstring(answer.content.decode()).find_class("cause")
    (wrong,) = cause.find_class("errorlist")
    assert "Alasan terlalu singkat" in wrong.text_content()
    (field,) = cause.xpath(".//textarea[@aria-invalid]")
    assert field.text == "-" and wrong.get("id") in field.get("aria-describedby").split()
    assert cause.xpath(".//input[@name='until']")[0].get("value") == day.isoformat()
    told["reason"] = "Pedagang pasar tanpa nama."
    kept = browser.post(address, told | {"until": day.isoformat()}, headers={"HX-Request": "true"})
    assert kept.status_code == 200 and "menunggu keputusan PPK" in kept.content.decode()


def test_a_finding_mended_meanwhile_is_told_and_not_offered(stage: Stage, sign_in: SignIn) -> None:
    stage.upload(nameless(1))
    waiver = stage.cast.waiver(stage.report, "BKU-08")
    stage.upload()
    for person, advice in (("ppk", "menarik kembali permintaannya"), ("verifier", "Tarik kembali permintaan ini")):
        page = sign_in(stage.cast.person(person)).get(waiver.get_absolute_url())
        assert page.context["left"] == 0 and "grant" not in page.context["forms"]
        assert "Temuannya sudah tidak ada" in page.content.decode() and advice in page.content.decode()


def test_a_refusal_and_a_withdrawal_say_why(stage: Stage, sign_in: SignIn) -> None:
    stage.upload(nameless(1))
    waiver = stage.cast.waiver(stage.report, "BKU-08")
    browser = sign_in(stage.cast.person("ppk"))
    refuse = reverse("reports:waiver_refuse", args=[waiver.pk])
    assert browser.post(refuse, {"version": "0", "reason": " "}).status_code == 422
    assert browser.post(refuse, {"version": "0", "reason": "Tanyakan nama pedagang itu."}).status_code == 302
    shown = text_of(sign_in(stage.treasurer), page(stage))
    assert "Pengecualian ditolak PPK" in shown and "Tanyakan nama pedagang itu." in shown
    again = stage.cast.granted(stage.cast.waiver(stage.report, "BKU-08"))
    withdraw = reverse("reports:waiver_withdraw", args=[again.pk])
    assert (
        browser.post(withdraw, {"version": str(again.version), "reason": "Nama pedagang sudah ditemukan."}).status_code
        == 302
    )
    assert "Nama pedagang sudah ditemukan." in text_of(browser, again.get_absolute_url())


def test_the_list_is_filtered_by_state(stage: Stage, sign_in: SignIn) -> None:
    stage.upload(nameless(1))
    stage.cast.waiver(stage.report, "BKU-08")
    granted = stage.cast.granted(stage.cast.waiver(stage.report, "WKT-01"))
    day = stage.report.office.today - timedelta(days=1)
    for person in ("verifier", "ppk", "auditor"):
        browser = sign_in(stage.cast.person(person))
        both = text_of(browser, reverse("reports:waivers"))
        assert "BKU-08" in both and "WKT-01" in both
        assert "WKT-01" not in text_of(browser, f"{reverse('reports:waivers')}?state=asked")
        assert "BKU-08" not in text_of(browser, f"{reverse('reports:waivers')}?state=granted")
        assert "Tidak ada pengecualian yang cocok" in text_of(browser, f"{reverse('reports:waivers')}?state=expired")
    Waiver.objects.filter(pk=granted.pk).update(valid_until=day)
    assert "WKT-01" in text_of(browser, f"{reverse('reports:waivers')}?state=expired")
    assert "Sudah berakhir" in text_of(browser, granted.get_absolute_url())
    assert "BKU-08" not in text_of(sign_in(stage.cast.person("other_verifier")), reverse("reports:waivers"))


def test_reviewers_read_them_beside_the_line_and_the_print_tells_them_all(stage: Stage, sign_in: SignIn) -> None:
    stage.upload(nameless(1))
    waiver = stage.cast.granted(stage.cast.waiver(stage.report, "BKU-08", reason="Pedagang <pasar> tanpa nama."))
    stage.attach_all()
    stage.explain("Kantor kami terendam banjir.")
    stage.sign_both()
    stage.report.refresh_from_db()
    submit_report(report=stage.report, by=stage.treasurer, version=stage.report.version)
    for person in ("verifier", "ppk", "auditor"):
        browser = sign_in(stage.cast.person(person))
        beside = text_of(browser, reverse("reports:review", args=[stage.report.pk]))
        assert "Kantor kami terendam banjir." in beside
        assert "Dikecualikan Panji Contoh" in beside and "Pedagang &lt;pasar&gt; tanpa nama." in beside
    assert "1 dikecualikan" in text_of(browser, reverse("reports:reports"))
    verify_report(report=stage.report, by=stage.cast.person("verifier"), version=stage.report.version)
    accept_report(report=stage.report, by=stage.cast.person("ppk"), version=stage.report.version)
    revision = stage.report.latest
    assert revision is not None
    context = official_context(OfficialPrint.objects.get(), revision)
    printed = " ".join(render_to_string("print/report.html", context).split())
    assert "Kantor kami terendam banjir." in printed
    assert "Pedagang &lt;pasar&gt; tanpa nama." in printed
    assert "Vera Contoh" in printed and "Panji Contoh" in printed
    assert "BKU!" in printed and "tanpa kesalahan" not in printed
    assert context["waivers"] == [waiver]
