"""Import of a decree's recipients: one flat row becomes a person on the list of a draft."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from import_export.results import RowResult

from accounts.models import User
from beneficiaries.deaths import KnownElsewhere
from beneficiaries.models import Person
from beneficiaries.repeated import AidKind, PastAid, aid_before, told_to
from grants.actions.recipients import REVISABLE, require_open_list, take_recipients
from grants.deaths import recorded_here_and_elsewhere
from grants.models import Decree, DecreeRecipient
from grants.recipient_columns import RECIPIENTS
from imports.resources import ROW_NUMBER, FlatResource
from partners.choices import AssistanceForm, AtensiComponent
from partners.regions import unknown_origin
from regulations.dates import tanggal
from regulations.nik import digits_of, nik_fault
from rupiah.format import format_rupiah
from rupiah.parse import parse_rupiah
from vault.private import keyed_index, mask_nik, mask_number

_COMPONENTS = {label.casefold(): value for value, label in AtensiComponent.choices}
_FORMS = {label.casefold(): value for value, label in AssistanceForm.choices}
_LABELS = dict(AtensiComponent.choices) | dict(AssistanceForm.choices)
_ACCOUNT = re.compile(r"[0-9]{5,30}")
_ONE_BY_ONE = "Bila masih hidup, masukkan orang ini satu per satu di halaman SK, dengan alasannya."
_LONGEST = {"name": 200, "bank": 80, "account_holder": 200}
_KEPT = ("pk", "name", "component", "form", "amount", "bank", "account_index", "account_holder", "despite")


@dataclass(slots=True)
class FlatRecipient:
    """A person on one row; ``kept`` is what the list has of this person already, in the order of ``_KEPT``."""

    nik: str = ""
    name: str = ""
    component: str = ""
    form: str = ""
    amount: int | None = None
    bank: str = ""
    account_number: str = ""
    account_holder: str = ""
    index: str = ""
    kept: tuple[Any, ...] | None = None
    #: What the row would record or change: attribute, what was, what will be.
    changes: list[tuple[str, Any, Any]] = field(default_factory=list, compare=False)
    notes: dict[str, list[str]] = field(default_factory=dict, compare=False)

    def __str__(self) -> str:
        return f"{mask_nik(self.nik)} {self.name}"


class RecipientResource(FlatResource):
    """Knows a person by NIK on the list of one draft decree, which is read once: a long file asks no question for a
    row. What is odd but may be right (aid of the same kind elsewhere, an account that two persons share) is told and
    holds nothing back; who is known to have died cannot be taken.

    Writes through the action, a part of the file at a time.
    """

    table = RECIPIENTS

    class Meta(FlatResource.Meta):
        import_id_fields = ("nik",)
        fields = import_order = tuple(RECIPIENTS.attributes)

    def __init__(self, *, by: User, decree: Decree) -> None:
        super().__init__()
        require_open_list(decree)
        self.by, self.decree = by, decree
        self._agreement = decree.agreement
        rows = decree.recipients.order_by().values_list("nik_index", *_KEPT)
        self._kept = {row[0]: row[1:] for row in rows.iterator(chunk_size=2_000)}
        self._account_of = {row[6]: index for index, row in self._kept.items() if row[6]}
        self._rows_by_nik: dict[str, int] = {}
        self._rows_by_account: dict[str, int] = {}
        self._indexes: dict[str, str] = {}
        self._died: dict[str, date] = {}
        self._doubted: dict[str, KnownElsewhere] = {}
        self._names: dict[str, str] = {}
        self._aided: dict[AidKind, list[PastAid]] = {}
        self._told: dict[PastAid, str] = {}
        self._new: list[DecreeRecipient] = []
        self._changed: list[DecreeRecipient] = []

    # What a part of the file is judged by, asked for once

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Who of these people has died or been aided already, in a few queries."""
        niks = [digits_of(nik) for nik in dataset["nik"]]
        self._indexes = {nik: keyed_index(nik) for nik in niks if nik}
        office = self._agreement.partner.office_id
        self._died, self._doubted = recorded_here_and_elsewhere(office, self._indexes.values())
        registered = Person.objects.filter(office=office, nik_index__in=list(self._indexes.values()))
        self._names = dict(registered.order_by().values_list("nik_index", "name"))
        kinds = [
            AidKind(self._indexes[nik], _COMPONENTS.get(str(component).casefold(), ""), self._form(form))
            for nik, component, form in zip(niks, dataset["component"], dataset["form"], strict=True)
            if nik
        ]
        self._aided = {
            kind: elsewhere
            for kind, found in aid_before(kinds).items()
            if (elsewhere := [past for past in found if past.agreement_id != self._agreement.pk])
        }
        past = [one for found in self._aided.values() for one in found]
        self._told = {one: told.sentence for one, told in zip(past, told_to(self.by, past), strict=True)}

    def _form(self, typed: Any) -> str:
        return _FORMS.get(str(typed).casefold(), "") if typed else str(self._agreement.form)

    # A row

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        row["nik"] = digits_of(row["nik"])

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> FlatRecipient | None:
        index = self._indexes.get(row["nik"], "")
        kept = self._kept.get(index)
        return FlatRecipient(nik=row["nik"], index=index, kept=kept) if kept else None

    def init_instance(self, row: dict[str, Any] | None = None) -> FlatRecipient:
        return FlatRecipient(index=self._indexes.get(row["nik"], "") if row else "")

    def normal(self, attribute: str, value: str | date) -> Any:
        text = str(value)
        if attribute == "amount":
            return int(text) if text.isdecimal() and len(text) <= 15 else parse_rupiah(text)
        if attribute == "component":
            return _chosen(text, _COMPONENTS, "komponen ATENSI")
        if attribute == "form":
            return _chosen(text, _FORMS, "bentuk bantuan")
        return _digits(text) if attribute == "account_number" else value

    def name_of(self, row: dict[str, Any]) -> str:
        return mask_nik(digits_of(row["nik"])) or "–"

    def skip_row(
        self, instance: FlatRecipient, original: FlatRecipient, row: dict[str, Any], errors: Any = None
    ) -> bool:
        instance.form = instance.form or str(self._agreement.form)
        instance.notes = self._odd_about(instance)
        if instance.kept is None:
            instance.changes = [
                ("amount", None, _rupiah(instance.amount)),
                ("form", None, _LABELS.get(instance.form)),
            ]
            if instance.account_number:
                instance.changes.append(("account_number", None, mask_number(instance.account_number)))
            return False
        instance.changes = _differences(instance)
        return not instance.changes and not errors and instance.nik not in self._rows_by_nik

    def faults_of(self, instance: FlatRecipient, unreadable: frozenset[str]) -> dict[str, list[str]]:
        faults = {name: [sentence] for name, sentence in _wrong_with(instance) if name not in unreadable}
        if instance.amount is not None and instance.amount > self._agreement.value:
            faults["amount"] = [f"Lebih dari nilai PKS, {format_rupiah(self._agreement.value)}."]
        twice = self._rows_by_nik.get(instance.nik)
        if twice is not None:
            faults.setdefault("nik", []).append(f"Orang ini sudah ada pada baris {twice} berkas ini.")
        died = self._died.get(instance.index)
        if died is not None:
            faults.setdefault("nik", []).append(f"Orang ini tercatat meninggal {tanggal(died)}.")
        doubted = self._doubted.get(instance.index)
        if doubted is not None and not (instance.kept and instance.kept[-1]):
            faults.setdefault("nik", []).append(f"{doubted.sentence} {_ONE_BY_ONE}")
        return faults

    def notes_of(self, instance: FlatRecipient) -> dict[str, list[str]]:
        return instance.notes

    def _odd_about(self, instance: FlatRecipient) -> dict[str, list[str]]:
        doubt = unknown_origin(instance.nik)
        notes: dict[str, list[str]] = {"nik": [doubt]} if doubt else {}
        registered = self._names.get(instance.index)
        if registered and instance.name and _plain(registered) != _plain(instance.name):
            notes["name"] = [f"NIK ini di daftar penerima kantor Anda atas nama {registered}. Cocokkan dengan KTP-nya."]
        aided = self._aided.get(AidKind(instance.index, instance.component, instance.form)) if self._aided else None
        if aided:
            notes["component"] = [f"Sudah dibantu sejenis: {self._told[past]}." for past in aided]
        if instance.account_number:
            row = self._rows_by_account.get(instance.account_number)
            if row is not None:
                notes["account_number"] = [f"Rekening ini juga dipakai baris {row} berkas ini."]
            elif self._account_of:
                holder = self._account_of.get(keyed_index(instance.account_number))
                if holder not in (None, instance.index):
                    notes["account_number"] = ["Rekening ini sudah dipakai penerima lain pada daftar SK."]
        return notes

    def after_import_row(self, row: dict[str, Any], row_result: RowResult, **kwargs: Any) -> None:
        if row["nik"]:
            self._rows_by_nik.setdefault(row["nik"], row[ROW_NUMBER])
        account = _digits(row["account_number"])
        if account:
            self._rows_by_account.setdefault(account, row[ROW_NUMBER])

    # Writing

    def write(self, instance: FlatRecipient) -> None:
        person = DecreeRecipient(nik=instance.nik, nik_index=instance.index)
        for name in REVISABLE:
            setattr(person, name, getattr(instance, name))
        if instance.kept is None:
            self._new.append(person)
        else:
            person.pk = instance.kept[0]
            self._changed.append(person)

    def write_rest(self) -> None:
        new, changed = self._new, self._changed
        self._new, self._changed = [], []
        if new or changed:
            take_recipients(decree=self.decree, new=new, changed=changed, by=self.by)


