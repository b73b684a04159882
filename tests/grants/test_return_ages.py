"""Money that goes back: by age and kind to the rupiah, what is late, findings of audits, limits that hold alone."""

from __future__ import annotations

import io
from datetime import date, timedelta
from urllib.parse import parse_qs

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.roles import Permission
from grants.actions import open_return
from grants.actions.returns import open_finding
from grants.ages import BANDS, ages_of, days_open
from grants.models import TreasuryReturn
from tests.grants.conftest import SP2D, Stage
from tests.grants.paper import scan
from tests.seen import seen
from trail.models import Event
from trail.refusal import NotAllowed, Refusal
from vault.models import StoredFile

KIND = TreasuryReturn.Kind
SAID = "Belanja alat tulis tanpa bukti pada K-012."


def found(stage: Stage, **changes) -> TreasuryReturn:
    given = {
        "instalment": stage.instalment(),
        "amount": 500_000,
        "reference": "LHP 12/Itjen/2025, temuan 3",
        "found_on": SP2D + timedelta(days=40),
        "reason": SAID,
        "upload": scan("lhp.png"),
        "by": stage.finance,
    }
    return open_finding(**{**given, **changes})


@pytest.fixture
def owed(stage: Stage) -> Stage:
    """A remainder, interest, and two findings of the first instalment."""
    stage.owed(1_250_000)
    open_return(instalment=stage.instalment(), amount=4_321, kind=KIND.INTEREST, by=stage.ppk)
    found(stage)
    found(stage, reference="LHP 99", amount=1)
    return stage


def aged(returns: list[TreasuryReturn], days: list[int]) -> None:
    for each, age in zip(returns, days, strict=True):
        TreasuryReturn.objects.filter(pk=each.pk).update(since=timezone.localdate() - timedelta(days=age))


def test_each_day_lies_in_one_band_and_the_borders_where_they_are_said(owed):
    today = timezone.localdate()
    one = TreasuryReturn.objects.order_by("pk").first()
    for age, band in ((0, 0), (30, 0), (31, 1), (60, 1), (61, 2), (90, 2), (91, 3), (900, 3)):
        aged([one], [age])
        within = [each.key for each in BANDS if TreasuryReturn.objects.filter(each.owed(today), pk=one.pk).exists()]
        assert within == [BANDS[band].key], age
        one.refresh_from_db()
        assert days_open(one, today) == age


def test_ages_tie_with_the_lists_that_they_lead_to(owed, sign_in):
    returns = list(TreasuryReturn.objects.order_by("pk"))
    aged(returns, [0, 45, 75, 200])
    TreasuryReturn.objects.update(due_on=timezone.localdate())
    TreasuryReturn.objects.filter(pk=returns[3].pk).update(due_on=timezone.localdate() - timedelta(days=1))
    browser, url = sign_in(owed.finance), reverse("grants:returns")
    for query in ("", "?kind=temuan", "?state=open"):
        page = browser.get(url + query)
        ages, shown = page.context["ages"], list(page.context["page_obj"])
        assert ages.total.total.amount == sum(row.amount for row in shown)
        assert sum(line.total.count for line in ages.lines) == len(shown)
        cells = [cell for line in (*ages.lines, ages.total) for cell in (*line.cells, line.total)] + [ages.overdue]
        for cell in cells:
            if cell.count:
                behind = list(browser.get(f"{url}?{cell.query}").context["page_obj"])
                assert (len(behind), sum(row.amount for row in behind)) == (cell.count, cell.amount), cell
    assert ages.overdue.amount == 1
    assert parse_qs(ages.overdue.query)["age"] == ["lewat"]
    assert "sudah lewat jatuh tempo" in seen(browser.get(url))
    assert browser.get(url + "?age=31-60").context["ages"] is None
    assert not sign_in(owed.cast.person("other_finance")).get(url).context["page_obj"].object_list
    assert "Tidak ada pengembalian yang cocok" in seen(browser.get(url + "?kind=tak_tersalur"))
    book = load_workbook(io.BytesIO(browser.get(reverse("grants:returns_export") + "?kind=temuan").content))
    assert [sheet.max_row for sheet in book] == [3, 7]
    assert book["Umur"]["F6"].value == 500_001
    assert sum(row[8] for row in book["Pengembalian"].iter_rows(min_row=2, values_only=True)) == 500_001
    paper = browser.get(reverse("grants:returns_print"))
    assert paper.getvalue().startswith(b"%PDF")


def test_the_last_day_is_by_the_law_and_late_begins_on_the_next(owed):
    one = TreasuryReturn.objects.order_by("pk").first()
    today = timezone.localdate()
    assert one.due_on == today + timedelta(days=30)
    late = TreasuryReturn.objects.filter(pk=one.pk)
    assert not late.overdue(one.due_on).exists()
    assert late.overdue(one.due_on + timedelta(days=1)).exists()


