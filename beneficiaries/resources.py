"""Import of persons: one flat row becomes a record in the register of the office."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from import_export.results import RowResult

from accounts.models import User
from beneficiaries.actions import NewPerson, record_people, revise_person
from beneficiaries.choices import CATEGORIES, Cluster
from beneficiaries.columns import PEOPLE
from beneficiaries.identity import birth_of, digits_of
from beneficiaries.models import Person
from beneficiaries.permissions import require_managing
from imports.resources import ROW_NUMBER, FlatResource
from partners.regions import find_regency, unknown_origin, unknown_regency
from regulations.nik import nik_fault
from trail.parts import in_parts
from vault.private import keyed_index, mask_nik

_CLUSTERS = {label.casefold(): value for value, label in Cluster.choices}
_CATEGORIES = {label.casefold(): value for value, label in CATEGORIES}
_LABELS = {**dict(Cluster.choices), **dict(CATEGORIES)}
#: What a row may change of a person who is there already; a blank cell leaves what is there.
_REVISABLE = ("name", "cluster", "category", "regency")


@dataclass(slots=True)
class FlatPerson:
    """A person on one row; ``pk`` is that of who stands in the register already."""

    pk: int | None = None
    nik: str = ""
    name: str = ""
    cluster: str = ""
    category: str = ""
    regency: str = ""
    born_on: date | None = None
    #: What the row would change: attribute, what was, what will be.
    changes: list[tuple[str, Any, Any]] = field(default_factory=list, compare=False)

    def __str__(self) -> str:
        return mask_nik(self.nik)


class PersonResource(FlatResource):
    """Knows a person by NIK within the register of the office of ``by``. Writes through the actions."""

    table = PEOPLE

    class Meta(FlatResource.Meta):
        import_id_fields = ("nik",)
        fields = import_order = tuple(PEOPLE.attributes)

    def __init__(self, *, by: User) -> None:
        super().__init__()
        self.by = by
        self._today = timezone.localdate()
        self._known: dict[str, tuple[Any, ...]] = {}
        self._rows_by_nik: dict[str, int] = {}
        self._new: list[FlatPerson] = []

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Find who stands in the office's register already, in a few queries."""
        indexes = sorted({keyed_index(nik) for nik in map(digits_of, dataset["nik"]) if nik})
        self._known = {}
        for some in in_parts(indexes):
            known = Person.objects.filter(office=self.by.office, nik_index__in=some)
            self._known |= {row[0]: row[1:] for row in known.values_list("nik_index", "pk", *_REVISABLE)}

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        row["nik"] = digits_of(row["nik"])

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> FlatPerson | None:
        known = self._known.get(keyed_index(row["nik"])) if row["nik"] else None
        return FlatPerson(known[0], row["nik"], *known[1:]) if known else None

    def init_instance(self, row: dict[str, Any] | None = None) -> FlatPerson:
        return FlatPerson()

    def normal(self, attribute: str, value: str | date) -> Any:
        if attribute == "cluster":
            return _chosen(str(value), _CLUSTERS, "klaster")
        if attribute == "category":
            return _chosen(str(value), _CATEGORIES, "kategori PPKS")
        if attribute == "regency":
            found = find_regency(str(value))
            if found is None:
                raise ValueError(unknown_regency(str(value)))
            return found.name
        return value

    def name_of(self, row: dict[str, Any]) -> str:
        return mask_nik(digits_of(row["nik"])) or "–"

    def skip_row(self, instance: FlatPerson, original: FlatPerson, row: dict[str, Any], errors: Any = None) -> bool:
        known = self._known.get(keyed_index(instance.nik), ()) if instance.pk else ()
        were = dict(zip(_REVISABLE, known[1:] or ("",) * len(_REVISABLE), strict=True))
        instance.changes = [
            (name, _shown(was), _shown(will)) for name, was in were.items() if (will := getattr(instance, name)) != was
        ]
        return not instance.changes and not errors and instance.pk is not None

    def faults_of(self, instance: FlatPerson, unreadable: frozenset[str]) -> dict[str, list[str]]:
        faults: dict[str, list[str]] = {}
        for name in ("nik", "name", "cluster"):
            if not getattr(instance, name) and name not in unreadable:
                faults[name] = [f"{PEOPLE.column(name).heading} wajib diisi."]
        fault = nik_fault(instance.nik) if instance.nik else None
        if fault:
            faults["nik"] = [f"NIK ini tidak mungkin benar: {fault[0]}; seharusnya {fault[1]}."]
        elif instance.nik and instance.born_on:
            try:
                birth_of(instance.nik, on=self._today, told=instance.born_on)
            except ValueError as problem:
                faults["born_on"] = [str(problem)]
        if len(instance.name) > 200:
            faults["name"] = ["Nama terlalu panjang: paling banyak 200 huruf."]
        twice = self._rows_by_nik.get(instance.nik)
        if twice is not None:
            faults.setdefault("nik", []).append(f"Orang ini sudah ada pada baris {twice} berkas ini.")
        return faults

    def notes_of(self, instance: FlatPerson) -> dict[str, list[str]]:
        doubt = unknown_origin(instance.nik)
        return {"nik": [doubt]} if doubt else {}

    def after_import_row(self, row: dict[str, Any], row_result: RowResult, **kwargs: Any) -> None:
        if row["nik"]:
            self._rows_by_nik.setdefault(row["nik"], row[ROW_NUMBER])

    def write(self, instance: FlatPerson) -> None:
        if instance.pk is None:
            self._new.append(instance)
        else:
            fields = {name: will for name in _REVISABLE if (will := getattr(instance, name))}
            revise_person(person=Person.objects.get(pk=instance.pk), by=self.by, **fields)

    def write_rest(self) -> None:
        people = [_new_person(flat) for flat in self._new]
        self._new.clear()
        if people and self.by.office is not None:
            require_managing(self.by, "mencatat penerima manfaat")
            record_people(people=people, office=self.by.office, by=self.by)


def _new_person(flat: FlatPerson) -> NewPerson:
    region = find_regency(flat.regency)
    return NewPerson(
        nik=flat.nik,
        name=flat.name,
        cluster=flat.cluster,
        category=flat.category,
        regency=flat.regency,
        regency_code=region.code if region else "",
        province=region.province if region else "",
        born_on=flat.born_on,
    )


def _chosen(typed: str, choices: dict[str, str], what: str) -> str:
    value = choices.get(typed.casefold()) or (typed if typed in choices.values() else None)
    if value is None:
        raise ValueError(f"“{typed}” bukan {what}. Pilih seperti pada lembar petunjuk templat.")
    return value


def _shown(value: Any) -> Any:
    return _LABELS.get(value, value)
