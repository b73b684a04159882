"""What happened to LKS and agreements, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts.roles import Role
from partners.models import Agreement, Partner
from rupiah.format import format_rupiah

_MONEY = {"value"}
_PARTS = {"budget": "RAB", "instalments": "termin"}
#: A change of a longer text is only named.
_SHORT = 60


def _changes(data: Mapping[str, Any], model: type[Partner | Agreement]) -> str:
    parts = []
    for name, change in data.get("changes", {}).items():
        if name in _PARTS:
            parts.append(_PARTS[name])
            continue
        label = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        if name in _MONEY:
            parts.append(f"{label} {format_rupiah(change['from'])} → {format_rupiah(change['to'])}")
        elif isinstance(change["to"], str) and len(change["to"]) <= _SHORT:
            parts.append(f"{label} “{change['from'] or '–'}” → “{change['to'] or '–'}”")
        else:
            parts.append(label)
    return f"Diubah: {'; '.join(parts)}"


def _appointed(data: Mapping[str, Any]) -> str:
    replaced = f", menggantikan {data['from']}" if data.get("from") else ""
    return f"{_role(data)} ditetapkan: {data.get('to', '–')}{replaced}"


def _role(data: Mapping[str, Any]) -> str:
    return Role(data["role"]).label if data.get("role") else "Pengurus"


def _drafted(data: Mapping[str, Any]) -> str:
    return f"Konsep perjanjian disusun, nilai {format_rupiah(data.get('value') or 0)}"


SENTENCES = {
    "partner.register": "LKS didaftarkan",
    "partner.import": "Daftar LKS diimpor",
    "partner.revise": lambda data: _changes(data, Partner),
    "partner.appoint": _appointed,
    "partner.officer": lambda data: f"Data {_role(data).lower()} {data.get('officer', '')} diperbarui",
    "partner.document": "Dokumen dicatat: {document}",
    "partner.account": "Rekening dicatat: {to}",
    "agreement.draft": _drafted,
    "agreement.revise": lambda data: _changes(data, Agreement),
    "agreement.discard": "Konsep perjanjian dihapus",
    "agreement.propose": "Perjanjian diajukan untuk disetujui",
    "agreement.send_back": "Perjanjian dikembalikan ke penyusun",
    "agreement.activate": "Perjanjian disetujui dan berlaku",
    "agreement.close": "Perjanjian dinyatakan selesai",
}
