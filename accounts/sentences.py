"""What happened to people and offices, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from accounts.roles import Role
from trail.changed import Label


def _roles(held: Iterable[str] | None, _: object) -> str:
    return ", ".join(Role(role).label if role in set(Role) else role for role in held or ())


SENTENCES = {
    "user.open": "Akun dibuka",
    "user.roles": "Peran diubah",
    "user.close": "Akun ditutup",
    "user.reopen": "Akun dibuka kembali",
    "office.revise": "Data kantor diubah",
    "record.look": "{what} dibuka pemeriksa",
    "record.find": "Dicari pemeriksa dengan NIK seseorang, dan ditemukan",
    "record.find_nobody": "Mencari dengan NIK; tidak ada yang ditemukan",
    "savedfilter.save": "Saringan daftar disimpan",
    "savedfilter.forget": "Saringan daftar dihapus",
}

LABELS: dict[str, Mapping[str, Label]] = {"user.roles": {"": ("peran", _roles)}}
