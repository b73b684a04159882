"""The figures of a year: each the sum of the records behind it, by the office's clock, and one year begins as the last
ended."""

from __future__ import annotations

from datetime import timedelta

from accounts.models import Office
from beneficiaries.actions import record_person
from beneficiaries.models import Person
from grants.models import DecreeRecipient, Disbursement, TreasuryReturn
from tests.cast import NIK, Cast
from tests.grants.paper import scan
from tests.yearend.conftest import FIRST, LAST, Years
from vault.door import receive
from vault.kinds import EVIDENCE
from yearend.figures import FIGURES
from yearend.filters import groupings, of_group
from yearend.scope import Scope
from yearend.sources import Grouping
from yearend.table import Row, year_table

PAID = 30_000_000


def row(rows: list[Row], label: str) -> Row:
    return next(row for row in rows if row.label == label)


def test_what_was_accepted_in_the_last_second_by_the_offices_clock_is_of_the_year(years: Years) -> None:
    table = year_table(Scope.of(years.user, 2021), Grouping.PARTNER)
    sakura, resik = row(table.rows, "LKS Sakura"), row(table.rows, "LKS Resik")
    assert sakura.amounts["dipertanggungjawabkan"] == PAID - 1_000_000
    assert (sakura.amounts["belum-dilaporkan"], sakura.amounts["belum-kembali"]) == (0, 1_007_000)
    assert resik.amounts["dipertanggungjawabkan"] == 0
    assert (resik.amounts["belum-dilaporkan"], resik.amounts["belum-kembali"]) == (2 * PAID, 0)
    assert table.total.amounts["disalurkan"] == 3 * PAID
    assert table.total.amounts["alokasi"] == 4_000_000_000


def test_in_another_zone_the_same_moment_is_of_the_next_year(years: Years) -> None:
    Office.objects.update(time_zone="Asia/Jayapura")
    years.user.refresh_from_db()
    years.user.office.refresh_from_db()
    assert year_table(Scope.of(years.user, 2021), Grouping.ACCOUNT).total.amounts["dipertanggungjawabkan"] == 0


def test_a_year_begins_as_the_last_one_ended_and_its_movements_lead_to_its_end(years: Years) -> None:
    for owed in TreasuryReturn.objects.filter(kind="sisa"):
        years.confirm(owed, FIRST + timedelta(days=40))
    for by in groupings(years.user):
        before, after = (year_table(Scope.of(years.user, year), by) for year in (2021, 2022))
        closing = {row.group: row.closing for row in before.rows if row.closing}
        assert closing == {row.group: row.opening for row in after.rows if row.opening}
        assert before.total.closing == after.total.opening == 2 * PAID + 1_007_000
        assert after.total.closing == PAID + 7_000
        assert [each.difference for each in (*before.rows, *after.rows) if each.difference] == []


def test_every_figure_ties_to_the_rupiah_with_the_records_behind_it(years: Years) -> None:
    scope = Scope.of(years.user, 2021)
    for by in groupings(years.user):
        table = year_table(scope, by)
        assert table.rows
        for figure in FIGURES:
            field = figure.source.amount
            assert sum(getattr(each, field) for each in figure.rows(scope)) == table.total.amounts[figure.key]
            if by not in figure.source.groups:
                assert all(figure.key not in each.amounts for each in table.rows)
                continue
            for each in table.rows:
                found = of_group(figure.rows(scope), figure.source, by, each.group)
                assert sum(getattr(one, field) for one in found) == each.amounts[figure.key], (figure.key, each.label)


def test_an_sp2d_that_the_bank_refused_counts_in_no_year(years: Years) -> None:
    Disbursement.objects.filter(instalment__agreement__number="003/PKS").update(state="returned")
    total = year_table(Scope.of(years.user, 2021), Grouping.ACCOUNT).total
    assert total.amounts["disalurkan"] == 2 * PAID
    assert total.amounts["terpakai"] == 3 * PAID
    assert total.difference == 0


def test_money_returned_before_the_report_is_accepted_shows_as_a_difference_and_is_not_swallowed(years: Years) -> None:
    waiting = Disbursement.objects.get(instalment__agreement__number="003/PKS").instalment
    years.confirm(years.owe(waiting, LAST, 500, "tak_tersalur"), LAST)
    table = year_table(Scope.of(years.user, 2021), Grouping.PARTNER)
    assert row(table.rows, "LKS Resik").difference == -500
    assert table.has_difference


