"""The pages of the year's end: each figure opens the list that it is the sum of; nothing for an LKS or a stranger."""

from __future__ import annotations

import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from grants.models import Disbursement
from partners.models import Partner
from tests.cast import Cast
from tests.yearend.conftest import LAST, Years
from yearend.differences import differing
from yearend.figures import BY_KEY
from yearend.pictures import picture_of
from yearend.records import records_of
from yearend.scope import Scope
from yearend.sources import Grouping
from yearend.table import year_table


def address(name: str, **chosen: object) -> str:
    return f"{reverse(f'yearend:{name}')}?" + "&".join(f"{key}={value}" for key, value in chosen.items())


def test_each_figure_of_the_page_opens_the_list_that_sums_up_to_it(years: Years, sign_in) -> None:
    browser = sign_in(years.user)
    for by in ("akun", "program", "lks", "kabupaten", "klaster"):
        page = browser.get(address("year_end", year=2021, menurut=by))
        cells = [cell for row in (*page.context["rows"], page.context["total"]) for cell in row["cells"]]
        linked = [cell for cell in cells if cell["amount"] and cell["label"] != "Selisih"]
        assert len(linked) >= 6
        for cell in linked:
            assert browser.get(cell["url"]).context["sum"] == cell["amount"], cell
    opens = page.context["opens"]
    assert browser.get(opens["saldo_akhir"]).context["sum"] == page.context["table"].total.closing
    assert browser.get(opens["saldo_awal"]).context["sum"] == page.context["table"].total.opening


def test_a_difference_opens_the_instalments_that_it_comes_of(years: Years, sign_in) -> None:
    waiting = Disbursement.objects.get(instalment__agreement__number="003/PKS").instalment
    years.confirm(years.owe(waiting, LAST, 500, "tak_tersalur"), LAST)
    browser = sign_in(years.user)
    page = browser.get(address("year_end", year=2021, menurut="program"))
    cells = [row["cells"][-1] for row in (*page.context["rows"], page.context["total"])]
    assert {cell["label"] for cell in cells} == {"Selisih"}
    assert [cell["amount"] for cell in cells if cell["amount"]] == [-500, -500]
    for cell in cells:
        told = browser.get(cell["url"])
        assert told.context["sum"] == cell["amount"] == sum(line.amount for line in told.context["lines"])
    [line] = told.context["lines"]
    assert line.label == "LKS Resik, termin 1"
    assert line.note == ("+ Disalurkan Rp30.000.000 − Dikembalikan Rp500 − Laporan belum diterima Rp30.000.000")
    assert browser.get(line.url).status_code == 200
    scope = Scope.of(years.user, 2022)
    assert differing(scope, None) == {}, "what came out one year earlier does not come out again"


def test_a_list_names_the_records_and_leads_to_them(years: Years, sign_in) -> None:
    browser = sign_in(years.user)
    where = {"angka": "disalurkan", "year": 2021, "menurut": "lks", "kelompok": years.resik.pk}
    page = browser.get(address("records", **where))
    assert len(page.context["lines"]) == 2
    assert all(browser.get(line.url).status_code == 200 for line in page.context["lines"])
    assert page.context["group"] == "LKS: LKS Resik"
    assert address("records", angka="disalurkan")  # without a group: all of the figure
    assert browser.get(address("records", angka="disalurkan", year=2021)).context["sum"] == 90_000_000
    # A group of another kind, or of another office, is nobody's.
    for odd in ("x", "999999", "", "9" * 5_000):
        assert browser.get(address("records", **{**where, "kelompok": odd})).context["sum"] == 0


