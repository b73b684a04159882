"""What has happened to a report, in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from reports.models import Report
from trail.models import Event

_SENTENCES = {
    "report.open": "Laporan dibuka karena dana sudah dibayar",
    "report.upload": "Buku kerja revisi {revision} diunggah: {errors} kesalahan, {warnings} peringatan",
    "report.attach_evidence": "Bukti dilampirkan",
    "report.assign_evidence": "Bukti dipasangkan dengan barisnya",
    "report.remove_evidence": "Bukti dilepas",
    "report.restore_evidence": "Bukti dikembalikan",
    "report.clear_signatures": "Tanda tangan gugur: {because}",
    "report.sign": "Pernyataan ditandatangani",
    "report.submit": "Laporan dikirim ke balai",
    "report.send_back": "Laporan dikembalikan ke LKS",
    "report.verify": "Laporan dinyatakan lolos verifikasi",
    "report.decline": "Laporan dikembalikan ke LKS oleh PPK",
    "report.accept": "Laporan diterima",
    "report.comment": "Komentar pada baris {row}",
    "report.download": "Buku kerja revisi {revision} diunduh",
    "report.print": "Cetakan resmi dipesan",
    "report.take_print": "Cetakan resmi diunduh",
    "report.export": "Salinan baris revisi {revision} diunduh",
}
_RETURNS = ("report.send_back", "report.decline")


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as a reader sees it."""

    verb: str
    sentence: str
    actor_name: str
    at: datetime
    data: dict[str, Any] = field(default_factory=dict)


def history_of(report: Report) -> list[Happening]:
    """What has happened to this report, latest first."""
    return [
        Happening(event.verb, _sentence(report, event), event.actor_name, event.at, event.data)
        for event in Event.objects.about(report).reverse()
    ]


def reasons_for_return(report: Report) -> Happening | None:
    """Who sent the report back, when and why, as long as it lies with the LKS again; None otherwise."""
    if report.state != "returned":
        return None
    event = Event.objects.about(report).filter(verb__in=_RETURNS).last()
    return Happening(event.verb, _sentence(report, event), event.actor_name, event.at, event.data) if event else None


def _sentence(report: Report, event: Event) -> str:
    if sentence := _SENTENCES.get(event.verb):
        return sentence.format_map(event.data)
    name = event.verb.partition(".")[2]
    return next((step.label for step in report.workflow.steps if step.name == name), name)