def _plain(name: str) -> str:
    """A name without what is no letter: “SITI, S.Pd” is not the same as “Siti”, “siti  aminah” is “Siti Aminah”."""
    return " ".join(re.findall(r"\w+", name.casefold()))


def _differences(instance: FlatRecipient) -> list[tuple[str, Any, Any]]:
    """What a row would change of who is there already: a number that is kept encrypted is not opened to be shown."""
    kept = dict(zip(_KEPT, instance.kept or (), strict=True))
    changes = [
        (name, _shown(name, kept[name]), _shown(name, getattr(instance, name)))
        for name in ("name", "component", "form", "amount", "bank", "account_holder")
        if getattr(instance, name) != kept[name]
    ]
    number = instance.account_number
    if (keyed_index(number) if number else "") != kept["account_index"]:
        changes.append(("account_number", "nomor lain" if kept["account_index"] else None, mask_number(number)))
    return changes


def _wrong_with(flat: FlatRecipient) -> list[tuple[str, str]]:
    """Attribute and sentence for everything in the row that could not be kept."""
    wrong = [
        (name, f"{RECIPIENTS.column(name).heading} wajib diisi.") for name in ("nik", "name") if not getattr(flat, name)
    ]
    if flat.amount is None:
        wrong.append(("amount", "Jumlah wajib diisi."))
    elif flat.amount <= 0:
        wrong.append(("amount", "Jumlah harus lebih dari nol."))
    fault = nik_fault(flat.nik) if flat.nik else None
    if fault:
        wrong.append(("nik", f"NIK ini tidak mungkin benar: {fault[0]}; seharusnya {fault[1]}."))
    for name, longest in _LONGEST.items():
        if len(getattr(flat, name)) > longest:
            wrong.append((name, f"Terlalu panjang: paling banyak {longest} huruf."))
    if flat.account_number:
        if not _ACCOUNT.fullmatch(flat.account_number):
            wrong.append(("account_number", "Nomor rekening hanya angka, 5–30."))
        if not flat.bank:
            wrong.append(("bank", "Wajib diisi karena nomor rekening diisi."))
        if not flat.account_holder:
            wrong.append(("account_holder", "Wajib diisi karena nomor rekening diisi."))
    return wrong


def _digits(value: Any) -> str:
    """A number as it is kept: without the blanks that people group its digits by."""
    return "".join(str(value or "").split())


def _chosen(typed: str, choices: dict[str, str], what: str) -> str:
    value = choices.get(typed.casefold())
    if value is None:
        raise ValueError(f"“{typed}” bukan {what}. Pilih seperti pada templat.")
    return value


def _rupiah(amount: int | None) -> str | None:
    return None if amount is None else format_rupiah(amount)


def _shown(name: str, value: Any) -> Any:
    return _rupiah(value) if name == "amount" else _LABELS.get(value, value)
