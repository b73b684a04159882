"""A month of a Sentra Kreasi: its sums tie, another person closes it, a further record corrects it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from accounts.models import User
from activities.actions import (
    close_month,
    correct_month,
    discard_month,
    record_maker,
    record_month,
    record_sale,
    remove_sale,
    revise_month,
    withdraw_hand_over,
)
from activities.models import HandOver, MakerShare, SaleLine, SalesMonth
from tests.activities.selling import MONTH, PLACE, begun, closed, handed, maker, sold
from tests.cast import Cast
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage
from vault.models import StoredFile

REASON = "Nota 14 tertinggal dalam hitungan."


def test_sales_come_to_the_turnover_before_somebody_else_closes(cast: Cast) -> None:
    month, finance, ppk = begun(cast), cast.person("finance"), cast.person("ppk")
    own = maker(cast)
    record_sale(month=month, maker=own, product="Batik", amount=700_001, by=finance)
    assert (month.lines_total, month.makers_due) == (700_001, 420_000)  # 60 percent, rounded down
    with pytest.raises(Refusal, match="selisih Rp299.999"):
        close_month(month=month, by=ppk, version=month.version)
    record_sale(month=month, maker=own, product="Tas", amount=299_999, due=100_000, by=finance)
    record_sale(month=month, maker=own, product="  batik ", amount=700_001, by=finance)  # a second click
    assert month.lines.count() == 2
    with pytest.raises(Refusal, match="Bagian pembuat"):
        record_sale(month=month, maker=own, product="Tas", amount=5, due=6, by=finance)
    with pytest.raises(NotAllowed):
        close_month(month=month, by=finance, version=month.version)
    with pytest.raises(StalePage):  # not the sales that the page showed
        close_month(month=month, by=ppk, version=month.version - 1)
    close_month(month=month, by=ppk, version=month.version)
    assert (month.state, month.gross_profit) == ("closed", 1_000_000 - 150_000 - 520_000)
    assert list(month.shares.values_list("due", "handed", "owed")) == [(520_000, 0, 520_000)]
    for again in (
        lambda: close_month(month=month, by=ppk, version=month.version),
        lambda: record_sale(month=month, maker=own, product="Tas", amount=1, by=finance),
        lambda: remove_sale(line=month.lines.all()[0], by=finance),
    ):
        with pytest.raises(StalePage):
            again()
    with pytest.raises(Refusal, match="sudah ditutup"):
        begun(cast)
    told = [event.sentence for event in Event.objects.about(month)]
    assert told[-1] == "Bulan ditutup: omzet Rp1.000.000, bagian pembuat Rp520.000, laba kotor Rp330.000"


def test_who_wrote_any_of_it_does_not_close_it_even_with_the_role(cast: Cast) -> None:
    month, ppk = sold(cast), cast.person("ppk")
    ppk.role_grants.create(role="finance")
    ppk = User.objects.get(pk=ppk.pk)
    record_sale(month=month, maker=maker(cast), product="Batik", amount=month.turnover, by=ppk)
    with pytest.raises(NotAllowed, match="Anda sendiri"):
        close_month(month=month, by=ppk, version=month.version)
    close_month(month=month, by=cast.person("kpa"), version=month.version)


def test_a_month_is_recorded_once_and_not_before_it_is_there(cast: Cast) -> None:
    month, finance = begun(cast), cast.person("finance")
    with pytest.raises(Refusal, match="sudah dicatat"):
        begun(cast, month=date(2021, 6, 17))  # any day names the month
    with pytest.raises(Refusal, match="belum terjadi"):
        begun(cast, month=date(2099, 1, 1))
    running = begun(cast, month=finance.office.today, turnover=0)
    with pytest.raises(Refusal, match="belum berakhir"):
        close_month(month=running, by=cast.person("ppk"), version=running.version)
    fields = {"place": PLACE, "month": MONTH, "visitors": 41, "turnover": 1_000_000, "cost": 0, "share_percent": 50}
    record_sale(month=month, maker=maker(cast), product="Batik", amount=1_000_000, by=finance)
    with pytest.raises(StalePage):
        revise_month(record=month, by=finance, version=0, **fields)
    revise_month(record=month, by=finance, version=month.version, **fields)
    assert (month.visitors, month.makers_due, month.gross_profit) == (41, 500_000, 500_000)
    discard_month(month=month, reason="Bulan ini sudah dicatat di tempat lain.", by=finance, version=month.version)
    assert begun(cast).state == "draft"


def test_a_maker_is_handed_what_is_due_against_a_receipt_and_never_more(cast: Cast) -> None:
    month = closed(cast)
    share: MakerShare = month.shares.get()
    with pytest.raises(Refusal, match="Paling banyak Rp600.000"):
        handed(cast, share, amount=600_001)
    with pytest.raises(Refusal, match="belum terjadi"):
        handed(cast, share, amount=1, handed_on=date(2099, 1, 1))
    with pytest.raises(Refusal, match="mendahului"):
        handed(cast, share, amount=1, handed_on=date(2021, 5, 31))
    assert StoredFile.objects.count() == 0
    seen = share.version
    first = handed(cast, share, amount=250_000)
    share.version, now = seen, share.version
    with pytest.raises(StalePage):  # a second click
        handed(cast, share, amount=250_000)
    share.version = now
    handed(cast, share, amount=350_000)
    assert (share.handed, share.owed) == (600_000, 0)
    assert not MakerShare.objects.all().owed().exists()
    withdraw_hand_over(hand_over=first, reason="Kuitansi ini milik pembuat lain.", by=cast.person("finance"), version=0)
    share.refresh_from_db()
    assert (share.handed, share.owed) == (350_000, 250_000)
    with pytest.raises(StalePage):
        withdraw_hand_over(hand_over=first, reason="Kuitansi milik orang lain.", by=cast.person("finance"), version=0)


def test_a_correction_takes_the_place_of_what_it_corrects_with_all_that_was_handed_over(cast: Cast) -> None:
    month, finance, ppk = closed(cast), cast.person("finance"), cast.person("ppk")
    first = handed(cast, month.shares.get(), amount=400_000)
    further = correct_month(month=month, because=REASON, by=finance)
    with pytest.raises(Refusal, match="sudah dimulai"):
        correct_month(month=month, because=REASON, by=finance)
    line: SaleLine = further.lines.get()
    remove_sale(line=line, by=finance)
    remove_sale(line=line, by=finance)  # a second click
    record_sale(month=further, maker=line.maker, product="Batik", amount=1_000_000, due=399_999, by=finance)
    with pytest.raises(Refusal, match="Rp1 lebih dari bagiannya"):
        close_month(month=further, by=ppk, version=further.version)
    month.refresh_from_db()
    assert month.state == "closed", "nothing of a refused closing is kept"
    record_sale(month=further, maker=line.maker, product="Batik", amount=1_000_000, due=450_000, by=finance)
    close_month(month=further, by=ppk, version=further.version)
    month.refresh_from_db()
    share: MakerShare = further.shares.get()
    assert (month.state, share.handed, share.owed) == ("corrected", 400_000, 50_000)
    with pytest.raises(StalePage):  # what was corrected hands out nothing more
        handed(cast, month.shares.get(), amount=1)
    handed(cast, share, amount=50_000)
    thread = HandOver.objects.all().of_thread(further).standing()
    assert thread.aggregate(sum=Sum("amount"))["sum"] == share.handed
    withdraw_hand_over(hand_over=first, reason="Kuitansi ini milik pembuat lain.", by=finance, version=0)
    share.refresh_from_db()
    assert (share.handed, share.owed) == (50_000, 400_000)
    assert list(SalesMonth.objects.all().standing()) == [further]


def test_the_database_itself_keeps_the_sums(cast: Cast) -> None:
    month = closed(cast)
    for change in (
        {"lines_total": 1},
        {"makers_due": 1_000_001},
        {"cost": -1},
        {"month": date(2021, 6, 2)},
        {"because": "x"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            SalesMonth.objects.filter(pk=month.pk).update(**change)
    for handed_over in (-1, 600_001):
        with pytest.raises(IntegrityError), transaction.atomic():
            MakerShare.objects.filter(month=month).update(handed=handed_over)
    for change in ({"amount": 0}, {"due": 1_000_001}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SaleLine.objects.filter(month=month).update(**change)


def test_makers_are_the_offices_own_persons_or_lks(cast: Cast) -> None:
    finance, partner = cast.person("finance"), cast.partner(complete=False)
    group = record_maker(by=finance, partner=partner, group=" Kelompok  Jahit ")
    assert record_maker(by=finance, partner=partner, group="Kelompok Jahit") == group
    assert maker(cast) == maker(cast)
    assert "Asep" not in str(maker(cast))
    for about in ({}, {"nik": "3271061708900002", "partner": partner}, {"nik": "3271065708900009"}, {"nik": "123"}):
        with pytest.raises(Refusal):
            record_maker(by=finance, **about)
    other = cast.person("other_finance")
    with pytest.raises(Refusal, match="LKS kantor ini"):
        record_maker(by=other, partner=partner)
    theirs = record_month(by=other, place=PLACE, month=MONTH, visitors=1, turnover=1)
    with pytest.raises(Refusal, match="bukan dari kantor ini"):
        record_sale(month=theirs, maker=group, product="Tas", amount=1, by=other)
    with pytest.raises(NotAllowed):
        record_sale(month=theirs, maker=group, product="Tas", amount=1, by=finance)


def test_a_place_is_one_place_however_its_name_is_written(cast: Cast) -> None:
    month = closed(cast)
    with pytest.raises(Refusal, match="sudah ditutup"):
        begun(cast, place="  sentra KREASI  contoh ")
    other = begun(cast, place="SENTRA kreasi contoh", month=date(2021, 7, 1))
    assert other.place == PLACE and SalesMonth.objects.places() == [PLACE]
    with pytest.raises(IntegrityError), transaction.atomic():
        SalesMonth.objects.filter(pk=other.pk).update(
            place=PLACE.upper(), month=month.month, state="closed", turnover=0, closed_at=month.closed_at
        )
    alone = begun(cast, place="galeri balai", month=date(2021, 7, 1))
    fields = {"month": alone.month, "visitors": 1, "turnover": 1, "cost": 0, "share_percent": 0}
    revise_month(record=alone, by=cast.person("finance"), version=alone.version, place="Galeri Balai", **fields)
    assert alone.place == "Galeri Balai"
