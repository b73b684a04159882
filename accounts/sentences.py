"""What happened to people and offices, in words."""

SENTENCES = {
    "user.open": "Akun dibuka",
    "user.roles": "Peran diubah",
    "user.close": "Akun ditutup",
    "user.reopen": "Akun dibuka kembali",
    "office.revise": "Data kantor diubah",
    "record.look": "{what} dibuka pemeriksa",
    "savedfilter.save": "Saringan daftar disimpan",
    "savedfilter.forget": "Saringan daftar dihapus",
}
