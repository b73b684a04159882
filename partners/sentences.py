"""What happened to LKS and agreements, in words."""

SENTENCES = {
    "partner.register": "LKS didaftarkan",
    "partner.revise": "Data LKS diubah",
    "partner.appoint": "Pengurus ditetapkan",
    "partner.officer": "Data pengurus diubah",
    "partner.document": "Dokumen LKS dicatat",
    "partner.account": "Rekening LKS dicatat",
    "agreement.draft": "Konsep perjanjian disusun",
    "agreement.revise": "Konsep perjanjian diubah",
    "agreement.discard": "Konsep perjanjian dihapus",
}
