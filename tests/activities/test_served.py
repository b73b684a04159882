"""Figures of service: each is the number of the very people behind it, and of nobody whom the reader may not see."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import User
from activities.months import span_of
from activities.served import FIGURES, Grouping, Scope, people_of, table
from beneficiaries.actions import begin_service, end_service, record_person, withdraw_aid
from beneficiaries.models import Aid, Person, Service
from tests.cast import Cast
from tests.seen import seen

KINDS = (("anak", "anak_jalanan", "Kabupaten Bogor"), ("lansia", "", ""), ("anak", "", "Kota Depok"))
#: Begun and, where it ended, its last day.
SERVICES = (
    (date(2021, 5, 1), None),
    (date(2020, 3, 1), date(2021, 6, 30)),
    (date(2021, 6, 1), date(2021, 6, 1)),
    (date(2021, 7, 1), None),
    (date(2020, 3, 1), date(2021, 3, 31)),
    (date(2019, 1, 1), None),
)


def register(cast: Cast) -> None:
    """Eighteen people of three kinds, each with one service."""
    finance = cast.person("finance")
    for place in range(18):
        cluster, category, regency = KINDS[place % 3]
        began, ended = SERVICES[place % 6]
        day = 17 + 40 * (place % 2)
        person = record_person(
            nik=f"327106{day}0890{place + 1:04d}",
            name=f"Orang {place}",
            cluster=cluster,
            category=category,
            regency=regency,
            by=finance,
        )
        service = begin_service(
            person=person, approach="keluarga", components=["aksesibilitas"], started_on=began, by=finance
        )
        if ended:
            end_service(
                service=service,
                ended_on=ended,
                ended_for="tujuan",
                reason="Sudah mandiri bersama keluarganya.",
                by=finance,
                version=service.version,
            )


def counted(figure: str, begin: date, end: date) -> set[int]:
    """The people of a figure, reckoned from the bare records in another way."""
    of: dict[int, list[tuple[date, date]]] = {}
    for service in Service.objects.all():
        last = service.ended_on if service.state == "ended" else date.max
        of.setdefault(service.person_id, []).append((service.started_on, last))
    given: dict[int, list[date]] = {}
    for aid in Aid.objects.exclude(state="withdrawn"):
        given.setdefault(aid.person_id, []).append(aid.given_on)
    found = set()
    for person in Person.objects.all():
        services, aid_days = of.get(person.pk, []), given.get(person.pk, [])
        served = any(a < end and b >= begin for a, b in services) or any(begin <= day < end for day in aid_days)
        before = any(a < begin for a, _ in services) or any(day < begin for day in aid_days)
        told = {
            "dilayani": served,
            "baru": served and not before,
            "lanjutan": served and before,
            "selesai": any(begin <= b < end for _, b in services),
            "laki-laki": served and person.sex == "L",
            "perempuan": served and person.sex == "P",
        }
        if told[figure]:
            found.add(person.pk)
    return found


def test_every_figure_is_the_number_of_its_people_in_every_span_and_by_every_grouping(cast: Cast) -> None:
    register(cast)
    user = cast.person("finance")
    # Aid that an LKS reported stands without a service of the office; what was withdrawn counts for nothing.
    for nik, taken_back in (("3271061708900091", False), ("3271061708900092", True)):
        person = record_person(nik=nik, name="Orang LKS", cluster="lansia", by=user)
        aid = Aid(office=user.office, person=person, component="aksesibilitas", form="barang", value=1)
        aid.given_on, aid.recorded_by, aid.source = date(2021, 6, 10), user, Aid.Source.REPORT
        aid.save()
        if taken_back:
            withdraw_aid(aid=aid, reason="Salah orang: diterima penerima lain.", by=user, version=0)
    for key in ("tahun", "triwulan-2", "bulan-06", "bulan-07", "bulan-01"):
        scope = Scope(user, span_of(2021, key))
        for figure in FIGURES:
            right = counted(figure.key, scope.span.begin, scope.span.end)
            assert set(figure.rows(scope).values_list("pk", flat=True)) == right, (key, figure.key)
        for by in Grouping:
            rows, total = table(scope, by)
            for figure in FIGURES:
                assert sum(row.figures[figure.key] for row in rows) == total.figures[figure.key]
                assert total.figures[figure.key] == people_of(figure, scope, by, None).count()
                for row in rows:
                    assert people_of(figure, scope, by, row.group).count() == row.figures[figure.key]
    # Another office and an LKS that did nothing of it count nobody.
    for who in (cast.person("other_finance"), cast.treasurer(cast.partner())):
        rows, total = table(Scope(who, span_of(2021, "tahun")), Grouping.CATEGORY)
        assert not rows and not any(total.figures.values())
    rows, total = table(Scope(cast.person("auditor"), span_of(2021, "tahun")), Grouping.CLUSTER)
    assert total.figures["dilayani"] == len(counted("dilayani", date(2021, 1, 1), date(2022, 1, 1)))


@pytest.mark.django_db
def test_the_page_leads_to_the_people_and_small_numbers_do_not_leave_the_house(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    register(cast)
    browser = sign_in(cast.person("finance"))
    where = {"tahun": "2021", "masa": "tahun", "menurut": "kategori"}
    page = seen(browser.get(reverse("activities:served"), where))
    assert "Angka layanan, tahun 2021" in page and "Anak jalanan" in page and "Belum dicatat" in page
    people = browser.get(
        reverse("activities:served_people"), {**where, "angka": "dilayani", "kelompok": "anak~anak_jalanan"}
    )
    assert "Seluruh daftar 6 orang" in seen(people) and "Kelompok: Anak jalanan · Anak." in seen(people)
    nobody = browser.get(reverse("activities:served_people"), {**where, "kelompok": "bukan-kelompok"})
    assert "Tidak ada orang" in seen(nobody)

    def cells(who: str, **more: str) -> list[object]:
        answer = sign_in(cast.person(who)).get(reverse("activities:served_export"), {**where, **more})
        sheet = load_workbook(io.BytesIO(answer.content))["Angka layanan"]
        return [cell for row in sheet.iter_rows(min_row=2, min_col=3, values_only=True) for cell in row]

    whole = cells("finance")
    assert any(isinstance(cell, int) and 0 < cell < 5 for cell in whole)
    # PPK and KPA do not open personal data: what they take out hides small numbers, as does the edition for the public.
    for veiled in (cells("ppk"), cells("finance", publik="1")):
        assert "<5" in veiled
        assert not [cell for cell in veiled if isinstance(cell, int) and 0 < cell < 5]
    assert browser.get(reverse("activities:served_paper"), where)["Content-Type"] == "application/pdf"
