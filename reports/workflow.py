"""The life of a report (LPJ), and of a waiver that sets one of its findings aside."""

from __future__ import annotations

from accounts.roles import Permission
from trail.workflow import Step, Workflow

REPORT = Workflow(
    title="Laporan pertanggungjawaban (LPJ)",
    states={
        "draft": "Disusun LKS",
        "submitted": "Menunggu verifikasi",
        "returned": "Dikembalikan ke LKS",
        "verified": "Menunggu penerimaan PPK",
        "accepted": "Diterima",
    },
    initial="draft",
    steps=(
        Step("submit", "Kirim laporan", ("draft", "returned"), "submitted", Permission.FILL_REPORT),
        Step(
            "send_back",
            "Kembalikan ke LKS",
            ("submitted",),
            "returned",
            Permission.VERIFY_REPORT,
            needs_reason=True,
            example="Foto nota K-004 tidak terbaca; lampirkan foto yang jelas.",
        ),
        Step(
            "verify",
            "Nyatakan lolos verifikasi",
            ("submitted",),
            "verified",
            Permission.VERIFY_REPORT,
            stamp="verified",
        ),
        Step(
            "decline",
            "Kembalikan ke LKS",
            ("verified",),
            "returned",
            Permission.ACCEPT_REPORT,
            needs_reason=True,
            example="Berita acara serah terima belum ditandatangani penerimanya.",
        ),
        Step(
            "accept",
            "Terima laporan",
            ("verified",),
            "accepted",
            Permission.ACCEPT_REPORT,
            apart_from=("verified_by",),
            stamp="accepted",
        ),
    ),
)

#: States in which the LKS may still change the report.
OPEN_STATES = frozenset({"draft", "returned"})

WAIVER = Workflow(
    title="Pengecualian temuan",
    states={
        "asked": "Menunggu keputusan PPK",
        "granted": "Diberikan",
        "refused": "Ditolak",
        "withdrawn": "Dicabut",
        "taken_back": "Ditarik kembali",
    },
    initial="asked",
    steps=(
        Step(
            "grant",
            "Berikan pengecualian",
            ("asked",),
            "granted",
            Permission.GRANT_WAIVER,
            apart_from=("asked_by",),
            stamp="granted",
        ),
        Step(
            "refuse",
            "Tolak",
            ("asked",),
            "refused",
            Permission.GRANT_WAIVER,
            apart_from=("asked_by",),
            needs_reason=True,
            example="Nama penerimanya masih dapat ditanyakan kepada pedagang.",
            stamp="refused",
        ),
        Step("take_back", "Tarik kembali", ("asked",), "taken_back", Permission.ASK_WAIVER),
        Step(
            "withdraw",
            "Cabut",
            ("granted",),
            "withdrawn",
            Permission.GRANT_WAIVER,
            needs_reason=True,
            example="Notanya ternyata ada, jadi barisnya harus dilengkapi.",
            stamp="withdrawn",
        ),
    ),
)
