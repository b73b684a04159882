"""The signals, each with its weight and how it is measured: the table that the auditor sees.

Bounds and weights are Amanah's own choice, made so that an honest book stays quiet; no regulation names them. Weights
are relative to each other. A score runs evenly from 0, where a signal says nothing, to 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from audits.signals import benford
from audits.signals.facts import LAST_DAYS, ROUND, Facts
from rupiah.format import format_angka, format_rupiah

#: Of fewer expenses a share of them says nothing.
LEAST_LINES = 10


@dataclass(frozen=True, slots=True)
class Reading:
    """What an indicator found: its measure in words, and a score from 0 to 1, or None where it cannot say."""

    measure: str
    score: float | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A signal: key, name, what it means in plain words, when it counts in full, weight, and how facts are read."""

    key: str
    name: str
    explained: str
    full: str
    weight: int
    read: Callable[[Facts], Reading]


def between(value: float, nothing: float, full: float) -> float:
    """0 up to ``nothing``, 1 from ``full`` on, evenly between."""
    return min(max((value - nothing) / (full - nothing), 0.0), 1.0)


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f}".removesuffix(".0").replace(".", ",") + "%"


def _few(count: int, needed: int) -> Reading:
    return Reading(f"belum dapat dinilai: baru {format_angka(count)} pengeluaran, perlu {format_angka(needed)}", None)


def _late(facts: Facts) -> Reading:
    if facts.days_late <= 0:
        return Reading("tepat waktu", 0.0)
    return Reading(f"terlambat {format_angka(facts.days_late)} hari", between(facts.days_late, 0, 60))


def _sent_back(facts: Facts) -> Reading:
    words = f"{format_angka(facts.sent_back)} kali dikembalikan" if facts.sent_back else "tidak pernah dikembalikan"
    return Reading(words, between(facts.sent_back, 0, 3 * facts.reports))


def _waivers(facts: Facts) -> Reading:
    words = f"{format_angka(facts.waivers)} temuan dikecualikan" if facts.waivers else "tidak ada"
    return Reading(words, between(facts.waivers, 0, 3 * facts.reports))


def _warnings(facts: Facts) -> Reading:
    words = f"{format_angka(facts.warnings)} peringatan" if facts.warnings else "tidak ada"
    return Reading(words, between(facts.warnings, 2 * facts.reports, 12 * facts.reports))


def _round(facts: Facts) -> Reading:
    if facts.lines < LEAST_LINES:
        return _few(facts.lines, LEAST_LINES)
    words = f"{format_angka(facts.round_lines)} dari {format_angka(facts.lines)} pengeluaran"
    return Reading(
        f"{words} ({_percent(facts.round_lines, facts.lines)})", between(facts.round_lines / facts.lines, 0.5, 0.9)
    )


def _near_limit(facts: Facts) -> Reading:
    words = f"{format_angka(facts.near_limit)} tepat di bawah batas, {format_angka(facts.above_limit)} di atasnya"
    # What stands just above the limit is what an honest book has just below it, too; twice that is still no sign.
    return Reading(words, between(facts.near_limit - 2 * facts.above_limit, 3, 9))


def _shared_evidence(facts: Facts) -> Reading:
    words = f"{format_angka(facts.shared_evidence)} bukti juga ada di laporan lain" if facts.shared_evidence else ""
    return Reading(words or "tidak ada", between(facts.shared_evidence, 0, 2))


def _shared_payee(facts: Facts) -> Reading:
    if facts.lines < LEAST_LINES or not facts.spent:
        return _few(facts.lines, LEAST_LINES)
    words = f"{format_rupiah(facts.shared_payee_spent)} ({_percent(facts.shared_payee_spent, facts.spent)})"
    return Reading(words, between(facts.shared_payee_spent / facts.spent, 0.4, 0.9))


def _benford(facts: Facts) -> Reading:
    total = sum(facts.digits)
    if total < benford.LEAST:
        return _few(total, benford.LEAST)
    found, chance = benford.deviation(facts.digits), benford.by_chance(total)
    words = f"simpangan rata-rata {found:.3f}; karena kebetulan saja sekitar {chance:.3f}".replace(".", ",")
    return Reading(words, between(found - chance, 0, 2 * benford.NONCONFORMITY))


def _last_days(facts: Facts) -> Reading:
    if facts.lines < LEAST_LINES or not facts.timed_spent:
        return _few(facts.lines, LEAST_LINES)
    words = f"{format_rupiah(facts.last_spent)} ({_percent(facts.last_spent, facts.timed_spent)})"
    return Reading(words, between(facts.last_spent / facts.timed_spent, 0.3, 0.8))


