"""Decisions of a legal officer: who may, what is asked for, that they are kept, and what becomes of the law."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from legal.actions import withdraw_decision
from legal.law import current_law
from legal.models import Decision
from legal.subjects import Standing
from regulations import catalogue
from regulations.parameters import NTPN_LENGTH, STAMP_DUTY
from tests.cast import Cast
from tests.legal.deciding import READ, REASON, change, confirm, reinstate, retire
from tests.reports.stage import photo
from trail.models import AppendOnly, Event
from trail.record import MINISTRY
from trail.refusal import NotAllowed, Refusal, StalePage
from vault.models import StoredFile

pytestmark = pytest.mark.django_db

DAY = date(2022, 1, 1)


# Citations


def test_a_confirmed_citation_stands_with_who_when_and_the_official_text(cast: Cast) -> None:
    decision = confirm(cast)
    citation = current_law().citations["MTR-01.1"]
    assert str(citation) == "PMK Contoh 1/2020, Pasal 99 ayat (1) — tanda terima uang"
    assert (citation.confirmed, citation.decision) == (True, decision.pk)
    assert decision.decided_by == cast.person("legal")
    assert decision.decided_at <= timezone.now()
    assert decision.official_text is not None
    assert decision.official_text.is_intact()


def test_a_citation_may_be_corrected_without_being_confirmed_and_then_says_so(cast: Cast) -> None:
    confirm(cast, "BKU-09.1", confirmed=False, article="", wording="", upload=None)
    citation = current_law().citations["BKU-09.1"]
    assert str(citation) == "PMK Contoh 1/2020 — tanda terima uang (belum dikonfirmasi)"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"upload": None}, "lampirkan berkas naskah resminya"),
        ({"article": " "}, "tulis pasal dan bunyinya"),
        ({"wording": ""}, "tulis pasal dan bunyinya"),
        ({"confirmed": False}, "hanya ditulis bila dikonfirmasi"),
        ({"instrument": ""}, "Tulis nama peraturan"),
        ({"subject": "x" * 151}, "Pokok terlalu panjang: paling banyak 150 tanda"),
        ({"wording": "x" * 4001}, "Bunyi terlalu panjang: paling banyak 4.000 tanda"),
        ({"reason": "  "}, "Alasan masih kosong"),
    ],
)
def test_a_confirmation_without_its_proof_is_refused_and_leaves_nothing(
    cast: Cast, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        confirm(cast, **changes)
    assert not Decision.objects.exists()
    assert not StoredFile.objects.exists()


def test_one_reading_settles_other_unconfirmed_citations_of_the_same_source_each_by_a_decision_of_its_own(
    cast: Cast,
) -> None:
    standing = Standing.of(Decision.objects.all())
    alike = [cited.source.key for cited in standing.alike(standing.called("PJK-01.1"))]
    assert "PJK-02.1" in alike
    assert "PJK-01.1" not in alike
    assert "BKU-09.1" not in alike
    confirm(cast, "PJK-01.1", also=["PJK-02.1"])
    citations = current_law().citations
    assert {key: citation.article for key, citation in citations.items()} == dict.fromkeys(
        ("PJK-01.1", "PJK-02.1"), READ["article"]
    )
    assert [decision.about for decision in Decision.objects.all()] == ["PJK-01", "PJK-02"]
    assert StoredFile.objects.count() == 1


def test_a_citation_that_names_another_source_or_is_confirmed_by_now_is_not_settled_along(cast: Cast) -> None:
    confirm(cast, "PJK-02.1")
    for other in ("PJK-02.1", "BKU-09.1", "XXX-01.1"):
        with pytest.raises(StalePage, match="kutipan lain yang Anda centang"):
            confirm(cast, "PJK-01.1", also=[other])
    assert Decision.objects.count() == 1


def test_the_longest_citation_fits_where_findings_keep_theirs(cast: Cast) -> None:
    longest = {"instrument": "i" * 120, "subject": "s" * 150, "article": "a" * 80}
    confirm(cast, "BKU-09.1", **longest)
    assert len(str(current_law().citations["BKU-09.1"])) <= 400


def test_a_file_that_the_vault_does_not_let_in_is_refused_in_words(cast: Cast) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    with pytest.raises(Refusal, match="Naskah resmi “naskah.pdf”"):
        confirm(cast, upload=SimpleUploadedFile("naskah.pdf", b"MZ not a paper"))


def test_nobody_decides_about_a_citation_that_is_not_there(cast: Cast) -> None:
    for key in ("BKU-09.7", "XXX-01.1", "METERAI.1999-01-01"):
        with pytest.raises(KeyError):
            confirm(cast, key)


# Rules


def test_a_rule_is_retired_from_a_day_on_and_put_in_force_again_from_another(cast: Cast) -> None:
    retire(cast, since=DAY)
    later = date(2023, 1, 1)
    reinstate(cast, since=later)
    law = current_law()
    days = (DAY - timedelta(days=1), DAY, later - timedelta(days=1), later)
    assert [law.retired_on("MTR-01", day) for day in days] == [False, True, True, False]


def test_a_rule_is_not_retired_twice_nor_put_in_force_where_it_holds(cast: Cast) -> None:
    with pytest.raises(Refusal, match="masih berlaku"):
        reinstate(cast, since=DAY)
    retire(cast, since=DAY)
    with pytest.raises(Refusal, match="sudah tidak berlaku pada 2 Januari 2022"):
        retire(cast, since=DAY + timedelta(days=1))


@pytest.mark.parametrize("rule_id", ["BKU-12", "SISA-05", "TTD-02"])
def test_a_rule_whose_breach_the_database_refuses_is_never_retired(cast: Cast, rule_id: str) -> None:
    with pytest.raises(Refusal, match="tidak dapat dihentikan"):
        retire(cast, rule_id, since=DAY)


def test_a_rule_that_nobody_sets_aside_may_still_be_retired(cast: Cast) -> None:
    assert not catalogue.get("BKU-02").waivable
    retire(cast, "BKU-02", since=DAY)
    assert current_law().retired_on("BKU-02", DAY)


def test_a_rule_is_limited_to_the_days_between_two(cast: Cast) -> None:
    """From a day: retired since long ago, in force again since then. Until a day: retired since the day after."""
    first, last = date(2021, 4, 1), date(2021, 6, 30)
    retire(cast, since=date(2015, 1, 1))
    reinstate(cast, since=first)
    retire(cast, since=last + timedelta(days=1))
    days = [first - timedelta(days=1), first, last, last + timedelta(days=1)]
    assert [current_law().retired_on("MTR-01", day) for day in days] == [True, False, False, True]


def test_a_day_in_the_past_must_be_meant(cast: Cast) -> None:
    today = timezone.localdate()
    with pytest.raises(Refusal, match="sudah lewat"):
        retire(cast, since=today - timedelta(days=1), past=False)
    retire(cast, since=today, past=False)
    with pytest.raises(Refusal, match="Tahun 1921"):
        change(cast, since=date(1921, 1, 1), value="20")


# Figures


def test_a_figure_holds_from_its_day_and_is_confirmed_only_with_the_official_text(cast: Cast) -> None:
    change(cast, since=DAY, value="20 huruf dan angka")
    law = current_law()
    assert (law.on(NTPN_LENGTH, DAY - timedelta(days=1)), law.on(NTPN_LENGTH, DAY)) == (16, 20)
    assert not law.dated(NTPN_LENGTH, DAY).citation.confirmed
    with pytest.raises(Refusal, match="lampirkan berkas"):
        change(cast, since=timezone.localdate(), value="21", **READ, confirmed=True, upload=None)
    decision = change(cast, since=DAY, value="21", upload=photo(2), **READ, confirmed=True)
    dated = current_law().dated(NTPN_LENGTH, DAY)
    assert (dated.value, dated.citation.article, dated.decision) == (21, "Pasal 99 ayat (1)", decision.pk)


def test_the_citation_of_a_changed_figure_can_be_confirmed_afterwards(cast: Cast) -> None:
    change(cast, since=DAY, value="20")
    confirm(cast, "NTPN-PANJANG.2022-01-01")
    assert current_law().dated(NTPN_LENGTH, DAY).citation.article == "Pasal 99 ayat (1)"


@pytest.mark.parametrize(
    ("value", "sentence"), [("banyak", "tidak terbaca"), ("0", "tidak masuk akal"), ("16", "sudah 16")]
)
def test_a_bad_figure_is_refused_in_words(cast: Cast, value: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        change(cast, since=DAY, value=value)
    assert not Decision.objects.exists()


def test_a_tariff_is_kept_as_people_write_it(cast: Cast) -> None:
    decision = change(cast, "METERAI", since=DAY, value="5000001=12000\n1.000.001 = 6.000")
    assert decision.value == "5.000.001 = 12.000\n1.000.001 = 6.000"
    tariff = current_law().on(STAMP_DUTY, DAY)
    assert [tariff.duty_for(amount) for amount in (6_000_000, 2_000_000, 1_000_000)] == [12_000, 6_000, 0]


# Who, and once


@pytest.mark.parametrize("person", ["auditor", "office_auditor", "finance", "ppk", "kpa", "admin"])
def test_only_a_legal_officer_decides(cast: Cast, person: str) -> None:
    by = cast.person(person)
    confirmed = confirm(cast)
    with pytest.raises(NotAllowed):
        confirm(cast, "BKU-09.1", by=by)
    with pytest.raises(NotAllowed):
        retire(cast, since=DAY, by=by)
    with pytest.raises(NotAllowed):
        change(cast, since=DAY, value="20", by=by)
    with pytest.raises(NotAllowed):
        withdraw_decision(decision=confirmed, reason=REASON, seen=1, by=by)
    assert Decision.objects.count() == 1


def test_a_page_that_has_not_seen_the_last_decision_is_too_late(cast: Cast) -> None:
    confirm(cast)
    with pytest.raises(StalePage, match="Sudah ada keputusan lain tentang MTR-01"):
        confirm(cast, seen=0)
    assert Decision.objects.count() == 1
    confirm(cast, "BKU-09.1", seen=0)


def test_the_database_lets_one_turn_be_taken_once(cast: Cast) -> None:
    decision = confirm(cast)
    again = Decision(
        **{field.attname: getattr(decision, field.attname) for field in Decision._meta.fields if field.name != "id"}
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        again.save()


# Kept for good


def test_a_decision_withdrawn_counts_for_nothing_from_then_on_and_is_still_to_be_read(cast: Cast) -> None:
    first = confirm(cast)
    second = confirm(cast, article="Pasal 100")
    withdraw_decision(decision=second, reason=REASON, seen=2, by=cast.person("legal"))
    assert current_law().citations["MTR-01.1"].decision == first.pk
    assert Decision.objects.count() == 3
    again = Decision.objects.get(pk=second.pk)
    with pytest.raises(Refusal, match="sudah ditarik"):
        withdraw_decision(decision=again, reason=REASON, seen=3, by=cast.person("legal"))


@pytest.mark.parametrize("sql", ["UPDATE legal_decision SET article = 'Pasal 1'", "DELETE FROM legal_decision"])
def test_the_database_refuses_to_change_a_decision(cast: Cast, sql: str) -> None:
    confirm(cast)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_decision_is_neither_saved_again_nor_deleted(cast: Cast) -> None:
    decision = confirm(cast)
    tries = [decision.save, decision.delete, Decision.objects.all().delete, lambda: Decision.objects.update(article="")]
    for attempt in tries:
        with pytest.raises(AppendOnly):
            attempt()


@pytest.mark.parametrize(
    "fields",
    [
        {"confirmed": True, "article": "Pasal 1", "wording": "Bunyi.", "official_text": None},
        {"confirmed": False, "article": "Pasal 1"},
        {"kind": "figure", "value": "20", "key": ""},
        {"kind": "retirement"},
        {"kind": "withdrawal"},
        {"kind": "lain"},
        {"reason": ""},
        {"instrument": ""},
    ],
)
def test_the_database_holds_what_a_decision_must_say(cast: Cast, fields: dict[str, Any]) -> None:
    fine: dict[str, Any] = {
        "kind": "citation",
        "about": "MTR-01",
        "turn": 1,
        "key": "MTR-01.1",
        "instrument": "PMK Contoh",
        "subject": "contoh",
        "reason": "Contoh untuk tes basis data.",
        "decided_by": cast.person("legal"),
        "decided_at": timezone.now(),
    }
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.create(**fine | fields)
    Decision.objects.create(**fine)


def test_every_decision_is_told_in_the_ministrys_chain(cast: Cast) -> None:
    confirm(cast)
    retire(cast, since=DAY)
    to_come = date(2090, 1, 1)
    change(cast, since=to_come, value="20")
    withdraw_decision(decision=retire(cast, "BKU-09", since=to_come), reason=REASON, seen=1, by=cast.person("legal"))
    events = Event.objects.filter(chain_id=MINISTRY, verb__startswith="decision.").order_by("number")
    assert [event.sentence for event in events] == [
        "Kutipan MTR-01.1 dikonfirmasi: PMK Contoh 1/2020, Pasal 99 ayat (1)",
        "Aturan MTR-01 dihentikan sejak 1 Januari 2022 (menunggu persetujuan orang kedua)",
        f"Keputusan {Decision.objects.get(about='MTR-01', kind='retirement').pk} tentang MTR-01 disetujui orang kedua",
        "NTPN-PANJANG menjadi 20 huruf dan angka sejak 1 Januari 2090",
        "Aturan BKU-09 dihentikan sejak 1 Januari 2090",
        f"Keputusan {Decision.objects.get(about='BKU-09', kind='retirement').pk} tentang BKU-09 ditarik",
    ]


def test_the_law_costs_one_query(cast: Cast, django_assert_num_queries: Any) -> None:
    confirm(cast)
    change(cast, since=DAY, value="20")
    retire(cast, since=DAY)
    with django_assert_num_queries(1):
        law = current_law()
    assert law.citations
    assert law.figures
    assert law.turns


def test_a_decision_about_what_the_code_no_longer_knows_concerns_nothing(cast: Cast) -> None:
    decision = change(cast, since=DAY, value="20")
    fields = {field.attname: getattr(decision, field.attname) for field in Decision._meta.fields if field.name != "id"}
    Decision.objects.create(**fields | {"about": "LAMA", "value": "?"})
    assert set(current_law().figures) == {"NTPN-PANJANG"}
