"""The lists of what stands twice: how each is called, what it means, and how it is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User
from audits.duplicates import beneficiaries, evidence, receipts, registers
from audits.duplicates.near import BOUND
from audits.duplicates.places import Pair
from rupiah.format import format_angka, format_rupiah


@dataclass(frozen=True, slots=True)
class Duplicates:
    """One list: key in the address, name, what it means in plain words, and how its pairs are found.

    ``groups`` are the reasons by which it can be narrowed; ``of_people``: whoever takes it home takes beneficiaries.
    """

    key: str
    name: str
    explained: str
    find: Callable[[User], list[Pair]]
    groups: tuple[tuple[str, str], ...] = ()
    of_people: bool = False


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
        "Pengeluaran dengan nomor bukti, tanggal, dan jumlah yang sama di dua laporan. Yang penerima pembayarannya "
        "juga sama, atau yang LKS-nya sama, di atas; dari dua LKS dengan penerima berbeda di bawahnya, sebab itu "
        "dapat kebetulan. Nomor pendek seperti 1, 001, atau K-001 ada di setiap buku: dengan penerima berbeda hanya "
        f"didaftar mulai {format_rupiah(receipts.SHORT_NUMBER_FROM)}, dan tanda seperti “-” tidak. Yang penerimanya "
        f"berbeda paling banyak {format_angka(receipts.MOST_OTHERS)}, dari jumlah terbesar. Dari kantor di luar "
        "jangkauan Anda hanya tampak kantor dan bulannya.",
        receipts.same_receipts,
        groups=(
            ("penerima", "Penerima juga sama"),
            ("lks", "Satu LKS, penerima berbeda"),
            ("lain", "Dua LKS, penerima berbeda"),
        ),
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
        of_people=True,
    ),
    Duplicates(
        "penerima",
        "Penerima",
        "Orang dengan NIK yang sama sebagai penerima manfaat di dua LKS atau dua kantor pada tahun yang sama: dalam SK "
        "yang berlaku, dalam daftar penerima laporan, atau dalam catatan bantuan. Boleh jadi memang berhak atas "
        "keduanya. Yang bantuannya sejenis dalam jangka yang dihitung aturan disebut lebih dahulu. Dari kantor di luar "
        "jangkauan Anda hanya tampak kantor dan bulannya. Dicari di antara "
        f"{format_angka(beneficiaries.AMONG)} catatan terbaru tiap jenis, paling banyak "
        f"{format_angka(beneficiaries.MOST_PEOPLE)} orang.",
        beneficiaries.same_people,
        groups=(("sejenis", "Bantuan sejenis dalam jangka aturan"), ("orang", "Bukan sejenis dalam jangka aturan")),
        of_people=True,
    ),
)
BY_KEY = {kind.key: kind for kind in KINDS}