def test_a_finding_is_part_of_its_payment_until_the_report_is_accepted(years: Years) -> None:
    """Paid 30 million, and all of it found: 30 million are open, not 60; from acceptance on it is owed beside."""
    years.paid(years.sakura, "004/PKS")
    early = Disbursement.objects.get(instalment__agreement__number="004/PKS").instalment
    finding = years.owe(early, LAST - timedelta(days=9), PAID, "bunga")
    TreasuryReturn.objects.filter(pk=finding.pk).update(
        kind="temuan", reference="LHP 1", paper=receive(scan(), by=years.user, accept=EVIDENCE, label="LHP")
    )

    def sakura(year: int) -> Row:
        return row(year_table(Scope.of(years.user, year), Grouping.PARTNER).rows, "LKS Sakura")

    # Paid twice 30 million; of the first report 1.007.000 go back, the second payment is open as a whole.
    assert (sakura(2021).closing, sakura(2021).amounts["tambahan"], sakura(2021).difference) == (
        PAID + 1_007_000,
        7_000,
        0,
    )
    years.accept(early, FIRST + timedelta(days=9))
    assert (sakura(2021).closing, sakura(2021).difference) == (PAID + 1_007_000, 0)
    after = sakura(2022)
    # All of it was spent by the report, and all of it was found: both the spending and the finding are told.
    assert (after.opening, after.amounts["tambahan"], after.amounts["dipertanggungjawabkan"]) == (
        PAID + 1_007_000,
        PAID,
        PAID,
    )
    assert (after.closing, after.difference) == (PAID + 1_007_000, 0)
    TreasuryReturn.objects.filter(pk=finding.pk).update(state="withdrawn")
    assert (sakura(2022).closing, sakura(2022).amounts["tambahan"], sakura(2022).difference) == (1_007_000, 0, 0)


def test_a_cluster_is_that_of_those_whom_the_decree_names(years: Years) -> None:
    finance = years.user
    for place, cluster in enumerate(("anak", "lansia"), start=1):
        nik = f"{NIK[:-4]}{place:04d}"
        record_person(nik=nik, name=f"Orang {place}", cluster=cluster, by=finance)
        for number in ("001/PKS", "002/PKS")[: place if cluster == "anak" else 2]:
            decree = Disbursement.objects.get(instalment__agreement__number=number).decree
            if cluster == "lansia" and number == "001/PKS":
                continue
            DecreeRecipient.objects.create(decree=decree, place=place, nik=nik, name="x", amount=10 * place)
    decree = Disbursement.objects.get(instalment__agreement__number="002/PKS").decree
    DecreeRecipient.objects.create(decree=decree, place=9, nik=f"{NIK[:-4]}0001", name="x", amount=5)
    assert Person.objects.count() == 2
    table = year_table(Scope.of(finance, 2021), Grouping.CLUSTER)
    labels = {each.label: each.amounts for each in table.rows}
    assert labels["Anak"]["ditetapkan"] == 10
    assert labels["Beberapa klaster"]["ditetapkan"] == 25
    assert labels["Belum diketahui"]["disalurkan"] == PAID
    assert labels["Anak"]["disalurkan"] == PAID


def test_an_office_sees_its_own_and_the_inspectorate_all_of_them_or_one(cast: Cast, years: Years) -> None:
    sumur = cast.partner("LKS Sumur", finance="other_finance")
    theirs = cast.agreement(sumur, number="001/X", finance="other_finance", ppk="other_ppk").instalments.get(number=1)
    cast.paid(theirs, finance="other_finance", ppspm="other_ppspm")
    auditor, other = cast.person("auditor"), cast.office("other_balai")
    every = year_table(Scope.of(auditor, 2021), Grouping.OFFICE)
    assert {each.label: each.amounts["disalurkan"] for each in every.rows} == {
        str(years.user.office): 3 * PAID,
        str(other): PAID,
    }
    assert year_table(Scope.of(auditor, 2021, other), Grouping.ACCOUNT).total.amounts["disalurkan"] == PAID
    # Who works at one office gets that one, whatever is asked for.
    assert year_table(Scope.of(years.user, 2021, other), Grouping.ACCOUNT).total.amounts["disalurkan"] == 3 * PAID
    assert Grouping.OFFICE not in groupings(years.user)


def test_a_year_without_anything_is_empty(cast: Cast) -> None:
    table = year_table(Scope.of(cast.person("finance"), 2019), Grouping.PARTNER)
    assert table.is_empty
    assert table.rows == []