def test_a_finding_is_kept_with_its_number_and_paper(stage, sign_in):
    stage.paid()
    owed = found(stage, reference="  LHP  12/Itjen/2025 ")
    assert (owed.kind, owed.reference, owed.limit, owed.state) == ("temuan", "LHP 12/Itjen/2025", 30_000_000, "open")
    # As old as the report, however late it is written down.
    assert owed.since == SP2D + timedelta(days=40)
    assert (owed.due_on - owed.since).days == 30
    event = Event.objects.about(owed).last()
    assert event.data["paper"] == owed.paper.sha256
    assert event.sentence == "Temuan LHP 12/Itjen/2025 harus dikembalikan"
    auditor = sign_in(stage.cast.person("auditor"))
    assert SAID in seen(auditor.get(owed.get_absolute_url()))
    assert auditor.get(reverse("grants:finding_paper", args=[owed.pk])).status_code == 200
    assert sign_in(stage.cast.person("other_finance")).get(owed.get_absolute_url()).status_code == 404
    with pytest.raises(Refusal, match="sudah dicatat"):
        found(stage, reference="LHP 12/Itjen/2025")


def test_no_more_goes_back_than_was_paid_and_is_not_going_back_already(stage):
    with pytest.raises(Refusal, match="tidak mungkin"):
        found(stage, amount=1)
    stage.owed(1_250_000)
    open_return(instalment=stage.instalment(), amount=9_000, kind=KIND.INTEREST, by=stage.ppk)  # the bank's own money
    for amount in (0, -1, 28_750_001):
        with pytest.raises(Refusal, match="tidak mungkin"):
            found(stage, amount=amount)
    found(stage, amount=28_750_000)
    with pytest.raises(Refusal, match="Paling banyak Rp0"):
        found(stage, amount=1, reference="LHP 99")
    with pytest.raises(Refusal, match="sudah harus kembali"):
        open_return(instalment=stage.instalment(), amount=1, kind=KIND.UNDELIVERED, by=stage.ppk)
    # The limit stands in the database by itself, for every kind.
    for wrong in ({"amount": F("limit") + 1}, {"amount": 0}, {"kind": "temuan"}, {"kind": "sisa"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TreasuryReturn.objects.filter(kind="temuan" if wrong != {"kind": "temuan"} else "sisa").update(**wrong)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("reference", " ", "Nomor laporan pemeriksaan belum diisi"),
        ("reason", "kurang", "Uraian temuan terlalu singkat"),
        ("upload", None, "belum dilampirkan"),
        ("found_on", SP2D - timedelta(days=1), "mendahului tanggal SP2D 12 April 2021"),
        ("found_on", date(2199, 1, 1), "belum terjadi"),
    ],
)
def test_a_finding_that_says_too_little_is_refused_and_nothing_is_kept(stage, field, value, says):
    stage.paid()
    with pytest.raises(Refusal, match=says):
        found(stage, **{field: value})
    assert not TreasuryReturn.objects.exists()
    assert not StoredFile.objects.filter(original_name="lhp.png").exists()


def test_only_the_offices_finance_writes_findings_down(stage, sign_in):
    payment = stage.paid()
    for who in ("ppk", "kpa", "auditor", "verifier", "other_finance"):
        with pytest.raises(NotAllowed):
            found(stage, by=stage.cast.person(who))
    assert not stage.cast.person("auditor").may(Permission.OPEN_FINDING)
    browser = sign_in(stage.finance)
    url = reverse("grants:finding_new", args=[stage.instalment().pk])
    assert url in browser.get(payment.get_absolute_url()).content.decode()
    typed = {"reference": "LHP 7", "found_on": "2021-05-20", "amount": "30.000.001", "reason": SAID}
    page = browser.post(url, typed | {"upload": scan("lhp.png")})
    assert page.status_code == 422
    assert "Paling banyak Rp30.000.000" in seen(page)
    assert browser.post(url, typed | {"amount": "250.000", "upload": scan("lhp.png")}).status_code == 302
    assert browser.post(url, typed | {"amount": "250.000", "upload": scan("lhp.png")}).status_code == 422
    assert TreasuryReturn.objects.get().amount == 250_000
    assert "belum diterima LKS" in seen(browser.get(reverse("grants:finding_new", args=[stage.instalment(2).pk])))


def test_ages_are_two_queries_however_many_there_are(owed, django_assert_num_queries):
    mark = TreasuryReturn.objects.visible_to(owed.finance)
    with django_assert_num_queries(2):
        ages_of(mark, timezone.localdate())
