"""What happened to an import, in words."""

SENTENCES = {
    "importrun.upload": "Berkas impor diunggah: {rows} baris",
    "importrun.accept": "Berkas impor diperiksa: {new} baru, {changed} berubah, {same} tidak berubah",
    "importrun.refuse": "Berkas impor ditolak: {wrong} baris salah",
    "importrun.confirm": "Impor disetujui untuk disimpan",
    "importrun.finish": "Impor tersimpan",
    "importrun.fail": "Impor gagal; tidak ada yang tersimpan",
    "importrun.recheck": "Berkas impor diperiksa lagi",
    "importrun.download": "{rows} baris yang ditolak diunduh beserta isinya",
    "importrun.forget": "Baris berkas impor dihapus karena lama tidak dilanjutkan",
    "importrun.cancel": "Impor dibatalkan",
}