def _findings(facts: Facts) -> Reading:
    if not facts.findings:
        return Reading("tidak ada", 0.0)
    words = f"{format_angka(facts.findings)} temuan, {format_rupiah(facts.findings_amount)}"
    return Reading(words, between(facts.findings, 0, 2))


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "bukti-ganda",
        "Bukti yang sama di laporan lain",
        "Berkas bukti yang sama persis ada juga di laporan lain, atau nomor, tanggal, dan jumlah yang sama: di laporan "
        "lain LKS ini, atau di laporan LKS mana pun dengan penerima pembayaran yang sama; juga dari kantor dan tahun "
        "lain. Satu nota mungkin dipertanggungjawabkan dua kali.",
        "mulai 2 bukti",
        5,
        _shared_evidence,
    ),
    Indicator(
        "temuan-lalu",
        "Temuan pemeriksaan sebelumnya",
        "Temuan pemeriksaan yang final pada LKS ini, atau uang yang menurut pemeriksaan harus kembali ke kas negara.",
        "mulai 2 temuan",
        4,
        _findings,
    ),
    Indicator(
        "bawah-batas",
        "Banyak bukti tepat di bawah batas meterai",
        "Bukti yang jumlahnya sedikit di bawah batas bea meterai jauh lebih banyak daripada yang sedikit di atasnya. "
        "Satu belanja mungkin dipecah.",
        "mulai 9 bukti lebih banyak daripada dua kali yang di atas batas; tidak dihitung sampai 3",
        4,
        _near_limit,
    ),
    Indicator(
        "benford",
        "Angka pertama tidak menurut hukum Benford",
        "Dalam banyak jumlah yang wajar, angka pertama 1 paling sering dan 9 paling jarang. Jumlah yang dikarang "
        "biasanya tidak begitu; tetapi harga satuan yang sama berkali-kali juga membuatnya menyimpang.",
        f"simpangan 0,030 di atas yang karena kebetulan; perlu {benford.LEAST} pengeluaran",
        3,
        _benford,
    ),
    Indicator(
        "bulat",
        "Jumlah bulat",
        f"Banyak pengeluaran yang jumlahnya kelipatan {format_rupiah(ROUND)}. Belanja di toko jarang sebulat itu; "
        "honor dan bantuan uang memang sering bulat.",
        "mulai 90% dari pengeluaran; tidak dihitung sampai 50%",
        2,
        _round,
    ),
    Indicator(
        "hari-akhir",
        "Dibelanjakan pada hari-hari terakhir",
        f"Sebagian besar uang dibelanjakan dalam {LAST_DAYS} hari terakhir sebelum laporan jatuh tempo, perjanjian "
        "berakhir, atau tahun anggaran tutup. Belanja mungkin dikejar supaya habis.",
        "mulai 80% dari uang; tidak dihitung sampai 30%",
        3,
        _last_days,
    ),
    Indicator(
        "penerima-sama",
        "Penerima pembayaran yang juga dibayar LKS lain",
        "Sebagian besar uang dibayarkan kepada penerima yang pada tahun itu juga dibayar LKS lain, dalam laporan yang "
        "boleh Anda lihat. Pemasok bersama wajar; periksa apakah usahanya memang ada.",
        "mulai 90% dari uang; tidak dihitung sampai 40%",
        2,
        _shared_payee,
    ),
    Indicator(
        "terlambat",
        "Laporan terlambat",
        "Laporan dikirim sesudah batas waktunya, atau belum dikirim padahal sudah lewat.",
        "mulai 60 hari",
        3,
        _late,
    ),
    Indicator(
        "dikembalikan",
        "Berkali-kali dikembalikan",
        "Balai mengembalikan laporan untuk diperbaiki sebelum dapat diterima.",
        "mulai 3 kali per laporan",
        3,
        _sent_back,
    ),
    Indicator(
        "pengecualian",
        "Temuan yang dikecualikan",
        "PPK mengesampingkan temuan sistem sehingga laporan dapat diterima.",
        "mulai 3 per laporan",
        3,
        _waivers,
    ),
    Indicator(
        "peringatan",
        "Peringatan sistem",
        "Laporan memuat hal yang tidak salah tetapi tidak biasa, menurut aturan yang diperiksa sistem.",
        "mulai 12 per laporan; tidak dihitung sampai 2",
        1,
        _warnings,
    ),
)
