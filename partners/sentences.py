"""What happened to LKS and agreements, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts.roles import Role
from partners.choices import AtensiComponent
from rupiah.format import format_rupiah
from trail.changed import Label
from trail.telling import day_in_words


def _lines(here: Any, there: Any) -> str:
    """The lines of a RAB that stand at this end of a change and not, or otherwise, at the other."""
    told = [
        f"{line.get('code', '–')} {line.get('description', '')}, {line.get('volume', '–')} {line.get('unit', '')} × "
        f"{format_rupiah(line.get('unit_price') or 0)}"
        for line in here or ()
        if line not in (there or ())
    ]
    return "; ".join(told)


def _instalments(here: Any, there: Any) -> str:
    told = [
        f"termin {part.get('number', '–')} {format_rupiah(part.get('amount') or 0)}, "
        f"{day_in_words(part.get('planned_on'))}"
        for part in here or ()
        if part not in (there or ())
    ]
    return "; ".join(told)


def _components(here: Any, _: Any) -> str:
    return ", ".join(str(AtensiComponent(one).label) if one in AtensiComponent.values else one for one in here or ())


def _appointed(data: Mapping[str, Any]) -> str:
    replaced = f", menggantikan {data['from']}" if data.get("from") else ""
    return f"{_role(data)} ditetapkan: {data.get('to', '–')}{replaced}"


def _role(data: Mapping[str, Any]) -> str:
    return Role(data["role"]).label if data.get("role") else "Pengurus"


def _drafted(data: Mapping[str, Any]) -> str:
    return f"Konsep perjanjian disusun, nilai {format_rupiah(data.get('value') or 0)}"


def _amended(data: Mapping[str, Any]) -> str:
    parts = []
    match data.get("value"):
        case [int(before), int(after)] if before != after:
            parts.append(f"nilai {format_rupiah(before)} → {format_rupiah(after)}")
    match data.get("ends_on"):
        case [str(was), str(now)] if was != now:
            parts.append(f"berakhir {day_in_words(was)} → {day_in_words(now)}")
    return f"Diubah dengan adendum {data.get('addendum', '')}: {'; '.join(parts) or 'RAB atau termin'}"


def _terminated(data: Mapping[str, Any]) -> str:
    still = data.get("open") or []
    left = f"; {len(still)} kewajiban masih terbuka" if still else ""
    day = data.get("terminated_on")
    return f"Perjanjian diputus{f' per {day_in_words(day)}' if day else ''}{left}"


def _condition(data: Mapping[str, Any]) -> str:
    years = data.get("to")
    return f"Syarat perjanjian baru: bimtek dalam {years} tahun terakhir" if years else "Syarat bimtek dihapus"


def _participant(data: Mapping[str, Any]) -> str:
    return f"Peserta {data.get('partner', '–')} dicatat: {str(data.get('presence', '–')).lower()}"


def _lift_granted(data: Mapping[str, Any]) -> str:
    until = data.get("valid_until")
    return f"Sanksi dicabut sementara{f' sampai {day_in_words(until)}' if until else ''}"


def _account(data: Mapping[str, Any]) -> str:
    if data.get("from"):
        return f"Rekening berubah dari {data['from']} ke {data.get('to', 'yang lain')}"
    return f"Rekening dicatat: {data.get('to', '')}".removesuffix(": ")


SENTENCES = {
    "partner.register": "LKS didaftarkan",
    "partner.import": "Daftar LKS diimpor",
    "partner.revise": "Data LKS diubah",
    "partner.appoint": _appointed,
    "partner.officer": lambda data: f"Data {_role(data).lower()} {data.get('officer', '')} diperbarui",
    "partner.document": "Dokumen dicatat: {document}",
    "partner.account": _account,
    "partner.account_reason": "Alasan rekening {to} ditulis",
    "agreement.draft": _drafted,
    "agreement.revise": "Konsep perjanjian diubah",
    "agreement.discard": "Konsep perjanjian dihapus",
    "agreement.propose": "Perjanjian diajukan untuk disetujui",
    "agreement.send_back": "Perjanjian dikembalikan ke penyusun",
    "agreement.activate": "Perjanjian disetujui dan berlaku",
    "agreement.close": "Perjanjian dinyatakan selesai",
    "agreement.terminate": _terminated,
    "termination.ask": lambda data: f"Pemutusan per {day_in_words(data.get('terminated_on'))} diminta",
    "termination.approve": "Pemutusan disetujui; perjanjian berakhir",
    "termination.refuse": "Permintaan pemutusan ditolak",
    "termination.withdraw": "Permintaan pemutusan ditarik",
    "agreement.amend": _amended,
    "addendum.draft": "Konsep adendum disusun",
    "addendum.revise": "Konsep adendum diubah",
    "addendum.propose": "Adendum diajukan untuk disetujui",
    "addendum.drop": "Konsep adendum dibatalkan",
    "addendum.send_back": "Adendum dikembalikan ke penyusun",
    "addendum.approve": "Adendum nomor {number} disetujui dan digabungkan ke perjanjian",
    "sanctionlift.ask": "Pencabutan sanksi diminta",
    "sanctionlift.grant": _lift_granted,
    "sanctionlift.refuse": "Permintaan pencabutan sanksi ditolak",
    "sanctionlift.withdraw": "Pencabutan sanksi ditarik",
    "training.record": "Bimtek dicatat",
    "training.revise": "Data bimtek diubah",
    "training.participant": _participant,
    "training.remove": "Peserta {partner} dihapus dari daftar",
    "trainingcondition.set": _condition,
}

_PARTS: Mapping[str, Label] = {"budget": ("RAB", _lines), "instalments": ("termin", _instalments)}
LABELS: dict[str, Mapping[str, Label]] = {
    "agreement.revise": {**_PARTS, "components": ("komponen ATENSI", _components)},
    "addendum.revise": _PARTS,
    "partner.document": {"issued_on": "tanggal terbit", "valid_until": "berlaku sampai"},
    "partner.officer": {"name": "nama", "phone": "telepon", "email": "surel"},
}
