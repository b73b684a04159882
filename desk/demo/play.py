"""The demonstration as a play: scene by scene, each whole or not at all; what has been played is not played again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import transaction

from desk.demo import agreement_life, doubles, late_money, people
from desk.demo.activities import train_and_sell
from desk.demo.auditing import engage, sample_expenses
from desk.demo.budget import OTHER_GOODS, revise_budget
from desk.demo.findings import find_and_follow_up
from desk.demo.papers import plant_mistakes
from desk.demo.reading import read_the_law
from desk.demo.scenes import Place, Scene, Staff
from desk.demo.serving import serve
from grants.actions.batches import fill_batch, make_batch
from partners.models import Agreement, Instalment, Partner
from regulations.dates import tanggal

HARAPAN = Staff("keuangan.harapan", "verifikator.harapan", "ppk.harapan", "ppspm.harapan", "kpa.harapan")


def _first(agreement: Agreement) -> Instalment:
    return Instalment.objects.get(agreement=agreement, number=1)


def _second(agreement: Agreement) -> Instalment:
    return Instalment.objects.get(agreement=agreement, number=2)


def registered_only(scene: Scene) -> None:
    """Registered, documents still missing."""
    scene.register(complete=False)


def drafted(scene: Scene) -> None:
    scene.draft(scene.register(), began=3)


def proposed(scene: Scene) -> None:
    """The agreement waits for the PPK."""
    scene.propose(scene.draft(scene.register(), began=5))


def spp_waits(scene: Scene) -> None:
    """Proposed, in a batch; the PPSPM has not tested it yet."""
    payment = scene.spp(_first(scene.agree(began=20)), days=2)
    batch = make_batch(title=f"Termin I {tanggal(scene.ago(2))}", by=scene.by("finance"))
    fill_batch(batch=batch, chosen=frozenset({payment.pk}), by=scene.by("finance"))


def money_came(scene: Scene) -> None:
    """Paid; the report is due in a month, nothing has been sent yet. The PPK asks to pay the second one early."""
    agreement = scene.agree(began=80)
    scene.pay(_first(agreement), days=60)
    why = "Penerima baru masuk sebelum laporan selesai; permakanannya tidak dapat menunggu."
    late_money.ask_to_open(scene, _second(agreement), why)


def many_findings(scene: Scene) -> None:
    """Faults of many kinds; one is set aside until a day, another waits for the PPK's word."""
    report = scene.pay(_first(scene.agree(began=100)), days=70)
    scene.upload(report, scene.filling(report, days=70), spoil=plant_mistakes)
    doubles.show_goods(scene, report)
    nameless = "Pedagang pasar yang tidak mau menyebut namanya; notanya sudah diperlihatkan kepada verifikator."
    scene.grant_waiver(scene.ask_waiver(report, "BKU-08", nameless))
    scene.ask_waiver(report, "PM-01", "Anak ini belum tercatat di Dukcapil; pengurusan NIK sedang berjalan.")


def half_signed(scene: Scene) -> None:
    """Clean, evidenced, signed by the treasurer; the head has not signed."""
    report = scene.pay(_first(scene.agree(began=100)), days=65)
    filling = scene.filling(report, days=65)
    scene.upload(report, filling)
    scene.prove(report, filling)
    scene.sign(report, scene.treasurer(report))


def submitted(scene: Scene) -> None:
    """The report waits for the verifier; so does an addendum that changes the RAB for the PPK."""
    agreement = scene.agree(began=110)
    report = scene.pay(_first(agreement), days=75)
    filling = doubles.with_the_receipt_of(80, scene.filling(report, days=75, remainder=200_000), scene)
    scene.submit(report, filling, show=lambda sent: doubles.show_goods(scene, sent))
    agreement_life.ask_to_change(scene, agreement)


def overdue(scene: Scene) -> None:
    """Paid long ago, and from a line of another account group; nothing sent: late, the second instalment is locked.

    The KPA lets it be paid all the same, until a day; whether there may be a new agreement, the KPA has not said yet.
    """
    scene.budget = OTHER_GOODS
    agreement = scene.agree(began=220, report_within_days=60)
    scene.pay(_first(agreement), days=200)
    why = "Bendahara lama wafat dan pembukuannya disusun ulang; anak asuh tetap harus makan."
    late_money.open_gate(scene, _second(agreement), why)
    agreement_life.ask_to_lift(scene, agreement.partner)


def sent_back(scene: Scene) -> None:
    """The verifier cannot read a receipt. The agreement was extended meanwhile."""
    agreement = scene.agree(began=110)
    report = scene.pay(_first(agreement), days=80)
    agreement_life.extend(scene, agreement, days=40)
    scene.submit(report, scene.filling(report, days=80), show=lambda sent: doubles.show_goods(scene, sent, quality=45))
    scene.send_back(
        report,
        row=10,
        comment="Foto kuitansi ini buram. Mohon foto ulang sampai nomor dan jumlahnya terbaca.",
        reason="Satu bukti tidak terbaca. Ganti fotonya, tanda tangani lagi, lalu kirim.",
    )


