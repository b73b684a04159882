"""What happened in the audit room, in words."""

from collections.abc import Mapping
from typing import Any

from rupiah.format import format_rupiah
from trail.changed import Label
from trail.telling import Words, day_in_words

#: Results of a test, as they stand in a sentence.
RESULTS = {"sesuai": "sesuai", "tidak-sesuai": "tidak sesuai", "tidak-dapat-diuji": "tidak dapat diuji"}


def _team(data: Mapping[str, Any]) -> str:
    team = data.get("team")
    return f"Tim diubah menjadi {', '.join(map(str, team))}" if isinstance(team, list) and team else "Tim diubah"


def _sample(data: Mapping[str, Any]) -> str:
    size, seed = data.get("size"), data.get("seed")
    said = f"Sampel {size} butir ditarik" if isinstance(size, int) else "Sampel ditarik"
    return f"{said} dengan benih {seed}" if seed else said


def _written(data: Mapping[str, Any]) -> str:
    changed = data.get("changes")
    result = changed.get("result") if isinstance(changed, Mapping) else None
    said = RESULTS.get(str(result.get("to"))) if isinstance(result, Mapping) else None
    return f"Kertas kerja ditulis; hasil: {said}" if said else "Kertas kerja ditulis"


def _reviewed(data: Mapping[str, Any]) -> str:
    error = data.get("error")
    return (
        f"Hasil uji disetujui; salah saji {format_rupiah(error)}" if isinstance(error, int) else "Hasil uji disetujui"
    )


def _named(said: str, key: str) -> Words:
    """What was done with something that the event names."""
    return lambda data: f"{said}: {data[key]}" if data.get(key) else said


def _answered(data: Mapping[str, Any]) -> str:
    side, stance = data.get("side"), data.get("stance")
    by = {"lks": "LKS", "balai": "balai"}.get(str(side), "")
    return f"Ditanggapi {by}: {str(stance).lower()}" if by and stance else "Temuan ditanggapi"


def _settled(data: Mapping[str, Any]) -> str:
    return f"{_rupiah(data)} dinilai: {data.get('part', '–')}"


def _unsettled(data: Mapping[str, Any]) -> str:
    return f"Penilaian {_rupiah(data)} dibatalkan: {data.get('part', '–')}"


def _opened(data: Mapping[str, Any]) -> str:
    return f"Pengembalian {_rupiah(data)} ke kas negara dibuka"


def _rupiah(data: Mapping[str, Any]) -> str:
    amount = data.get("amount")
    return format_rupiah(amount) if isinstance(amount, int) else "uang"


def _reminded(data: Mapping[str, Any]) -> str:
    left = data.get("days_left")
    if not isinstance(left, int):
        return "Diingatkan lewat surel"
    return f"Diingatkan lewat surel, lewat {-left} hari" if left < 0 else f"Diingatkan lewat surel, {left} hari lagi"


SENTENCES: dict[str, Words] = {
    "finding.draft": "Konsep temuan ditulis",
    "finding.revise": "Konsep temuan diubah",
    "finding.show": "Temuan disampaikan kepada yang diperiksa",
    "finding.recall": "Temuan ditarik kembali untuk diubah",
    "finding.answer": _answered,
    "finding.ask_again": "Tanggapan diminta lagi",
    "finding.finalise": "Temuan ditetapkan final",
    "finding.drop": "Temuan tidak dilanjutkan",
    "finding.settle": "Temuan tuntas",
    "finding.reopen": "Temuan dibuka lagi",
    "finding.link": "{count} baris, bukti, atau catatan ditunjuk",
    "finding.unlink": "Tidak lagi menunjuk: {what}",
    "finding.answer_in_part": _answered,
    "finding.open_return": _opened,
    "recommendation.follow_up": "Tindak lanjut dicatat",
    "recommendation.accept": "Dinilai: sesuai rekomendasi",
    "recommendation.await_more": "Dinilai: belum sesuai / dalam proses",
    "recommendation.reject": "Dinilai: belum ditindaklanjuti",
    "recommendation.excuse": "Dinilai: tidak dapat ditindaklanjuti",
    "recommendation.settle": _settled,
    "recommendation.unsettle": _unsettled,
    "recommendation.remind": _reminded,
    "sample.draw": _sample,
    "workingpaper.write": _written,
    "workingpaper.attach": _named("Berkas dilampirkan", "name"),
    "workingpaper.remove_file": _named("Berkas dilepaskan", "name"),
    "workingpaper.submit": "Kertas kerja dikirim untuk direviu",
    "workingpaper.return_paper": "Kertas kerja dikembalikan kepada penyusunnya",
    "workingpaper.review": _reviewed,
    "workingpaper.reopen": "Kertas kerja dibuka kembali",
    "question.add": _named("Pertanyaan uji ditambahkan", "text"),
    "question.drop": _named("Pertanyaan uji tidak lagi diajukan", "text"),
    "engagement.weigh": "Bobot sinyal risiko diubah",
    "engagement.draft": "Konsep penugasan disusun",
    "engagement.revise": "Konsep penugasan diubah",
    "engagement.ask": "Penugasan diajukan kepada inspektur",
    "engagement.withdraw": "Penugasan dibatalkan pengusulnya",
    "engagement.send_back": "Penugasan dikembalikan untuk diperbaiki",
    "engagement.refuse": "Penugasan ditolak",
    "engagement.grant": "Penugasan diberikan; tim dapat membaca yang tercakup",
    "engagement.extend": lambda data: f"Penugasan diperpanjang sampai {day_in_words(data.get('until'))}",
    "engagement.change_team": _team,
    "engagement.look": "{what} (jejak {chain} nomor {number})",
    "engagement.close": "Penugasan diakhiri; tim tidak lagi membaca data yang diperiksa",
}


def _numbered(texts: Any, _: Any) -> str:
    listed = texts if isinstance(texts, list) else []
    return " ".join(f"({number}) {text}" for number, text in enumerate(listed, start=1)) or "–"


LABELS: dict[str, Mapping[str, Label]] = {
    "engagement.revise": {"offices": "kantor", "partners": "LKS", "team": "tim", "letter": "surat tugas"},
    "finding.revise": {"recommendations": ("rekomendasi", _numbered)},
}
