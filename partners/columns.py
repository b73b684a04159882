"""The flat table of LKS: one row, one LKS; its columns go out in an export too."""

from __future__ import annotations

from imports.columns import Column, FlatTable

COLUMNS = (
    Column("name", "Nama LKS", 32, "Wajib.", required=True),
    Column(
        "registration_number",
        "Nomor tanda daftar",
        24,
        "Wajib. Seperti tertulis pada tanda daftar; dari nomor ini LKS dikenali.",
        required=True,
        is_identifier=True,
    ),
    Column("legal_form", "Bentuk", 20, "Yayasan, Perkumpulan, atau Tidak berbadan hukum. Kosong berarti Yayasan."),
    Column("regency", "Kabupaten/kota", 24, "Wajib. Lengkap, misalnya Kabupaten Bogor.", required=True),
    Column("address", "Alamat", 36, "Jalan dan nomor."),
    Column("npwp", "NPWP", 22, "15 atau 16 angka, sebagai teks.", is_identifier=True),
    Column("phone", "Telepon", 18, "Telepon LKS, sebagai teks.", is_identifier=True),
    Column("email", "Surel", 26, "Surel LKS."),
    Column("registered_on", "Tanda daftar terbit", 18, "Tanggal, misalnya 17/03/2021.", is_date=True),
    Column(
        "registered_until",
        "Tanda daftar berlaku sampai",
        18,
        "Tanggal; kosong berarti tanpa batas waktu.",
        is_date=True,
    ),
    Column("deed_number", "Nomor akta", 18, "Akta pendirian, bila berbadan hukum.", is_identifier=True),
    Column("deed_on", "Tanggal akta", 16, "Tanggal akta pendirian.", is_date=True),
    Column("head_name", "Nama ketua", 26, "Orang yang menandatangani perjanjian dan laporan."),
    Column("head_phone", "Telepon ketua", 18, "Sebagai teks.", is_identifier=True),
    Column("head_email", "Surel ketua", 26, "Dengan surel, ketua mendapat akun."),
    Column("treasurer_name", "Nama bendahara", 26, "Bukan orang yang sama dengan ketua."),
    Column("treasurer_phone", "Telepon bendahara", 18, "Sebagai teks.", is_identifier=True),
    Column("treasurer_email", "Surel bendahara", 26, "Dengan surel, bendahara mendapat akun."),
    Column("bank", "Bank", 20, "Nama bank."),
    Column("account_number", "Nomor rekening", 22, "Hanya angka, sebagai teks.", is_identifier=True),
    Column("account_holder", "Rekening atas nama", 28, "Persis seperti di buku tabungan."),
    Column(
        "account_reason", "Alasan rekening", 30, "Bila bukan atas nama LKS, atau nomornya dipakai LKS lain: mengapa."
    ),
)

PARTNERS = FlatTable("LKS", "LKS", COLUMNS, 1_000)
BY_ATTRIBUTE = {column.attribute: column for column in COLUMNS}
