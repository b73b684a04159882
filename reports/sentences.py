"""What happened to reports, in words."""

SENTENCES = {
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
