"""The table of what other programmes (DTKS, PKH, BLT, KUBE) said of persons, as it comes in from Excel."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from import_export.results import RowResult

from accounts.models import User
from accounts.roles import Permission
from beneficiaries.actions.checks import FoundElsewhere, record_checks
from beneficiaries.choices import CheckResult, Programme
from beneficiaries.identity import digits_of
from beneficiaries.models import Person, ProgrammeCheck
from imports.columns import Column, FlatTable
from imports.models import ImportRun
from imports.registry import Importer
from imports.resources import ROW_NUMBER, FlatResource
from imports.template import empty_table
from regulations.dates import tanggal
from trail.parts import in_parts
from vault.private import keyed_index, mask_nik

CHECKS = FlatTable(
    "Pengecekan",
    "hasil pengecekan program",
    (
        Column("nik", "NIK", 24, "Wajib. 16 angka, sebagai teks.", required=True, is_identifier=True, is_private=True),
        Column("programme", "Program", 16, "Wajib. DTKS, PKH, BLT, KUBE, atau Prokus.", required=True),
        Column("result", "Hasil", 32, "Wajib. Seperti pada daftar pilihan.", required=True),
        Column("checked_on", "Tanggal pengecekan", 20, "Wajib. Hari datanya dilihat.", required=True, is_date=True),
        Column("note", "Keterangan", 40, "Boleh kosong. Tanpa NIK."),
    ),
    60_000,
)
_CHOICES = {"programme": Programme, "result": CheckResult}
_UNKNOWN_PERSON = "Orang ini belum ada pada daftar penerima kantor. Catat atau impor orangnya dahulu."


@dataclass(slots=True)
class FlatCheck:
    """A row; ``recorded`` is what is written down already of this person, programme and day."""

    nik: str = ""
    programme: str = ""
    result: str = ""
    checked_on: date | None = None
    note: str = ""
    recorded: str = ""
    changes: list[tuple[str, Any, Any]] = field(default_factory=list, compare=False)

    def __str__(self) -> str:
        return mask_nik(self.nik)


class CheckResource(FlatResource):
    """Knows a check by person, programme and day. One that is written down stays; another result for it is wrong."""

    table = CHECKS

    class Meta(FlatResource.Meta):
        import_id_fields = ("nik", "programme", "checked_on")
        fields = import_order = tuple(CHECKS.attributes)

    def __init__(self, *, by: User) -> None:
        super().__init__()
        self.by = by
        self._today = timezone.localdate()
        self._people: dict[str, int] = {}
        self._recorded: dict[tuple[int, str, date], str] = {}
        self._rows: dict[tuple[str, str, date | None], int] = {}
        self._new: list[FlatCheck] = []

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Find the persons of the office's register, and what is written down of them, in a few queries."""
        indexes = sorted({keyed_index(nik) for nik in map(digits_of, dataset["nik"]) if nik})
        for some in in_parts(indexes):
            people = Person.objects.filter(office=self.by.office, nik_index__in=some)
            self._people |= dict(people.values_list("nik_index", "pk"))
            checks = ProgrammeCheck.objects.filter(person__in=people.values("pk"))
            for person, programme, day, result in checks.values_list("person", "programme", "checked_on", "result"):
                self._recorded[person, programme, day] = result

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        row["nik"] = digits_of(row["nik"])

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> None:
        return None

    def init_instance(self, row: dict[str, Any] | None = None) -> FlatCheck:
        return FlatCheck()

    def normal(self, attribute: str, value: str | date) -> Any:
        return _chosen(attribute, str(value)) if attribute in _CHOICES else value

    def name_of(self, row: dict[str, Any]) -> str:
        return mask_nik(digits_of(row["nik"])) or "–"

    def skip_row(self, instance: FlatCheck, original: FlatCheck, row: dict[str, Any], errors: Any = None) -> bool:
        instance.changes = [(name, None, getattr(instance, name)) for name in CHECKS.attributes[1:]]
        known = self._of(instance)
        return known != "" and known == instance.result and not errors and self._key(instance) not in self._rows

    def faults_of(self, instance: FlatCheck, unreadable: frozenset[str]) -> dict[str, list[str]]:
        faults = {
            column.attribute: [f"{column.heading} wajib diisi."]
            for column in CHECKS.columns
            if column.required and column.attribute not in unreadable and not getattr(instance, column.attribute)
        }
        known = self._of(instance)
        if instance.nik and keyed_index(instance.nik) not in self._people:
            faults["nik"] = [_UNKNOWN_PERSON]
        elif (twice := self._rows.get(self._key(instance))) is not None:
            faults["nik"] = [f"Orang, program, dan tanggal ini sudah ada pada baris {twice} berkas ini."]
        elif known and instance.result and known != instance.result:
            faults["result"] = [f"Sudah dicatat “{CheckResult(known).label}” pada hari itu. Periksa tanggalnya."]
        if instance.checked_on and instance.checked_on > self._today:
            faults["checked_on"] = [f"{tanggal(instance.checked_on)} belum terjadi. Periksa tanggalnya."]
        if len(instance.note) > 300:
            faults["note"] = ["Keterangan terlalu panjang: paling banyak 300 huruf."]
        return faults

    def after_import_row(self, row: dict[str, Any], row_result: RowResult, **kwargs: Any) -> None:
        instance = row_result.instance
        if isinstance(instance, FlatCheck) and instance.nik:
            self._rows.setdefault(self._key(instance), row[ROW_NUMBER])

    def write(self, instance: FlatCheck) -> None:
        self._new.append(instance)

    def write_rest(self) -> None:
        found = [
            FoundElsewhere(self._people[keyed_index(each.nik)], each.programme, each.result, each.checked_on, each.note)
            for each in self._new
            if each.checked_on is not None
        ]
        self._new.clear()
        if found:
            record_checks(found=found, by=self.by)

    def _of(self, instance: FlatCheck) -> str:
        person = self._people.get(keyed_index(instance.nik)) if instance.nik else None
        if person is None or instance.checked_on is None:
            return ""
        return self._recorded.get((person, instance.programme, instance.checked_on), "")

    @staticmethod
    def _key(instance: FlatCheck) -> tuple[str, str, date | None]:
        return instance.nik, instance.programme, instance.checked_on


