"""What happened to the office's money, in words."""

SENTENCES = {
    "allocation.record": "Alokasi dicatat",
    "allocation.revise": "Alokasi diubah",
    "decree.record": "Surat keputusan dicatat",
    "disbursement.propose": "SPP diajukan",
    "treasuryreturn.open": "Sisa dana harus dikembalikan",
}
