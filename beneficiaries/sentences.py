"""What happened to those who are served, in words. Nobody is named: the trail is read by many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from beneficiaries.choices import CheckResult, OpeningReason, Programme
from beneficiaries.models import Aid
from rupiah.format import format_rupiah


def _label(choices: Any, value: Any) -> str:
    return str(choices(value).label) if value in choices.values else "–"


def _checked(data: Mapping[str, Any]) -> str:
    return f"Dicek di {_label(Programme, data.get('programme'))}: {_label(CheckResult, data.get('result')).lower()}"


def _given(data: Mapping[str, Any]) -> str:
    again = ", walau bantuan yang sama pernah diberikan" if data.get("repeats") else ""
    return f"Bantuan {format_rupiah(data.get('value') or 0)} dicatat{again}"


def _written_down(data: Mapping[str, Any]) -> str:
    said = f"{data.get('written', 0)} bantuan dari {_label(Aid.Source, data.get('source'))} masuk daftar penerima"
    if data.get("unfit"):
        said += f"; {data['unfit']} baris tanpa NIK, tanggal, atau nilai yang benar tidak"
    return said


SENTENCES = {
    "person.record": "Penerima dicatat",
    "person.revise": "Data penerima diubah",
    "person.open": lambda data: f"NIK dan catatan kasus dibuka: {_label(OpeningReason, data.get('why')).lower()}",
    "person.check": _checked,
    "person.check_list": "Hasil pengecekan program lain diimpor",
    "person.deactivate": "Dinyatakan tidak dilayani lagi",
    "person.reactivate": "Dilayani lagi",
    "person.import": "Daftar penerima diimpor",
    "service.begin": "Pelayanan dimulai",
    "service.assess": "Asesmen dicatat",
    "service.confer": "Pembahasan kasus dicatat",
    "service.companion": "Pendamping diubah",
    "service.end": "Pelayanan diakhiri",
    "service.follow_up": "Kunjungan tindak lanjut dicatat",
    "aid.give": _given,
    "aid.paper": "{paper} dilampirkan",
    "aid.withdraw": "Catatan bantuan ditarik",
    "aid.write_down": _written_down,
}