def test_pages_of_a_list_show_every_record_once_and_come_to_its_sum(
    years: Years, sign_in, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("partners.paging.ON_A_PAGE", 1)
    browser = sign_in(years.user)
    # Decrees of one day: what orders them must tell them apart, or pages would repeat one and lose another.
    for figure, count in (("ditetapkan", 3), ("disalurkan", 3), ("alokasi", 2)):
        where = {"angka": figure, "year": 2021}
        pages = [browser.get(address("records", **where, page=number)) for number in range(1, count + 1)]
        assert pages[0].context["page_obj"].paginator.num_pages == count
        keys = [record.pk for page in pages for record in page.context["page_obj"]]
        assert len(set(keys)) == count
        assert sum(line.amount for page in pages for line in page.context["lines"]) == pages[0].context["sum"]
        assert all(browser.get(page.context["lines"][0].url).status_code == 200 for page in pages)
        rows = records_of(BY_KEY[figure], Scope.of(years.user, 2021), None)
        assert rows.query.order_by[-1] == "pk"


def test_the_page_asks_the_database_no_more_often_for_more(years: Years, sign_in) -> None:
    browser = sign_in(years.user)

    def queries(by: str = "lks") -> int:
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(address("year_end", year=2021, menurut=by)).status_code == 200
        return len(caught)

    assert queries("program") < 25
    before = queries()
    years.paid(years.sakura, "009/PKS")
    assert queries() == before < 25

    # An auditor of all offices asks once by which clocks these live, however many figures need it.
    browser = sign_in(years.cast.person("auditor"))
    assert queries("kantor") < 25


def test_the_picture_has_its_words_and_its_parts_make_the_whole(years: Years, sign_in) -> None:
    page = sign_in(years.user).get(address("year_end", year=2021, menurut="lks")).content.decode()
    svg = re.search(r"<svg class=\"picture__bars\".*?</svg>", page, re.DOTALL)
    assert svg is not None
    assert "<title" in svg.group() and "LKS Sakura: Rp30.007.000, terbuka Rp1.007.000" in svg.group()
    assert "style=" not in svg.group() and "<script" not in svg.group()
    picture = picture_of(year_table(Scope.of(years.user, 2021), Grouping.PARTNER))
    assert picture is not None
    widths = [sum(float(part.width) for part in bar.parts) for bar in picture.bars]
    assert widths == [pytest.approx(100, abs=0.01), pytest.approx(100 * 30_007 / 60_000, abs=0.01)]


def test_the_workbook_has_a_sheet_for_each_grouping_and_says_that_it_holds_values(years: Years, sign_in) -> None:
    Partner.objects.filter(pk=years.sakura.pk).update(name="=1+1")
    answer = sign_in(years.user).get(address("export", year=2021))
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Keterangan", "Akun", "Program", "LKS", "Kabupaten-kota", "Provinsi", "Klaster"]
    assert "bukan rumus" in str([row[1].value for row in book["Keterangan"]])
    head, *rows = book["LKS"].iter_rows(values_only=True)
    place = head.index("Disalurkan")
    assert [row[0] for row in rows] == ["'=1+1", "LKS Resik", "Jumlah"]
    assert rows[-1][place] == sum(row[place] for row in rows[:-1]) == 90_000_000


def test_the_paper_for_the_head_is_a_pdf(years: Years, sign_in) -> None:
    answer = sign_in(years.user).get(address("paper", year=2021, menurut="akun"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_an_empty_year_and_odd_choices_get_a_page(cast: Cast, sign_in) -> None:
    browser = sign_in(cast.person("finance"))
    assert '<div class="empty">' in browser.get(reverse("yearend:year_end")).content.decode()
    for odd in ("year=x&menurut=kantor", "year=99999", "angka=x&menurut=x"):
        assert browser.get(f"{reverse('yearend:year_end')}?{odd}").status_code == 200
        assert browser.get(f"{reverse('yearend:records')}?{odd}").status_code == 200


def test_an_lks_and_a_stranger_see_no_year_end(cast: Cast, sign_in, client) -> None:
    treasurer = cast.treasurer(cast.partner())
    for name in ("year_end", "records", "export", "paper"):
        assert sign_in(treasurer).get(reverse(f"yearend:{name}")).status_code == 403
        assert client.get(reverse(f"yearend:{name}")).status_code == 302
