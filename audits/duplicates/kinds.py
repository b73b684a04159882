"""The lists of what stands twice: how each is called, what it means, and how it is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User
from audits.duplicates import evidence, registers
from audits.duplicates.near import BOUND
from audits.duplicates.places import Pair


@dataclass(frozen=True, slots=True)
class Duplicates:
    """One list: key in the address, name, what it means in plain words, and how its pairs are found."""

    key: str
    name: str
    explained: str
    find: Callable[[User], list[Pair]]


KINDS: tuple[Duplicates, ...] = (
    Duplicates(
        "berkas",
        "Berkas sama",
        "Berkas bukti yang sama persis dilampirkan pada dua laporan. Mungkin satu nota dipakai dua kali; mungkin juga "
        "dokumen bersama, misalnya daftar hadir satu kegiatan.",
        evidence.same_files,
    ),
    Duplicates(
        "foto",
        "Foto hampir sama",
        "Foto dari berkas berbeda yang rupanya hampir sama, misalnya diperkecil, diterangkan, atau disimpan ulang: "
        f"paling banyak {BOUND} dari 64 bidangnya berbeda. Lembar kertas yang dipindai tidak dibandingkan, sebab "
        "rupanya semua serupa; foto yang diputar atau banyak dipotong tidak ditemukan.",
        evidence.near_photos,
    ),
    Duplicates(
        "nota",
        "Nomor, tanggal, jumlah",
        "Pengeluaran dengan nomor bukti, tanggal, dan jumlah yang sama di dua laporan satu LKS; dari dua LKS hanya "
        "bila penerima pembayarannya juga sama.",
        evidence.same_receipts,
    ),
    Duplicates(
        "rekening",
        "Rekening",
        "Satu nomor rekening tercatat pada dua LKS, juga yang sudah tidak dipakai.",
        registers.same_accounts,
    ),
    Duplicates(
        "pengurus",
        "Pengurus",
        "Ketua atau bendahara dua LKS yang telepon, surel, atau akunnya sama. Nama saja tidak cukup: banyak orang "
        "bernama sama.",
        registers.same_officers,
    ),
    Duplicates(
        "bantuan",
        "Bantuan",
        "Orang yang menerima bantuan sejenis lebih dari sekali dalam jangka yang dihitung aturan. Dari kantor di luar "
        "jangkauan Anda hanya tampak kantor dan bulannya.",
        registers.same_aid,
    ),
)
BY_KEY = {kind.key: kind for kind in KINDS}