def accepted_and_returned(scene: Scene) -> None:
    """The first report accepted, its remainder back in the treasury; the second instalment is paid, at the second try.

    An audit found something later, and that is owed too long.
    """
    agreement = scene.agree(began=210)
    report = scene.pay(_first(agreement), days=190)
    scene.submit(report, scene.filling(report, days=190, remainder=500_000))
    scene.accept(report)
    scene.give_back(report, days=100)
    scene.pay(_second(agreement), days=30)
    late_money.pay_twice(scene, agreement, days=27)
    late_money.find(scene, _first(agreement), amount=1_400_000, days=75)


def verified(scene: Scene) -> None:
    report = scene.pay(_first(scene.agree(began=120)), days=85)
    scene.submit(report, scene.filling(report, days=85, remainder=350_000))
    scene.verify(report)


def remainder_open(scene: Scene) -> None:
    """A remainder and bank interest are owed; the bank refused the second instalment."""
    agreement = scene.agree(began=130)
    report = scene.pay(_first(agreement), days=100)
    filling = scene.filling(report, days=100, remainder=1_250_000)
    filling.interest = 12_500
    scene.submit(report, filling)
    scene.accept(report)
    late_money.pay_in_vain(scene, _second(agreement), days=10)


PROGRAMME: tuple[tuple[Place, Callable[[Scene], None], Staff], ...] = (
    (Place("yakenas", "LKS Yakenas Madani", "Kota Serang", "Banten"), registered_only, Staff()),
    (Place("bina-wanita", "LKA Bina Wanita Bahagia", "Kota Serang", "Banten"), drafted, Staff()),
    (Place("sakura", "LKS Sakura", "Kabupaten Bogor", "Jawa Barat"), accepted_and_returned, Staff()),
    (Place("resik", "LKS Resik", "Kabupaten Subang", "Jawa Barat"), proposed, Staff()),
    (Place("kusuma-bongas", "LKS Kusuma Bongas", "Kabupaten Indramayu", "Jawa Barat"), spp_waits, Staff()),
    (Place("bapel-gold", "LKS Bapel Gold", "Kabupaten Indramayu", "Jawa Barat"), money_came, Staff()),
    (Place("mawar-persada", "LKS Mawar Persada", "Kabupaten Majalengka", "Jawa Barat"), many_findings, Staff()),
    (Place("mawar-balqis", "LKS Mawar Balqis", "Kabupaten Cirebon", "Jawa Barat"), half_signed, Staff()),
    (Place("banati", "LKS Banati", "Kabupaten Cirebon", "Jawa Barat"), submitted, Staff()),
    (Place("rodiyah", "LKS Rodiyah", "Kabupaten Kediri", "Jawa Timur"), overdue, Staff()),
    (Place("sumur", "LKS Sumur", "Kabupaten Nganjuk", "Jawa Timur"), sent_back, Staff()),
    (Place("pelita", "LKS Contoh Pelita", "Kota Makassar", "Sulawesi Selatan"), verified, HARAPAN),
    (Place("melati", "LKS Contoh Melati", "Kabupaten Gowa", "Sulawesi Selatan"), remainder_open, HARAPAN),
)

#: One sign-in for each role, for whoever looks around; the LKS is the one whose report has findings.
SIGN_INS = (
    ("Bendahara LKS", "bendahara.mawar-persada"),
    ("Ketua LKS", "ketua.mawar-balqis"),
    ("Verifikator LPJ", "verifikator"),
    ("PPK", "ppk"),
    ("PPSPM", "ppspm"),
    ("Staf keuangan", "keuangan"),
    ("KPA", "kpa"),
    ("Auditor", "auditor"),
    ("Inspektur", "inspektur"),
    ("Analis hukum", "hukum"),
    ("Administrator", "admin"),
)


def sign_ins() -> list[tuple[str, str]]:
    """Role and address of one person of each role; all share ``people.PASSWORD``."""
    return [(role, people.address(local)) for role, local in SIGN_INS]


def play() -> Iterator[tuple[str, bool]]:
    """Play every scene that has not been played; yields each LKS and whether it was new."""
    for local in people.PEOPLE:
        people.person(local)
    read_the_law()
    engage()
    serve()
    for number, (place, scene, staff) in enumerate(PROGRAMME, start=1):
        if Partner.objects.filter(name=place.name).exists():
            yield place.name, False
            continue
        with transaction.atomic():
            scene(Scene(place, number, staff))
        yield place.name, True
    revise_budget(people.person("keuangan"))
    train_and_sell()
    sample_expenses()
    find_and_follow_up()
