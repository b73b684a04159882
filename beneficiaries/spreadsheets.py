"""Tables that go out. A NIK is masked in each of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from beneficiaries.models import Aid, Person, Repeat
from beneficiaries.shown import shown_repeats
from vault.tables import Table


def people_table(people: Iterable[Person]) -> Table:
    """The register as it is today: ages, no days of birth, for these would tell what the mask of a NIK hides."""
    today = timezone.localdate()
    headings = [
        ("NIK", 20),
        ("Nama", 30),
        ("Jenis kelamin", 14),
        ("Usia (tahun)", 14),
        ("Klaster", 30),
        ("Kategori PPKS", 34),
        ("Kabupaten/kota", 24),
        ("Provinsi", 20),
        ("Status", 20),
        ("Kantor", 34),
    ]
    rows = (
        [
            person.masked_nik,
            person.name,
            person.get_sex_display(),
            person.age_on(today),
            person.get_cluster_display(),
            person.get_category_display(),
            person.regency,
            person.province,
            person.state_label,
            person.office.name,
        ]
        for person in people
    )
    return Table("Penerima", headings, rows)


def aid_table(aid: Iterable[Aid]) -> Table:
    headings = [
        ("NIK", 20),
        ("Nama", 30),
        ("Diserahkan", 14),
        ("Komponen", 34),
        ("Bentuk", 12),
        ("Berupa", 36),
        ("Nilai (Rp)", 16),
        ("Nomor BAST", 20),
        ("LKS", 30),
        ("Sumber", 26),
        ("Status", 14),
        ("Alasan diberikan lagi", 40),
        ("Kantor", 34),
    ]
    rows = (
        [
            one.person.masked_nik,
            one.person.name,
            one.given_on,
            one.get_component_display(),
            one.get_form_display(),
            one.item,
            one.value,
            one.bast_number,
            one.partner.name if one.partner else "",
            one.get_source_display(),
            one.state_label,
            one.despite,
            one.office.name,
        ]
        for one in aid
    )
    return Table("Bantuan", headings, rows)


def repeats_table(user: User, repeats: QuerySet[Repeat]) -> Table:
    """What this reader may know of aid given again."""
    headings = [
        ("NIK", 20),
        ("Nama", 30),
        ("Komponen", 34),
        ("Bentuk", 12),
        ("Pertama", 20),
        ("Kantor pertama", 34),
        ("Lagi", 20),
        ("Kantor berikutnya", 34),
        ("Jarak (hari)", 12),
        ("Alasan", 40),
    ]
    rows = (
        [
            one.seen.person.masked_nik if one.seen else "",
            one.seen.person.name if one.seen else "",
            one.repeat.get_component_display(),
            one.repeat.get_form_display(),
            one.first.when,
            one.first.office,
            one.again.when,
            one.again.office,
            one.days_apart,
            one.reason,
        ]
        for one in shown_repeats(user, list(repeats))
    )
    return Table("Bantuan ganda", headings, rows)
