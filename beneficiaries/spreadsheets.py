"""Lists of this room as they go out. A NIK is masked in each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from django.utils import timezone

from accounts.models import User
from beneficiaries.models import Person, Repeat
from beneficiaries.shown import ShownRepeat, shown_repeats
from vault.exports import Column, ListExport


class PeopleExport(ListExport):
    """The register as it is today: ages, no days of birth, for these would tell what the mask of a NIK hides."""

    title = "Penerima"
    nik = Column("NIK", 20, "masked_nik")
    name = Column("Nama", 30)
    sex = Column("Jenis kelamin", 14, "get_sex_display")
    age = Column("Usia (tahun)", 14)
    cluster = Column("Klaster", 30, "get_cluster_display")
    category = Column("Kategori PPKS", 34, "get_category_display")
    regency = Column("Kabupaten/kota", 24)
    province = Column("Provinsi", 20)
    state = Column("Status", 20, "state_label")
    office = Column("Kantor", 34, "office__name")

    def __init__(self) -> None:
        super().__init__()
        self.today = timezone.localdate()

    def dehydrate_age(self, person: Person) -> int | None:
        return person.age_on(self.today)


class AidExport(ListExport):
    """Aid as it was given."""

    title = "Bantuan"
    nik = Column("NIK", 20, "person__masked_nik")
    name = Column("Nama", 30, "person__name")
    given_on = Column("Diserahkan", 14)
    component = Column("Komponen", 34, "get_component_display")
    form = Column("Bentuk", 12, "get_form_display")
    item = Column("Berupa", 36)
    value = Column("Nilai (Rp)", 16)
    bast_number = Column("Nomor BAST", 20)
    partner = Column("LKS", 30, "partner__name")
    source = Column("Sumber", 26, "get_source_display")
    state = Column("Status", 14, "state_label")
    despite = Column("Alasan diberikan lagi", 40)
    office = Column("Kantor", 34, "office__name")


class RepeatsExport(ListExport):
    """What this reader may know of aid given again."""

    title = "Bantuan ganda"
    nik = Column("NIK", 20, "seen__person__masked_nik")
    name = Column("Nama", 30, "seen__person__name")
    component = Column("Komponen", 34, "repeat__get_component_display")
    form = Column("Bentuk", 12, "repeat__get_form_display")
    first_when = Column("Pertama", 20, "first__when")
    first_office = Column("Kantor pertama", 34, "first__office")
    again_when = Column("Lagi", 20, "again__when")
    again_office = Column("Kantor berikutnya", 34, "again__office")
    days_apart = Column("Jarak (hari)", 12)
    reason = Column("Alasan", 40)

    def __init__(self, reader: User) -> None:
        super().__init__()
        self.reader = reader

    def iter_queryset(self, queryset: Iterable[Repeat]) -> Iterator[ShownRepeat]:
        repeats = super().iter_queryset(queryset)
        while some := list(islice(repeats, self.get_chunk_size())):
            yield from shown_repeats(self.reader, some)
