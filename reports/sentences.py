"""What happened to reports, in words."""

SENTENCES = {
    "report.open": "Laporan dibuka",
    "report.upload": "Buku kerja diunggah",
    "report.attach_evidence": "Bukti dilampirkan",
    "report.assign_evidence": "Bukti dipasangkan dengan baris",
    "report.remove_evidence": "Bukti dilepas",
    "report.restore_evidence": "Bukti dikembalikan",
    "report.sign": "SPTJM ditandatangani",
    "report.clear_signatures": "Tanda tangan dibatalkan karena isi berubah",
    "report.comment": "Komentar ditulis",
    "report.print": "Cetakan resmi dipesan",
    "report.take_print": "Cetakan resmi diunduh",
    "report.export": "Salinan baris laporan diunduh",
}
