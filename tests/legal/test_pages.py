"""The room's pages: everybody reads, the legal officer decides, and sees the effect before deciding."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from legal.models import Decision
from regulations.catalogue import all_rules
from regulations.parameters import all_parameters
from tests.cast import Cast
from tests.legal.deciding import READ, REASON, change, confirm, retire, seconded
from tests.reports.stage import photo

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def text_of(browser: Client, name: str, *args: object, **query: str) -> str:
    answer = browser.get(reverse(f"legal:{name}", args=args), query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


# Reading


def test_every_rule_stands_on_the_list_and_has_a_page_with_all_it_says(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.person("verifier"))
    page = text_of(browser, "rules")
    for rule in all_rules():
        assert f'id="{rule.id}"' in page
    own = text_of(browser, "rule", "MTR-01")
    assert "Tanda terima uang di atas batas" in own
    assert "mulai Rp1.000.001: Rp6.000; mulai Rp250.000: Rp3.000" in own
    assert "sampai 31 Desember 2020" in own
    assert browser.get(reverse("legal:rule", args=["XXX-01"])).status_code == 404


def test_a_reader_is_offered_nothing_to_decide_and_a_legal_officer_is(cast: Cast, sign_in: SignIn) -> None:
    confirm(cast)
    pages = [("rule", "MTR-01"), ("citations",), ("figures",), ("decisions",)]
    auditor, legal = sign_in(cast.person("auditor")), sign_in(cast.person("legal"))
    offers = ("Periksa kutipan", "Ubah angka", "Hentikan", ">Tarik<", "/kutipan/MTR-01.1/")
    for name, *args in pages:
        assert not [offer for offer in offers if offer in text_of(auditor, name, *args)]
        assert [offer for offer in (*offers, "Tarik keputusan") if offer in text_of(legal, name, *args)]


def test_every_citation_of_the_system_is_listed_and_the_unconfirmed_say_so(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.person("auditor"))
    page = browser.get(reverse("legal:citations"))
    assert page.context["count"] == len(all_rules()) + sum(len(each.history) for each in all_parameters())
    counts = page.context["counts"]
    assert sum(counts.values()) == page.context["count"]
    assert counts["confirmed"] == 0
    assert page.content.decode().count("badge badge--care") == counts["unconfirmed"] > 40


def test_the_list_of_citations_is_narrowed_by_state_instrument_subject_and_words(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.person("legal"))
    confirm(cast)

    def found(**query: str) -> set[str]:
        subjects = browser.get(reverse("legal:citations"), query).context["subjects"]
        return {cited.source.key for _, citations in subjects for cited in citations}

    assert found(state="confirmed") == {"MTR-01.1"}
    assert found(instrument="PMK Contoh 1/2020") == {"MTR-01.1"}
    assert "BKU-01.1" in found(subject="Buku kas umum")
    assert "MTR-01.1" not in found(subject="Buku kas umum")
    assert found(q="panjang ntpn") == {"NTPN-PANJANG.awal"}
    assert found(q="tidak ada yang begini") == set()
    assert "Tidak ada kutipan yang cocok" in text_of(browser, "citations", q="tidak ada yang begini")


def test_a_confirmed_citation_names_who_when_and_gives_the_official_text(cast: Cast, sign_in: SignIn) -> None:
    decision = confirm(cast)
    browser = sign_in(cast.person("kpa"))
    page = text_of(browser, "rule", "MTR-01")
    for said in ("Pasal 99 ayat (1)", READ["wording"], cast.person("legal").get_full_name(), REASON):
        assert said in page
    address = reverse("legal:official_text", args=[decision.pk])
    assert address in page
    answer = browser.get(address)
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    bare = retire(cast, since=date(2090, 1, 1), upload=None)
    assert browser.get(reverse("legal:official_text", args=[bare.pk])).status_code == 404


def test_a_retired_rule_and_a_changed_figure_say_so_wherever_they_are_listed(cast: Cast, sign_in: SignIn) -> None:
    retired = retire(cast, since=date(2022, 1, 1))
    changed = change(cast, "NTPN-PANJANG", since=date(2022, 1, 1), value="20")
    browser = sign_in(cast.person("verifier"))
    assert ">Dihentikan</span>" in text_of(browser, "rules")
    assert f"menurut keputusan {retired.pk}" in text_of(browser, "rule", "MTR-01")
    rule = text_of(browser, "rule", "PJK-01")
    assert "20 huruf dan angka" in rule
    assert "sampai 31 Desember 2021" in rule
    assert f"menurut keputusan {changed.pk}" in text_of(browser, "figures")


# Deciding


def cite(browser: Client, key: str = "MTR-01.1", **changes: object) -> int:
    fields = {**READ, "confirmed": "on", "upload": photo(1), "reason": REASON, "seen": "0"} | changes
    return browser.post(reverse("legal:cite", args=[key]), fields).status_code


def test_the_officer_confirms_a_citation_on_its_page(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.person("legal"))
    assert "UU 10/2020" in text_of(browser, "cite", "MTR-01.1")
    assert cite(browser) == 302
    decision = Decision.objects.get()
    assert (decision.article, decision.confirmed) == (READ["article"], True)
    assert READ["wording"] in text_of(browser, "cite", "MTR-01.1")


def test_the_page_offers_other_citations_of_the_same_source(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.person("legal"))
    assert 'value="PJK-02.1"' in text_of(browser, "cite", "PJK-01.1")
    assert cite(browser, "PJK-01.1", also=["PJK-02.1"]) == 302
    assert cite(browser, "PJK-03.1", also=["BKU-09.1"]) == 422
    assert Decision.objects.count() == 2
    assert "Pasal yang sama juga menjadi dasar" not in text_of(browser, "cite", "MTR-01.1")


def test_a_double_click_decides_once_and_gets_a_kind_409(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.person("legal"))
    assert [cite(browser), cite(browser)] == [302, 409]
    assert Decision.objects.count() == 1


def test_what_was_typed_comes_back_with_what_is_missing(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.person("legal"))
    fields = {**READ, "confirmed": "on", "reason": REASON, "seen": "0"}
    answer = browser.post(reverse("legal:cite", args=["MTR-01.1"]), fields)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "lampirkan berkas naskah resminya" in page
    assert READ["wording"] in page
    assert browser.get(reverse("legal:cite", args=["MTR-01.9"])).status_code == 404
    assert browser.get(reverse("legal:refigure", args=["TIDAK-ADA"])).status_code == 404
    assert browser.get(reverse("legal:retire", args=["XXX-01"])).status_code == 404


def test_a_figure_is_shown_with_its_effect_first_and_decided_then(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.person("legal"))
    day = timezone.localdate() + timedelta(days=30)
    address = reverse("legal:refigure", args=["NTPN-PANJANG"])
    fields = {"value": "18", "since": day.isoformat(), "instrument": "PMK Contoh", "subject": "NTPN", "reason": REASON}
    fields |= {"seen": "0"}
    looked = browser.post(address, fields | {"step": "look"})
    assert looked.status_code == 200
    assert not Decision.objects.exists()
    page = looked.content.decode()
    assert "Panjang NTPN menjadi 18 huruf dan angka sejak" in page
    assert "Laporan yang sudah dinilai tidak berubah" in page
    assert "Tanggal itu sudah lewat" not in page
    assert browser.post(address, fields | {"step": "decide"}).status_code == 302
    assert Decision.objects.get().value == "18"


def test_a_past_day_is_warned_of_and_must_be_meant(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.person("legal"))
    address = reverse("legal:retire", args=["MTR-01"])
    fields = {"since": "2022-01-01", "reason": REASON, "seen": "0"}
    assert "Tanggal itu sudah lewat" in browser.post(address, fields | {"step": "look"}).content.decode()
    refused = browser.post(address, fields | {"step": "decide"})
    assert refused.status_code == 422
    assert "Centang bahwa Anda memang bermaksud demikian" in refused.content.decode()
    without = browser.post(address, fields | {"step": "decide", "past": "on"})
    assert "lampirkan berkas naskah resmi" in without.content.decode()
    meant = {"step": "decide", "past": "on", "upload": photo(4)}
    told = browser.post(address, fields | meant, follow=True).content.decode()
    assert "baru berlaku setelah disetujui KPA atau analis hukum lain" in told
    seconded(cast, Decision.objects.get())
    back = reverse("legal:reinstate", args=["MTR-01"])
    fields = {"since": "2023-01-01", "reason": REASON, "seen": "2", "past": "on"}
    assert "dinilai lagi dengan MTR-01" in browser.post(back, fields | {"step": "look"}).content.decode()
    assert browser.post(back, fields | meant | {"upload": photo(5)}).status_code == 302
    seconded(cast, Decision.objects.get(kind="reinstatement"))
    assert "sampai 31 Desember 2022" in text_of(browser, "rule", "MTR-01")


def test_a_bad_figure_or_day_is_said_on_the_first_page(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.person("legal"))
    fields = {"value": "banyak", "since": "kemarin", "instrument": "PMK", "subject": "x", "reason": REASON, "seen": "0"}
    answer = browser.post(reverse("legal:refigure", args=["NTPN-PANJANG"]), fields | {"step": "look"})
    assert answer.status_code == 422
    assert "tidak terbaca sebagai angka bulat" in answer.content.decode()
    assert answer.templates[0].name == "legal/propose.html"


def test_a_decision_is_withdrawn_with_a_reason_and_stays_in_the_list(cast: Cast, sign_in: SignIn) -> None:
    decision = confirm(cast)
    browser = sign_in(cast.person("legal"))
    address = reverse("legal:withdraw", args=[decision.pk])
    assert browser.post(address, {"reason": " ", "seen": "1"}).status_code == 422
    assert browser.post(address, {"reason": "Pasalnya salah dikutip.", "seen": "1"}).status_code == 302
    page = text_of(browser, "decisions")
    assert "Ditarik oleh keputusan" in page
    assert "Pasalnya salah dikutip." in page
    assert browser.post(address, {"reason": "Pasalnya salah dikutip.", "seen": "2"}).status_code == 422


def test_lists_ask_the_database_no_more_for_more_decisions(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for key in ("MTR-01.1", "BKU-09.1", "PJK-01.1"):
        confirm(cast, key)
    retire(cast, since=date(2022, 1, 1))
    browser = sign_in(cast.person("legal"))
    for name in ("rules", "citations", "figures", "decisions"):
        with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
            browser.get(reverse(f"legal:{name}"))
