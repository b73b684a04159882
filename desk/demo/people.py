"""Offices and people of the demonstration. All persons are made up."""

from __future__ import annotations

from accounts.actions import open_account
from accounts.models import Office, User
from accounts.roles import Role

PASSWORD = "amanah-demo-2026"  # noqa: S105 — of made-up people, and shown on the sign-in page
DOMAIN = "demo.example"

BALAI = "450101"
OTHER_BALAI = "450202"
INSPECTORATE = "450909"

OFFICES = {
    BALAI: {
        "name": "Balai Karya “Mulya Jaya” Jakarta",
        "kind": Office.Kind.BALAI,
        "kppn": "139",
        "address": "Jalan Contoh Raya Nomor 1",
        "city": "Jakarta",
        "phone": "(021) 000000",
        "head_name": "Kartika Wulandari (contoh)",
    },
    OTHER_BALAI: {
        "name": "Balai Contoh “Harapan” Makassar",
        "kind": Office.Kind.BALAI,
        "kppn": "054",
        "address": "Jalan Contoh Pantai Nomor 2",
        "city": "Makassar",
        "phone": "(0411) 000000",
        "head_name": "Ridwan Tallasa (contoh)",
        "time_zone": Office.Zone.WITA,
    },
    INSPECTORATE: {
        "name": "Inspektorat Jenderal (contoh)",
        "kind": Office.Kind.INSPECTORATE,
        "city": "Jakarta",
        "head_name": "Inspektur Contoh",
    },
}

#: local part of the address → name, office, role
PEOPLE = {
    "keuangan": ("Sari Lestari", BALAI, Role.FINANCE),
    "verifikator": ("Vera Anggraini", BALAI, Role.VERIFIER),
    "ppk": ("Panji Nugroho", BALAI, Role.PPK),
    "ppspm": ("Satria Wibawa", BALAI, Role.PPSPM),
    "kpa": ("Kartika Wulandari", BALAI, Role.KPA),
    "auditor": ("Audi Prasetya", INSPECTORATE, Role.AUDITOR),
    "pengendali": ("Ira Kusnadi", INSPECTORATE, Role.AUDITOR),
    "inspektur": ("Indra Maulana", INSPECTORATE, Role.INSPECTOR),
    "hukum": ("Lela Kusumawati", BALAI, Role.LEGAL),
    "admin": ("Ade Firmansyah", BALAI, Role.ADMIN),
    "keuangan.harapan": ("Omar Daeng", OTHER_BALAI, Role.FINANCE),
    "verifikator.harapan": ("Vina Tenri", OTHER_BALAI, Role.VERIFIER),
    "ppk.harapan": ("Putri Bulan", OTHER_BALAI, Role.PPK),
    "kpa.harapan": ("Ridwan Tallasa", OTHER_BALAI, Role.KPA),
    "ppspm.harapan": ("Seno Makkawaru", OTHER_BALAI, Role.PPSPM),
}


def office(code: str) -> Office:
    """The office of this code; opened on first use."""
    found, _ = Office.objects.get_or_create(code=code, defaults=OFFICES[code])
    return found


def address(local: str) -> str:
    return f"{local}@{DOMAIN}"


def person(local: str) -> User:
    """Somebody of an office, by the local part of their address; their account is opened on first use."""
    found = User.objects.filter(email=address(local)).first()
    if found is not None:
        return found
    name, code, role = PEOPLE[local]
    return open_account(email=address(local), name=name, roles=[role], office=office(code), password=PASSWORD, by=None)