def _chosen(attribute: str, typed: str) -> str:
    choices = _CHOICES[attribute]
    by_label = {label.casefold(): value for value, label in choices.choices}
    value = by_label.get(" ".join(typed.split()).casefold())
    if value is None:
        raise ValueError(f"“{typed}” tidak dikenal. Pilih salah satu: {', '.join(_labels(attribute))}.")
    return str(value)


def _labels(attribute: str) -> list[str]:
    return [str(label) for label in _CHOICES[attribute].labels]


def _template() -> bytes:
    notes = (
        "Satu baris untuk satu orang dan satu program, mulai baris 2 lembar Pengecekan. Baris judul jangan diubah.",
        "Orangnya sudah ada pada daftar penerima kantor. Yang sudah dicatat tidak diubah.",
    )
    return empty_table(CHECKS, notes=notes, choices={name: _labels(name) for name in _CHOICES})


def _done(run: ImportRun) -> str:
    return f"Impor selesai: {run.new} hasil pengecekan dicatat."


CHECK_LIST = Importer(
    kind="pengecekan",
    table=CHECKS,
    resource=lambda by, context: CheckResource(by=by),
    permission=Permission.MANAGE_BENEFICIARIES,
    title="Impor hasil pengecekan program lain",
    list_title="Penerima manfaat",
    row_title="NIK",
    how=(
        "Satu baris untuk satu orang dan satu program: DTKS, PKH, BLT, KUBE, atau Prokus.",
        "Hasilnya tampak pada halaman orangnya, pada saringan daftar penerima, dan saat bantuan baginya dicatat.",
        "Amanah tidak tersambung ke program-program itu: datanya dilihat di sana, lalu dibawa ke sini.",
    ),
    template=_template,
    verb="person.check_list",
    done=_done,
    back=lambda context: reverse("beneficiaries:people"),
)
