"""What a deposit has to be: judged all at once, for the form that shows it in place and the action that keeps it."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Max

from grants.models import TreasuryReturn
from grants.validity import require_not_future, require_order
from rupiah.format import format_rupiah
from trail.refusal import Refusal
from vault.door import Admitted, Upload, admit
from vault.kinds import EVIDENCE
from vault.refused import Refused


def codes_in(*, billing_code: str, ntpn: str) -> dict[str, str]:
    """The codes as they are kept: without the blanks they were copied with, letters upper-case."""
    return {"billing_code": "".join(billing_code.split()), "ntpn": "".join(ntpn.split()).upper()}


def faults_of_deposit(
    owed: TreasuryReturn,
    *,
    billing_code: str | None = None,
    ntpn: str | None = None,
    paid_on: date | None = None,
    amount: int | None = None,
) -> dict[str, list[str]]:
    """What is wrong with a deposit of what is owed, in sentences by the name of the field; None is not judged.

    Codes are those of ``codes_in``. That no other return carries the NTPN holds the database as well.
    """
    found: dict[str, list[str]] = {}
    for name, code in (("billing_code", billing_code), ("ntpn", ntpn)):
        if code is not None and (sentence := _wrong_code(owed, name, code)):
            found[name] = [sentence]
    if ntpn and "ntpn" not in found and TreasuryReturn.objects.filter(ntpn=ntpn).exclude(pk=owed.pk).exists():
        found["ntpn"] = [
            f"NTPN {ntpn} sudah dipakai pengembalian lain. Satu bukti setor hanya untuk satu pengembalian."
        ]
    if paid_on is not None and (sentences := _wrong_day(owed, paid_on)):
        found["paid_on"] = sentences
    if amount is not None and not 0 < amount <= owed.amount:
        found["amount"] = [
            f"Setoran {format_rupiah(amount)} tidak mungkin: yang masih harus disetor {format_rupiah(owed.amount)}. "
            "Salin jumlah pada bukti penerimaan negara."
        ]
    return found


def proof_in(upload: Upload | None) -> tuple[Admitted | None, list[str]]:
    """The proof of a deposit, judged and not kept yet; or what is wrong with it, in sentences."""
    if upload is None:
        return None, ["Bukti setor belum dilampirkan. Unggah foto atau PDF bukti penerimaan negara."]
    try:
        return admit(upload, accept=EVIDENCE, label="Bukti setor"), []
    except Refused as refused:
        return None, [refused.sentence]


def _wrong_code(owed: TreasuryReturn, name: str, code: str) -> str:
    field = owed._meta.get_field(name)
    label = {"billing_code": "Kode billing"}.get(name, "NTPN")
    if not code:
        return f"{label} belum diisi. Salin dari bukti penerimaan negara."
    try:
        field.clean(code, owed)  # type: ignore[union-attr]
    except ValidationError as problem:
        return str(problem.messages[0])
    return ""


def _wrong_day(owed: TreasuryReturn, paid_on: date) -> list[str]:
    received_on = owed.instalment.disbursements.paid().aggregate(last=Max("sp2d_date"))["last"]
    sentences: list[str] = []
    try:
        require_not_future("Tanggal setor", paid_on)
        if received_on is not None:
            require_order("tanggal SP2D", received_on, "Tanggal setor", paid_on)
    except Refusal as refusal:
        sentences += refusal.sentences
    return sentences
