"""What is asked of each item of a sample: Amanah's own questions for each population, and those of the engagement.

Each is put so that "ya" is as it should be. They are a list to work by, chosen by Amanah; no regulation names them.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from audits.models import Engagement, EngagementQuestion
from audits.models.sample import Source


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the key under which its answer is kept; ``own`` where the engagement asks it."""

    key: str
    text: str
    own: bool = False


_LINE = (
    Question("bukti-ada", "Apakah bukti aslinya ada, terbaca, dan tidak diubah?"),
    Question("jumlah-sama", "Apakah jumlah pada bukti sama dengan jumlah dalam buku kas?"),
    Question("dalam-masa", "Apakah tanggalnya sesudah dana diterima dan dalam masa perjanjian?"),
    Question("dalam-rab", "Apakah belanjanya ada dalam RAB dan dibebankan pada baris yang tepat?"),
    Question("penerima-ada", "Apakah penerima pembayaran ada dan membenarkan pembayaran itu?"),
    Question("barang-ada", "Apakah barang atau jasanya ada, atau sampai kepada penerima manfaat?"),
    Question("harga-wajar", "Apakah harganya wajar menurut pembanding?"),
    Question("tidak-ganda", "Apakah bukti ini dipertanggungjawabkan hanya satu kali?"),
    Question("meterai-pajak", "Apakah meterai dan pajaknya sudah sesuai?"),
)
#: By population, in the order in which they are asked.
STANDARD: dict[Source, tuple[Question, ...]] = {
    Source.REPORTS: (
        Question("lengkap", "Apakah laporan dan seluruh lampirannya lengkap dan ditandatangani yang berhak?"),
        Question("bukti-cukup", "Apakah setiap pengeluaran mempunyai bukti yang sah?"),
        Question("jumlah-cocok", "Apakah dana diterima sama dengan belanja ditambah sisa dana?"),
        Question("rekening-cocok", "Apakah saldo buku kas sama dengan saldo rekening bank?"),
        Question("sesuai-rab", "Apakah realisasinya sesuai dengan RAB dan perjanjian?"),
        Question("penerima-cocok", "Apakah daftar penerima manfaat sesuai dengan surat keputusan?"),
        Question("sisa-kembali", "Apakah sisa dana dan bunga bank sudah disetor ke kas negara?"),
    ),
    Source.PAYMENTS: (
        Question("ada-dasar", "Apakah ada perjanjian dan surat keputusan penerima yang berlaku?"),
        Question("akun-tepat", "Apakah dibebankan pada akun bantuan sosial yang tepat?"),
        Question("jumlah-sama", "Apakah jumlah pada SPP, SPM, dan SP2D sama dengan nilai termin?"),
        Question("rekening-tepat", "Apakah dibayarkan ke rekening LKS yang sudah disetujui?"),
        Question("syarat-termin", "Apakah syarat termin sudah dipenuhi ketika dibayar?"),
        Question("diterima", "Apakah LKS menerima seluruh dananya, dan kapan?"),
        Question("dua-orang", "Apakah pengusul, penyetuju, dan pembayarnya orang yang berbeda?"),
    ),
    Source.ACCEPTED_LINES: _LINE,
    Source.SENT_LINES: _LINE,
}


def questions_of(engagement: Engagement, source: str) -> list[Question]:
    """What is asked of an item of this population now: the standard questions, then the engagement's own."""
    living = own_questions(engagement).filter(Q(source="") | Q(source=source))
    return [*STANDARD[Source(source)], *(Question(f"sendiri-{one.pk}", one.text, own=True) for one in living)]


def own_questions(engagement: Engagement) -> QuerySet[EngagementQuestion]:
    """The engagement's own questions that have not been dropped."""
    return EngagementQuestion.objects.filter(engagement=engagement, dropped_at__isnull=True)
