"""What does not go straight: a gate opened by two persons, a transfer that the bank refused, money owed too long."""

from __future__ import annotations

from datetime import timedelta

from desk.demo.papers import bank_letter, bank_slip
from desk.demo.scenes import Scene
from grants.actions import record_retur, repay_disbursement
from grants.actions.exceptions import ask_exception, grant_exception
from grants.actions.returns import open_finding
from grants.models import Disbursement, GateException
from partners.models import Agreement, Instalment


def ask_to_open(scene: Scene, instalment: Instalment, because: str) -> GateException:
    """The PPK asks to pay an instalment though the report on the first one is not accepted."""
    until = scene.today + timedelta(days=30)
    return ask_exception(
        instalment=instalment, reasons=["laporan:1"], because=because, valid_until=until, by=scene.by("ppk")
    )


def open_gate(scene: Scene, instalment: Instalment, because: str) -> None:
    """The same, granted by the KPA: its SPP can be proposed."""
    exception = ask_to_open(scene, instalment, because)
    grant_exception(exception=exception, by=scene.by("kpa"), version=exception.version)


def pay_twice(scene: Scene, agreement: Agreement, *, days: int) -> None:
    """The bank refuses the second instalment; it is paid again two days later."""
    payment = Disbursement.objects.get(instalment__agreement=agreement, instalment__number=2)
    _refuse(scene, payment, days=days)
    repay_disbursement(
        disbursement=payment,
        sp2d_number=f"98{scene.ago(days - 2):%y}{payment.pk:011d}",
        sp2d_date=scene.ago(days - 2),
        by=scene.by("finance"),
        version=payment.version,
    )


def pay_in_vain(scene: Scene, instalment: Instalment, *, days: int) -> None:
    """The bank refuses it, and nobody has paid it again yet."""
    scene.pay(instalment, days=days)
    _refuse(scene, Disbursement.objects.get(instalment=instalment), days=days - 3)


def find(scene: Scene, instalment: Instalment, *, amount: int, days: int) -> None:
    """An audit's finding of so many ``days`` ago, not paid in since."""
    open_finding(
        instalment=instalment,
        amount=amount,
        reference=f"LHP/CONTOH/{scene.number:02d}",
        found_on=scene.ago(days),
        reason="Belanja perlengkapan sekolah tidak didukung bukti yang sah (contoh).",
        upload=bank_slip(f"Laporan hasil pemeriksaan (contoh)\n{scene.place.name}"),
        by=scene.by("finance"),
    )


def _refuse(scene: Scene, payment: Disbursement, *, days: int) -> None:
    record_retur(
        disbursement=payment,
        returned_on=scene.ago(days),
        bank_reason="Nama pemilik rekening tidak sesuai (contoh).",
        upload=bank_letter(f"Retur SP2D {payment.sp2d_number}\nNama pemilik rekening tidak sesuai (contoh)."),
        by=scene.by("finance"),
        version=payment.version,
    )
