"""Import of a distributor's answer: one flat row says of one recipient whether the money was handed over."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from import_export.results import RowResult

from accounts.models import User
from grants.actions.delivery_lists import Answer, record_answers
from grants.delivery_columns import DELIVERED, DELIVERIES, OUTCOMES, UNDELIVERED
from grants.models import Delivery, Disbursement
from imports.resources import ROW_NUMBER, FlatResource
from regulations.dates import tanggal
from trail.reasons import NotSaid, sentence_in
from trail.refusal import Refusal
from vault.private import keyed_index, mask_nik, mask_number

_RECORDED = {"delivered": DELIVERED, "undelivered": UNDELIVERED}


@dataclass(slots=True)
class FlatDelivery:
    """An answer on one row; ``delivery`` is the record that it is about, ``lost`` why none was found."""

    nik: str = ""
    name: str = ""
    account_number: str = ""
    outcome: str = ""
    delivered_on: date | None = None
    handed_over_by: str = ""
    reason: str = ""
    delivery: Delivery | None = field(default=None, compare=False)
    lost: str = field(default="", compare=False)
    #: What the row would record: attribute, what is, what will be.
    changes: list[tuple[str, Any, Any]] = field(default_factory=list, compare=False)

    def __str__(self) -> str:
        return self.delivery.recipient.name if self.delivery else self.name

    @property
    def is_delivered(self) -> bool:
        return self.outcome == DELIVERED

    @property
    def is_recorded(self) -> bool:
        """Whether just this is recorded already."""
        if self.delivery is None or _RECORDED.get(self.delivery.state) != self.outcome:
            return False
        return not self.is_delivered or self.delivery.delivered_on == self.delivered_on


class DeliveryResource(FlatResource):
    """Knows a recipient of ``payment`` by NIK, else by account number, else by a name that stands there once.

    Who is recorded already with the same outcome and day is left as they are; another outcome is wrong, for what was
    recorded is corrected by a person and a reason. Writes through the action, a part of the file at a time.
    """

    table = DELIVERIES

    class Meta(FlatResource.Meta):
        import_id_fields = ("nik",)
        fields = import_order = tuple(DELIVERIES.attributes)

    def __init__(self, *, by: User, payment: Disbursement) -> None:
        super().__init__()
        self.by = by
        self.payment = payment
        self._today = timezone.localdate()
        self._by_nik: dict[str, Delivery] = {}
        self._by_account: defaultdict[str, list[Delivery]] = defaultdict(list)
        self._by_name: defaultdict[str, list[Delivery]] = defaultdict(list)
        self._rows: dict[int, int] = {}
        self._answers: list[Answer] = []

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Read the payment's recipients once for the whole file; numbers stay encrypted, their indexes are compared."""
        if self._by_name:
            return
        deliveries = self.payment.deliveries.select_related("recipient").defer(
            "recipient__nik", "recipient__account_number"
        )
        for each in deliveries:
            self._by_nik[each.recipient.nik_index] = each
            self._by_name[_plain(each.recipient.name)].append(each)
            if each.recipient.account_index:
                self._by_account[each.recipient.account_index].append(each)

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        for name in ("nik", "account_number"):
            row[name] = "".join(str(row[name] or "").split())

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> FlatDelivery:
        delivery, lost = self._found(row)
        return FlatDelivery(delivery=delivery, lost=lost)

    def init_instance(self, row: dict[str, Any] | None = None) -> FlatDelivery:
        return FlatDelivery()

    def _found(self, row: dict[str, Any]) -> tuple[Delivery | None, str]:
        if row["nik"]:
            found = self._by_nik.get(keyed_index(row["nik"]))
            return found, "" if found else "NIK ini tidak ada di antara penerima penyaluran ini."
        if row["account_number"]:
            return _only(self._by_account.get(keyed_index(row["account_number"]), []), "Nomor rekening")
        if _plain(row["name"]):
            return _only(self._by_name.get(_plain(row["name"]), []), "Nama")
        return None, "NIK, nomor rekening, atau nama wajib diisi."

    def normal(self, attribute: str, value: str | date) -> Any:
        if attribute != "outcome":
            return value
        outcome = OUTCOMES.get(" ".join(str(value).casefold().split()))
        if outcome is None:
            raise ValueError(f"“{value}” tidak dikenal. Tulis {DELIVERED} atau {UNDELIVERED}.")
        return outcome

    def name_of(self, row: dict[str, Any]) -> str:
        return str(row["name"] or "") or mask_nik(row["nik"] or "") or mask_number(row["account_number"] or "") or "–"

    def skip_row(self, instance: FlatDelivery, original: FlatDelivery, row: dict[str, Any], errors: Any = None) -> bool:
        delivery = instance.delivery
        if delivery is None or errors:
            return False
        if delivery.state != "waiting":
            return delivery.pk not in self._rows and instance.is_recorded
        instance.changes = [("outcome", "Menunggu", instance.outcome)]
        for name in ("delivered_on", "handed_over_by") if instance.is_delivered else ("reason",):
            instance.changes.append((name, None, getattr(instance, name)))
        return False

    def faults_of(self, instance: FlatDelivery, unreadable: frozenset[str]) -> dict[str, list[str]]:
        if instance.delivery is None:
            return {"nik": [instance.lost]}
        wrong = {name: said for name, said in self._wrong_with(instance).items() if name not in unreadable}
        if (twice := self._rows.get(instance.delivery.pk)) is not None:
            wrong.setdefault("nik", []).append(f"Penerima ini sudah ada pada baris {twice} berkas ini.")
        return wrong

    def _wrong_with(self, flat: FlatDelivery) -> dict[str, list[str]]:
        assert flat.delivery is not None
        if not flat.outcome:
            return {"outcome": ["Status wajib diisi."]}
        recorded = _RECORDED.get(flat.delivery.state)
        if recorded and not flat.is_recorded:
            day = f" pada {tanggal(flat.delivery.delivered_on)}" if flat.delivery.delivered_on else ""
            said = f"Sudah tercatat {recorded.lower()}{day}. Bila itu keliru, betulkan dahulu di halaman penyerahan."
            return {"outcome": [said]}
        return {} if recorded else self._wrong_with_new(flat)

    def _wrong_with_new(self, flat: FlatDelivery) -> dict[str, list[str]]:
        if not flat.is_delivered:
            try:
                sentence_in(flat.reason, example="Penerima pindah alamat dan tidak dapat dihubungi.")
            except NotSaid as refusal:
                return {"reason": [" ".join(refusal.sentences)]}
            return {}
        wrong: dict[str, list[str]] = {}
        if not flat.handed_over_by:
            wrong["handed_over_by"] = ["Diserahkan oleh wajib diisi bila tersalurkan."]
        if flat.delivered_on is None:
            wrong["delivered_on"] = ["Tanggal wajib diisi bila tersalurkan."]
        elif flat.delivered_on > self._today:
            wrong["delivered_on"] = [f"{tanggal(flat.delivered_on)} belum terjadi. Periksa tanggalnya."]
        elif self.payment.sp2d_date and flat.delivered_on < self.payment.sp2d_date:
            wrong["delivered_on"] = [f"Mendahului tanggal SP2D, {tanggal(self.payment.sp2d_date)}."]
        return wrong

    def after_import_row(self, row: dict[str, Any], row_result: RowResult, **kwargs: Any) -> None:
        delivery, _ = self._found(row)
        if delivery is not None:
            self._rows.setdefault(delivery.pk, row[ROW_NUMBER])

    def write(self, instance: FlatDelivery) -> None:
        assert instance.delivery is not None, "a row without one is wrong"
        day = instance.delivered_on if instance.is_delivered else None
        said = instance.handed_over_by if instance.is_delivered else instance.reason
        self._answers.append(Answer(instance.delivery, day, said))

    def write_rest(self) -> None:
        answers = list(self._answers)
        self._answers.clear()
        if answers:
            try:
                record_answers(disbursement=self.payment, answers=answers, by=self.by)
            except Refusal as refusal:
                raise ValidationError(list(refusal.sentences)) from refusal


def _only(found: list[Delivery], what: str) -> tuple[Delivery | None, str]:
    if len(found) == 1:
        return found[0], ""
    if found:
        return None, f"{what} ini milik {len(found)} penerima. Isi NIK-nya."
    return None, f"{what} ini tidak ada di antara penerima penyaluran ini."


def _plain(name: Any) -> str:
    return "".join(character for character in str(name or "").casefold() if character.isalnum())
