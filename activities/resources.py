"""Import of a month's sales: one flat row becomes a line of a draft."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from import_export.results import RowResult

from accounts.models import User
from activities.actions import NewSale, record_maker, record_sales
from activities.actions.sales import open_month
from activities.columns import SALES
from activities.models import Maker, SalesMonth
from activities.sums import share_of
from beneficiaries.identity import digits_of
from beneficiaries.models import Person
from imports.resources import ROW_NUMBER, FlatResource
from partners.models import Partner
from regulations.nik import nik_fault
from rupiah.format import format_rupiah
from rupiah.parse import parse_rupiah
from trail.refusal import Refusal
from vault.private import keyed_index, mask_nik

#: A person's or an LKS's id with the group: who makes, before there is a record of a maker.
Key = tuple[str, int, str]


@dataclass(slots=True)
class FlatSale:
    """A sale on one row; ``key`` tells whose it is, ``kept`` what the draft has of it already."""

    nik: str = ""
    name: str = ""
    product: str = ""
    amount: int | None = None
    due: int | None = None
    key: Key | None = None
    kept: tuple[int, int] | None = None
    #: What the row would record or change: attribute, what was, what will be.
    changes: list[tuple[str, Any, Any]] = field(default_factory=list, compare=False)

    def __str__(self) -> str:
        return self.name or mask_nik(self.nik)


class SaleResource(FlatResource):
    """Knows a sale by maker and product within one draft month. A maker is found by NIK in the office's register, or
    by a name that only one of its persons, or one of its LKS, has. Writes through the actions.
    """

    table = SALES

    class Meta(FlatResource.Meta):
        import_id_fields = ("nik", "name", "product")
        fields = import_order = tuple(SALES.attributes)

    def __init__(self, *, by: User, month: SalesMonth) -> None:
        super().__init__()
        self.by, self.month = by, open_month(month=month, by=by)
        self._by_nik: dict[str, tuple[Key, str]] = {}
        self._by_name: dict[str, set[Key]] = defaultdict(set)
        self._kept: dict[tuple[Key, str], tuple[int, int]] = {}
        self._rows: dict[tuple[Key, str], int] = {}
        self._new: list[FlatSale] = []

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Who these makers may be, and what the draft has of them already, in a few queries."""
        people = Person.objects.filter(office=self.month.office_id)
        for pk, index, name in people.values_list("pk", "nik_index", "name"):
            self._by_nik[index] = (("person", pk, ""), name)
            self._by_name[name.casefold()].add(("person", pk, ""))
        for pk, name in Partner.objects.filter(office=self.month.office_id).values_list("pk", "name"):
            self._by_name[name.casefold()].add(("partner", pk, ""))
        for line in self.month.lines.select_related("maker"):
            self._kept[key_of(line.maker), line.product.casefold()] = (line.amount, line.due)

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        row["nik"] = digits_of(row["nik"])
        row["product"] = " ".join(str(row["product"] or "").split())

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> FlatSale | None:
        key, _ = self._maker(row["nik"], str(row["name"] or ""))
        kept = self._kept.get((key, row["product"].casefold())) if key else None
        return FlatSale(nik=row["nik"], product=row["product"], key=key, kept=kept) if kept else None

    def init_instance(self, row: dict[str, Any] | None = None) -> FlatSale:
        return FlatSale(key=self._maker(row["nik"], str(row["name"] or ""))[0] if row else None)

    def normal(self, attribute: str, value: str | date) -> Any:
        if attribute in ("amount", "due"):
            text = str(value)
            return int(text) if text.isdecimal() and len(text) <= 15 else parse_rupiah(text)
        return value

    def name_of(self, row: dict[str, Any]) -> str:
        return str(row["name"] or "") or mask_nik(digits_of(row["nik"])) or "–"

    def skip_row(self, instance: FlatSale, original: FlatSale, row: dict[str, Any], errors: Any = None) -> bool:
        if instance.due is None and instance.amount is not None:
            instance.due = share_of(instance.amount, self.month.share_percent)
        was = instance.kept or (None, None)
        will = (instance.amount, instance.due)
        instance.changes = [
            (name, _rupiah(before), _rupiah(after))
            for name, before, after in zip(("amount", "due"), was, will, strict=True)
            if before != after
        ]
        return not instance.changes and not errors and instance.kept is not None

    def faults_of(self, instance: FlatSale, unreadable: frozenset[str]) -> dict[str, list[str]]:
        faults: dict[str, list[str]] = {}
        _, fault = self._maker(instance.nik, instance.name)
        if fault and "nik" not in unreadable:
            faults["nik" if instance.nik else "name"] = [fault]
        if not instance.product and "product" not in unreadable:
            faults["product"] = ["Produk wajib diisi."]
        elif len(instance.product) > 150:
            faults["product"] = ["Terlalu panjang: paling banyak 150 huruf."]
        if instance.amount is None and "amount" not in unreadable:
            faults["amount"] = ["Penjualan wajib diisi."]
        elif instance.amount is not None and instance.amount <= 0:
            faults["amount"] = ["Penjualan harus lebih dari nol."]
        if instance.amount is not None and instance.due is not None and not 0 <= instance.due <= instance.amount:
            faults["due"] = ["Bagian pembuat tidak dapat lebih dari penjualannya."]
        twice = self._rows.get((instance.key, instance.product.casefold())) if instance.key else None
        if twice is not None:
            faults.setdefault("product", []).append(f"Pembuat dan produk ini sudah ada pada baris {twice} berkas ini.")
        return faults

    def after_import_row(self, row: dict[str, Any], row_result: RowResult, **kwargs: Any) -> None:
        key, _ = self._maker(row["nik"], str(row["name"] or ""))
        if key:
            self._rows.setdefault((key, row["product"].casefold()), row[ROW_NUMBER])

    def write(self, instance: FlatSale) -> None:
        self._new.append(instance)

    def write_rest(self) -> None:
        flat, self._new = self._new, []
        try:
            sales = [NewSale(self._recorded(one), one.product, one.amount or 0, one.due) for one in flat]
            if sales:
                record_sales(month=self.month, sales=sales, by=self.by)
        except Refusal as refusal:
            raise ValidationError(list(refusal.sentences)) from refusal

    def _maker(self, nik: str, name: str) -> tuple[Key | None, str]:
        """Whose sale a row is, or a sentence that says why nobody knows."""
        if nik:
            if fault := nik_fault(nik):
                return None, f"NIK ini tidak mungkin benar: {fault[0]}; seharusnya {fault[1]}."
            found = self._by_nik.get(keyed_index(nik))
            return (
                (found[0], "")
                if found
                else (None, "NIK ini belum ada di daftar penerima kantor. Catat orangnya dahulu.")
            )
        name = " ".join(name.split())
        if not name:
            return None, "Isi NIK atau nama pembuat."
        keys = self._by_name.get(name.casefold(), set())
        if not keys and "," in name:
            lks, _, group = name.rpartition(",")
            owners = [key for key in self._by_name.get(lks.strip().casefold(), ()) if key[0] == "partner"]
            keys = {("partner", pk, group.strip()) for _, pk, _ in owners}
        if not keys:
            return None, "Nama ini bukan penerima dan bukan LKS kantor ini. Periksa ejaannya, atau isi NIK-nya."
        if len(keys) > 1:
            return None, "Lebih dari satu orang bernama ini. Isi NIK-nya."
        return next(iter(keys)), ""

    def _recorded(self, flat: FlatSale) -> Maker:
        assert flat.key is not None  # rows without one are not written
        kind, pk, group = flat.key
        if kind == "partner":
            return record_maker(by=self.by, partner=Partner.objects.get(pk=pk), group=group)
        return record_maker(by=self.by, nik=Person.objects.get(pk=pk).nik)


def key_of(maker: Maker) -> Key:
    if maker.person_id is not None:
        return "person", maker.person_id, ""
    assert maker.partner_id is not None  # the constraint says so
    return "partner", maker.partner_id, maker.group


def _rupiah(amount: int | None) -> str | None:
    return None if amount is None else format_rupiah(amount)
