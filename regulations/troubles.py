"""What really goes wrong with assistance, and what of ours catches or shows it: a rule by its id, a list by its name.

``source`` says who has reported it. A list is a page of the system, by the name of its address; this room only names
it, and a test holds that each exists.
"""

from __future__ import annotations

from dataclasses import dataclass

_BPK = "BPK"
_USUAL = "temuan yang lazim"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One way in which things go wrong, in Indonesian."""

    what: str
    source: str
    rules: tuple[str, ...] = ()
    lists: tuple[tuple[str, str], ...] = ()  #: title of the page and name of its address


TROUBLES = (
    Trouble(
        "Bantuan dibukukan di luar kelompok akun belanja bantuan sosial",
        f"{_BPK}, LHP 05/LHP/XVI/02/2025",
        ("AKUN-01", "AKUN-02"),
        (("Alokasi", "grants:allocations"),),
    ),
    Trouble(
        "Orang yang sama menerima jenis bantuan yang sama lebih dari sekali dari balai berlainan",
        f"{_BPK}, LHP 05/LHP/XVI/02/2025",
        ("ULG-01", "ULG-02", "PM-03", "PM-04", "PM-14"),
    ),
    Trouble(
        "Sisa dana, atau bunga bank, tidak kembali ke kas negara",
        f"{_BPK}, IHPS II 2020",
        ("SISA-01", "SISA-04", "SISA-05"),
        (("Pengembalian", "grants:returns"),),
    ),
    Trouble(
        "Dana sudah ditransfer tetapi tidak disalurkan, tidak diambil, atau tidak dicocokkan dengan daftar nama",
        f"{_BPK}, 2021–2023",
        ("SAL-04", "SAL-05", "SAL-06", "SAL-07", "SK-05", "SK-06", "SK-07", "BKU-04", "PM-06", "PM-09"),
        (("Penyaluran", "grants:disbursements"),),
    ),
    Trouble(
        "Bantuan dibayarkan kepada orang yang sudah meninggal",
        f"{_BPK}, IHPS II 2021",
        ("PM-12", "PM-17"),
        (("Catatan kematian", "grants:deaths"),),
    ),
    Trouble("Harga atau belanja tanpa bukti", f"{_BPK}, Desember 2021", ("BKT-01", "BKT-03", "MTR-01")),
    Trouble(
        "Laporan terlambat, tidak ada, atau tidak lengkap",
        _USUAL,
        ("WKT-01", "TTD-01", "TTD-02", "TTD-03", "TTD-04", "PM-06"),
        (("Laporan", "reports:reports"),),
    ),
    Trouble(
        "Bukti hilang atau dipakai ulang",
        _USUAL,
        ("BKT-01", "BKT-02", "BKT-03", "BKT-04", "BKT-05", "ULG-03", "ULG-04", "ULG-05"),
    ),
    Trouble(
        "Jumlah tidak cocok",
        _USUAL,
        ("BKU-01", "BKU-02", "BKU-03", "BKU-04", "SISA-01", "SISA-02", "SISA-03", "PKS-03", "SAL-02", "BST-05"),
    ),
    Trouble(
        "Belanja di luar RAB atau di luar masa perjanjian",
        _USUAL,
        ("RAB-01", "RAB-02", "RAB-03", "BKU-05", "PM-07", "PM-16", "PKS-05"),
    ),
    Trouble("LKS menahan sebagian bantuan", _USUAL, ("PM-10", "PM-11", "PM-08")),
    Trouble(
        "Bantuan diberikan tanpa asesmen dengan instrumennya, atau tanpa pembahasan kasus sesudahnya",
        "permintaan Direktur Jenderal kepada LKS, 2021",
        ("ASM-01", "ASM-02", "ASM-03", "ASM-04", "ASM-05", "ASM-06"),
    ),
    Trouble("NIK rusak oleh Excel, atau salah ketik", _USUAL, ("PM-01", "PM-02", "PM-05", "PM-13")),
)


def page() -> str:
    """The table, as it stands in docs/rules.md."""
    lines = [
        "## Yang sering salah, dan yang menjaganya\n",
        "| Yang terjadi | Sumber | Aturan | Daftar |",
        "|---|---|---|---|",
    ]
    for trouble in TROUBLES:
        lists = ", ".join(title for title, _ in trouble.lists) or "–"
        lines.append(f"| {trouble.what} | {trouble.source} | {', '.join(trouble.rules) or '–'} | {lists} |")
    return "\n".join(lines) + "\n"
