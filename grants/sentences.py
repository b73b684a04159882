"""What happened to the office's money, in words."""

SENTENCES = {
    "allocation.record": "Alokasi dicatat",
    "allocation.revise": "Alokasi diubah",
    "decree.record": "Surat keputusan dicatat",
    "disbursement.propose": "SPP diajukan",
    "disbursement.approve": "SPP disetujui, SPM terbit",
    "disbursement.reject": "SPP ditolak",
    "disbursement.pay": "SP2D terbit, dana diterima LKS",
    "disbursement.retur": "Diretur bank; dana kembali ke kas negara",
    "disbursement.repay": "Dibayar ulang dengan SP2D pengganti",
    "disbursement.cancel": "Penyaluran dibatalkan sesudah retur",
    "disbursement.account": "Laporan diterima, dana dipertanggungjawabkan",
    "disbursement.match": "Pasangannya dalam berkas bank dikonfirmasi",
    "bankfile.import": "Berkas SP2D atau bank dibaca",
    "treasuryreturn.open": "Sisa dana atau bunga bank harus dikembalikan",
    "treasuryreturn.deposit": "Setoran ke kas negara dicatat",
    "treasuryreturn.confirm": "Setoran dikonfirmasi",
    "treasuryreturn.refuse": "Bukti setor ditolak",
    "deathrecord.record": "Kematian dicatat",
    "deathrecord.import": "Daftar kematian diimpor",
    "deathrecord.withdraw": "Catatan kematian ditarik",
}
