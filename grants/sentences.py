"""What happened to the office's money, in words."""

from collections.abc import Mapping
from typing import Any

from rupiah.format import format_rupiah
from trail.telling import Words, day_in_words


def _by(data: Mapping[str, Any]) -> str:
    return f" dengan {data['document']}" if data.get("document") else ""


def _exception(data: Mapping[str, Any]) -> str:
    return " dengan pengecualian gerbang" if data.get("exception") else ""


def _received(data: Mapping[str, Any]) -> str:
    if data.get("amount") is None:
        return "LKS menyatakan dana diterima"
    other = data.get("paid") not in (None, data["amount"])
    difference = f", berbeda dari yang dibayar {format_rupiah(data['paid'])}" if other else ""
    return f"LKS menyatakan {format_rupiah(data['amount'])} masuk {day_in_words(data.get('received_on'))}{difference}"


def _owed(data: Mapping[str, Any]) -> str:
    finding = f" {data['reference']}" if data.get("reference") else ""
    kinds = {"sisa": "Sisa dana", "bunga": "Bunga bank", "tak_tersalur": "Dana tidak tersalurkan", "temuan": "Temuan"}
    return f"{kinds.get(data.get('kind', ''), 'Dana')}{finding} harus dikembalikan"


def _part(data: Mapping[str, Any]) -> str:
    part, left = data.get("part"), data.get("left")
    told = f" {format_rupiah(part)}" if isinstance(part, int) else ""
    rest = f"; {format_rupiah(left)} masih harus disetor" if isinstance(left, int) else ""
    return f"Disetor sebagian{told}, menjadi pengembalian tersendiri{rest}"


def _own_part(data: Mapping[str, Any]) -> str:
    amount = data.get("amount")
    told = f" {format_rupiah(amount)}" if isinstance(amount, int) else ""
    return f"Bagian{told} dipisahkan karena disetor tersendiri"


def _account(data: Mapping[str, Any]) -> str:
    return f"dari {data.get('account_from', '–')} ke {data.get('account_to', '–')}"


def _taken_back(data: Mapping[str, Any]) -> str:
    amount = data.get("amount")
    told = f" {format_rupiah(amount)}" if isinstance(amount, int) else ""
    return f"LKS menarik pernyataan menerima{told} pada {day_in_words(data.get('received_on'))}"


SENTENCES: dict[str, Words] = {
    "allocation.record": "Alokasi dicatat",
    "allocation.revise": lambda data: f"Alokasi direvisi{_by(data)}",
    "allocation.import": "Baris alokasi diimpor dari berkas DIPA",
    "dipadocument.record": "Berkas {number} disiapkan untuk diimpor",
    "decree.record": "Surat keputusan dicatat",
    "decree.draft": "Konsep SK penerima disusun",
    "decree.revise": "Konsep SK penerima diubah",
    "decree.attach": "Pindaian SK disimpan",
    "decree.add": "Penerima {person} dimasukkan ke SK",
    "decree.remove": "Penerima {person} dikeluarkan dari SK",
    "decree.import": "Daftar penerima SK diimpor: {new} masuk, {changed} diperbarui",
    "decree.propose": "SK diajukan untuk disahkan",
    "decree.send_back": "SK dikembalikan ke PPK",
    "decree.approve": "SK disahkan dan berlaku",
    "decree.replace": "SK diganti oleh SK {by}",
    "disbursement.propose": lambda data: f"SPP diajukan{_exception(data)}",
    "disbursement.approve": "SPP disetujui, SPM terbit",
    "disbursement.reject": "SPP ditolak",
    "disbursement.pay": "SP2D terbit",
    "disbursement.retur": "Diretur bank; dana kembali ke kas negara",
    "disbursement.repay": "Dibayar ulang dengan SP2D pengganti",
    "disbursement.cancel": "Penyaluran dibatalkan sesudah retur",
    "disbursement.receive": _received,
    "disbursement.explain": "Selisih penerimaan dijelaskan",
    "disbursement.take_back_receipt": _taken_back,
    "disbursement.change_account": lambda data: f"Rekening berubah {_account(data)}",
    "disbursement.late_report": "LPJ sudah terlambat {days} hari ketika retur dicatat",
    "disbursement.see_late": "PPK mengetahui LPJ sudah terlambat {days} hari ketika retur dicatat",
    "accountchange.ask": lambda data: f"Pergantian rekening diminta, {_account(data)}",
    "accountchange.approve": lambda data: f"Pergantian rekening disetujui, {_account(data)}",
    "accountchange.refuse": "Pergantian rekening ditolak",
    "accountchange.withdraw": "Permintaan pergantian rekening ditarik",
    "disbursement.start_clock": "Bank/pos penyalur menerima dananya",
    "disbursement.attach": "Dokumen dilampirkan: {kind}",
    "disbursement.join_batch": "Masuk kumpulan “{batch}”",
    "disbursement.leave_batch": "Keluar dari kumpulan “{batch}”",
    "paymentbatch.make": "Kumpulan “{title}” dibuat",
    "delivery.deliver": "Dana diserahkan kepada penerima",
    "delivery.fail": "Dana tidak tersalurkan kepada penerima",
    "delivery.correct": "Catatan penyerahan dibetulkan",
    "disbursement.account": "Laporan diterima, dana dipertanggungjawabkan",
    "disbursement.answers": "Jawaban penyalur dibaca dari berkas",
    "disbursement.match": "Pasangannya dalam berkas bank dikonfirmasi",
    "disbursement.explain_bank": "Selisih dengan bank dijelaskan: {reason}",
    "bankfile.import": "Berkas SP2D atau bank dibaca",
    "gateexception.ask": "Pengecualian gerbang diminta",
    "gateexception.grant": lambda data: f"Pengecualian diberikan sampai {day_in_words(data.get('valid_until'))}",
    "gateexception.use": "Dipakai untuk SPP {spp_number}",
    "treasuryreturn.open": _owed,
    "treasuryreturn.deposit": "Setoran ke kas negara dicatat",
    "treasuryreturn.hand_back": "Setoran penyalur ke kas negara dicatat",
    "treasuryreturn.deposit_part": _part,
    "treasuryreturn.hand_back_part": _part,
    "treasuryreturn.part": _own_part,
    "treasuryreturn.confirm": "Setoran dikonfirmasi",
    "treasuryreturn.refuse": "Bukti setor ditolak",
    "treasuryreturn.withdraw": "Pengembalian ditarik; tidak ada yang harus disetor",
    "treasuryreturn.lapse": "Pengembalian gugur, karena dananya diretur bank",
    "deathrecord.record": "Kematian dicatat",
    "deathrecord.import": "Daftar kematian diimpor",
    "deathrecord.withdraw": "Catatan kematian ditarik",
}
