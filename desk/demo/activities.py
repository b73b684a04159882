"""What the office of the demonstration does besides: a training of its LKS, and a Sentra Kreasi that sells what the
people make whom it serves.

That the training took place, on these days, is known; who came, and everything about the sales, is made up.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activities.actions import (
    close_month,
    correct_month,
    record_hand_over,
    record_maker,
    record_month,
    record_sale,
    revise_month,
)
from activities.models import Maker, SalesMonth
from beneficiaries.actions import begin_service, record_person
from desk.demo import people
from desk.demo.papers import bank_slip
from partners.actions import record_participant, record_training
from partners.models import Partner
from rupiah.format import format_rupiah

PLACE = "Sentra Kreasi Mulya Jaya"
#: NIK, name, cluster, category, regency, and how many days ago the service began.
MAKERS = (
    ("3276015507920101", "Rukmini Contoh", "disabilitas", "disabilitas", "Kota Depok", 420),
    ("3276011903850102", "Dadang Contoh", "napza", "napza", "Kota Depok", 300),
    ("3201016708780103", "Yuyun Contoh", "tuna_sosial", "gelandangan", "Kabupaten Bogor", 210),
    ("3201010211680104", "Tarmin Contoh", "lansia", "lansia_terlantar", "Kabupaten Bogor", 160),
    ("3173014404990105", "Melda Contoh", "tuna_sosial", "tuna_susila", "Kota Administrasi Jakarta Barat", 75),
)
#: Product and rupiah of each maker in a month; the last one is a group of an LKS.
GOODS = (
    ("Batik jumputan", 1_450_000),
    ("Sablon kaus", 980_000),
    ("Tas anyaman", 640_000),
    ("Bibit tanaman", 325_000),
    ("Kue kering", 710_000),
    ("Sapu ijuk", 1_120_000),
)


@transaction.atomic
def train_and_sell() -> None:
    """Does nothing where it has been played, or where there are no LKS of the office."""
    partner = Partner.objects.filter(name="LKS Sakura").first()
    if partner is None or SalesMonth.objects.exists():
        return
    finance = people.person("keuangan")
    _train(finance)
    makers = [_maker(*about, by=finance) for about in MAKERS]
    makers.append(record_maker(by=finance, partner=partner, group="Kelompok Sapu"))
    first = _first_of_month(4)
    for ago, percent in ((4, 100), (3, 110), (2, 95)):
        month = _sold(_first_of_month(ago), makers, percent, finance)
        close_month(month=month, by=people.person("kpa"), version=month.version)
        _hand_out(month, {4: 6, 3: 4, 2: 2}[ago], finance)
    _correct(SalesMonth.objects.get(month=first), makers[2], finance)
    _sold(_first_of_month(1), makers, 120, finance)


def _train(by: User) -> None:
    training = record_training(
        title="Bimbingan teknis pengelolaan bantuan ATENSI bagi LKS",
        subject="Asesmen dan pembahasan kasus, buku kas umum, bukti, dan laporan pertanggungjawaban",
        starts_on=date(2021, 3, 30),
        ends_on=date(2021, 4, 1),
        mode="keduanya",
        place="Balai Karya “Mulya Jaya” Jakarta",
        by=by,
    )
    for number, partner in enumerate(Partner.objects.filter(office=by.office).order_by("pk")):
        for position, presence in (("Ketua", "daring" if number % 3 else "hadir"), ("Bendahara", "hadir")):
            record_participant(
                training=training,
                partner=partner,
                name=f"Peserta Contoh {2 * number + (1 if position == 'Ketua' else 2)}",
                position=position,
                presence="tidak" if number == 9 and position == "Ketua" else presence,
                by=by,
            )


def _maker(nik: str, name: str, cluster: str, category: str, regency: str, days: int, *, by: User) -> Maker:
    person = record_person(nik=nik, name=name, cluster=cluster, category=category, regency=regency, by=by)
    begin_service(
        person=person,
        approach="residensial",
        components=["vokasional", "hidup_layak"],
        started_on=timezone.localdate() - timedelta(days=days),
        companion_kind="peksos",
        companion_name="Wulan Pendamping Contoh",
        by=by,
    )
    return record_maker(by=by, nik=nik)


def _sold(first: date, makers: list[Maker], percent: int, by: User) -> SalesMonth:
    amounts = [amount * percent // 100 for _, amount in GOODS]
    month = record_month(
        place=PLACE,
        month=first,
        visitors=18 * percent // 10,
        turnover=sum(amounts),
        cost=sum(amounts) // 5,
        share_percent=60,
        by=by,
    )
    for maker, (product, _), amount in zip(makers, GOODS, amounts, strict=True):
        record_sale(month=month, maker=maker, product=product, amount=amount, by=by)
    return month


def _hand_out(month: SalesMonth, count: int, by: User) -> None:
    """The first makers get what they are due, the next one half of it."""
    for place, share in enumerate(month.shares.select_related("maker__person", "maker__partner")[: count + 1]):
        amount = share.due if place < count else share.due // 2
        day = min(month.last_day + timedelta(days=5), timezone.localdate())
        record_hand_over(
            share=share,
            amount=amount,
            handed_on=day,
            received_by=share.maker.name,
            upload=bank_slip(f"Terima {format_rupiah(amount)}\n{share.maker.name}\n{month}\n{day:%d-%m-%Y}"),
            version=share.version,
            by=by,
        )


def _correct(month: SalesMonth, maker: Maker, by: User) -> None:
    """A sale that was left out comes in by a further record, which takes the place of the first."""
    further = correct_month(month=month, because="Nota 14 tertinggal: satu dompet anyaman Rp85.000.", by=by)
    record_sale(month=further, maker=maker, product="Dompet anyaman", amount=85_000, by=by)
    _raise_turnover(further, 85_000, by)
    close_month(month=further, by=people.person("kpa"), version=further.version)


def _raise_turnover(month: SalesMonth, more: int, by: User) -> None:
    revise_month(
        record=month,
        by=by,
        version=month.version,
        place=month.place,
        month=month.month,
        visitors=month.visitors,
        turnover=month.turnover + more,
        cost=month.cost,
        share_percent=month.share_percent,
    )


def _first_of_month(ago: int) -> date:
    """The first day of the month so many months ago."""
    today = timezone.localdate()
    months = today.year * 12 + today.month - 1 - ago
    return date(months // 12, months % 12 + 1, 1)
