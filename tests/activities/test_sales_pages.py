"""The pages of Sentra Kreasi, from the draft to the receipt, as people walk them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import User
from activities.models import SalesMonth
from activities.recap import KEY, picture_of, recap
from desk.waiting import piles_for
from tests.activities.selling import begun, closed, handed, maker, sold
from tests.cast import Cast
from tests.grants.paper import scan
from tests.partners.test_letter import words
from tests.seen import seen

SignIn = Callable[[User], Client]
CLOSE, HAND = "Bulan Sentra Kreasi yang dapat ditutup", "Hasil Sentra Kreasi yang belum diserahkan"


def titles(user: User) -> list[str]:
    return [pile.title for pile in piles_for(user)]


def test_a_month_goes_from_its_draft_to_the_receipt_over_the_pages(cast: Cast, sign_in: SignIn) -> None:
    finance, ppk = sign_in(cast.person("finance")), sign_in(cast.person("ppk"))
    own = maker(cast)
    said = {
        "place": "Sentra Kreasi Contoh",
        "month": "2021-06",
        "visitors": "40",
        "turnover": "Rp1.000.000",
        "cost": "",
        "share_percent": "60",
    }
    answer = finance.post(reverse("activities:month_new"), said)
    month = SalesMonth.objects.get()
    assert answer["Location"] == month.get_absolute_url()
    assert (month.month, month.cost) == (date(2021, 6, 1), 0)
    assert "Belum terinci: Rp1.000.000" in seen(finance.get(answer["Location"]))
    assert finance.get(reverse("activities:month_new")).context["places"] == ["Sentra Kreasi Contoh"]
    edit = finance.get(reverse("activities:month_edit", args=[month.pk]))
    assert 'value="2021-06"' in edit.content.decode()
    stale = finance.post(reverse("activities:month_edit", args=[month.pk]), {**said, "visitors": "41", "version": "9"})
    assert stale.status_code == 409
    sale = {"maker": own.pk, "product": "Batik", "amount": "2.000.000", "due": "2.000.001"}
    add = reverse("activities:sale_new", args=[month.pk])
    assert "tidak dapat lebih" in seen(finance.post(add, sale))
    finance.post(add, {**sale, "amount": "1.000.000", "due": ""})
    assert CLOSE in titles(cast.person("ppk")) and CLOSE not in titles(cast.person("finance"))
    month.refresh_from_db()
    close = reverse("activities:month_close", args=[month.pk])
    assert "Tutup bulan" in seen(ppk.get(month.get_absolute_url()))
    assert ppk.post(close, {"version": month.version}).status_code == 302
    assert ppk.post(close, {"version": month.version}).status_code == 409  # a double click
    share = month.shares.get()
    assert HAND in titles(cast.person("finance")) and CLOSE not in titles(cast.person("ppk"))
    hand = reverse("activities:hand_over", args=[share.pk])
    receipt = {"amount": "600.001", "handed_on": "2021-07-02", "received_by": "Asep", "version": share.version}
    assert "Paling banyak Rp600.000" in seen(finance.post(hand, {**receipt, "upload": scan("k.png")}))
    assert finance.post(hand, {**receipt, "amount": "600.000"}).status_code == 422  # no receipt
    given = {**receipt, "amount": "600.000"}
    assert finance.post(hand, {**given, "upload": scan("k.png")}).status_code == 302
    assert finance.post(hand, {**given, "upload": scan("k.png")}).status_code == 409
    assert HAND not in titles(cast.person("finance"))
    assert finance.get(hand)["Location"] == month.get_absolute_url()  # nothing is left to hand over
    assert "Semua sudah diserahkan" in seen(finance.get(reverse("activities:owed")))
    corrected = finance.post(reverse("activities:month_correct", args=[month.pk]), {"because": "-"})
    assert corrected.status_code == 422 and "because" in corrected.context["form"].errors  # at its field
    because = {"because": "Nota 14 tertinggal dalam hitungan."}
    corrected = finance.post(reverse("activities:month_correct", args=[month.pk]), because)
    assert "pembetulan" in seen(finance.get(corrected["Location"]))


def test_the_year_is_the_sum_of_its_closed_months_on_page_paper_and_picture(cast: Cast, sign_in: SignIn) -> None:
    month = closed(cast)
    handed(cast, month.shares.get(), amount=250_000)
    closed(cast, sold(cast, begun(cast, month=date(2021, 7, 1), turnover=10, cost=90)))
    sold(cast, begun(cast, month=date(2021, 8, 1)))  # a draft counts for nothing
    finance = cast.person("finance")
    year = recap(finance, 2021, finance.office)
    assert [row.label for row in year.rows] == ["Juni 2021", "Juli 2021"]
    assert year.total.figures == {
        "visitors": 80,
        "turnover": 1_000_010,
        "cost": 150_090,
        "makers_due": 600_006,
        "gross_profit": 250_000 - 86,
        "handed": 250_000,
        "owed": 350_006,
    }
    picture = picture_of(year)
    assert picture is not None and "Juni 2021: omzet Rp1.000.000, laba kotor Rp250.000" in picture.text
    assert sum(float(part.width) for part in picture.bars[0].parts) == 100 and len(KEY) == 3
    browser, where = sign_in(finance), {"tahun": "2021"}
    page = browser.get(reverse("activities:recap"), where)
    assert "1.000.010" in seen(page) and 'class="picture__bars"' in page.content.decode()
    assert browser.get(reverse("activities:recap_paper"), where)["Content-Type"] == "application/pdf"
    printed = words(browser.get(reverse("activities:month_print", args=[month.pk])).content)
    assert "Juni 2021" in printed and "Rp350.000" in printed and "Asep" in printed and "Konsep." not in printed
    book = load_workbook(io.BytesIO(browser.get(reverse("activities:months_export"), {"state": "closed"}).content))
    assert book.sheetnames == ["Bulan", "Penjualan", "Bagian pembuat", "Penyerahan"]
    assert sorted(cell.value for cell in book["Bagian pembuat"]["G"][1:]) == [6, 350_000]
    owed = seen(browser.get(reverse("activities:owed"), {"q": "asep", "age": "12"}))
    assert "Rp350.006" in owed and "2 bagian" in owed
    assert "Tidak ada yang cocok" in seen(browser.get(reverse("activities:owed"), {"q": "bukan siapa-siapa"}))
    elsewhere = sign_in(cast.person("other_finance"))
    assert "Belum ada bulan yang ditutup" in seen(elsewhere.get(reverse("activities:recap"), where))
    assert "1.000.010" in seen(sign_in(cast.person("auditor")).get(reverse("activities:recap"), where))
