"""The lives of agreements (PKS), of their addenda and early ends, and of leaves to sign in spite of a sanction."""

from __future__ import annotations

from accounts.roles import Permission
from trail.workflow import Step, Workflow

AGREEMENT = Workflow(
    title="Perjanjian kerja sama (PKS)",
    writing=("agreement.draft", "agreement.revise"),
    states={
        "draft": "Konsep",
        "proposed": "Menunggu persetujuan",
        "active": "Berlaku",
        "closed": "Selesai",
        "terminated": "Diputus",
    },
    initial="draft",
    steps=(
        Step("propose", "Ajukan untuk disetujui", ("draft",), "proposed", Permission.DRAFT_AGREEMENT),
        Step(
            "send_back",
            "Kembalikan ke penyusun",
            ("proposed",),
            "draft",
            Permission.APPROVE_AGREEMENT,
            needs_reason=True,
            example="Jumlah termin 2 melebihi RAB; betulkan dahulu.",
        ),
        Step(
            "activate",
            "Setujui dan berlakukan",
            ("proposed",),
            "active",
            Permission.APPROVE_AGREEMENT,
            apart_from=("drafted_by",),
            stamp="approved",
        ),
        Step(
            "close",
            "Nyatakan selesai",
            ("active",),
            "closed",
            Permission.APPROVE_AGREEMENT,
            needs_reason=True,
            example="Semua termin sudah dibayar dan dipertanggungjawabkan.",
        ),
        # Beside the approval of what a first person asked for (TERMINATION).
        Step(
            "terminate",
            "Putuskan sebelum waktunya",
            ("active",),
            "terminated",
            Permission.APPROVE_AGREEMENT,
            needs_reason=True,
            example="LKS berhenti melayani sejak 1 Juni dan tidak dapat dihubungi.",
        ),
    ),
)

ADDENDUM = Workflow(
    title="Adendum perjanjian",
    writing=("addendum.draft", "addendum.revise"),
    states={
        "draft": "Konsep",
        "proposed": "Menunggu persetujuan",
        "approved": "Berlaku",
        "dropped": "Dibatalkan",
    },
    initial="draft",
    steps=(
        Step("propose", "Ajukan adendum", ("draft",), "proposed", Permission.DRAFT_AGREEMENT),
        Step(
            "drop",
            "Batalkan konsep",
            ("draft",),
            "dropped",
            Permission.DRAFT_AGREEMENT,
            needs_reason=True,
            example="LKS memilih tetap pada rencana semula.",
        ),
        Step(
            "send_back",
            "Kembalikan ke penyusun",
            ("proposed",),
            "draft",
            Permission.APPROVE_AGREEMENT,
            needs_reason=True,
            example="Kenaikan baris 1.2 belum disertai harga pembanding.",
        ),
        Step(
            "approve",
            "Setujui dan gabungkan",
            ("proposed",),
            "approved",
            Permission.APPROVE_AGREEMENT,
            apart_from=("drafted_by",),
            stamp="approved",
        ),
    ),
)

TERMINATION = Workflow(
    title="Pemutusan perjanjian",
    states={
        "asked": "Menunggu keputusan PPK",
        "approved": "Perjanjian diputus",
        "refused": "Ditolak",
        "withdrawn": "Ditarik",
    },
    initial="asked",
    steps=(
        Step(
            "approve",
            "Putuskan perjanjian",
            ("asked",),
            "approved",
            Permission.APPROVE_AGREEMENT,
            apart_from=("asked_by",),
            stamp="approved",
        ),
        Step(
            "refuse",
            "Tolak permintaan",
            ("asked",),
            "refused",
            Permission.APPROVE_AGREEMENT,
            apart_from=("asked_by",),
            needs_reason=True,
            example="LKS sudah melayani lagi sejak minggu lalu.",
        ),
        Step(
            "withdraw",
            "Tarik permintaan",
            ("asked",),
            "withdrawn",
            Permission.DRAFT_AGREEMENT,
            needs_reason=True,
            example="LKS sudah menjawab teguran dan melayani lagi.",
        ),
    ),
)

SANCTION_LIFT = Workflow(
    title="Pencabutan sanksi LKS",
    states={
        "asked": "Menunggu keputusan",
        "granted": "Dicabut sementara",
        "refused": "Ditolak",
        "withdrawn": "Ditarik",
    },
    initial="asked",
    steps=(
        Step(
            "grant",
            "Cabut sanksi",
            ("asked",),
            "granted",
            Permission.GRANT_EXCEPTION,
            apart_from=("asked_by",),
            stamp="granted",
        ),
        Step(
            "refuse",
            "Tolak permintaan",
            ("asked",),
            "refused",
            Permission.GRANT_EXCEPTION,
            apart_from=("asked_by",),
            needs_reason=True,
            example="Laporan termin 1 dapat diselesaikan minggu ini.",
        ),
        Step(
            "withdraw",
            "Tarik",
            ("asked", "granted"),
            "withdrawn",
            Permission.ASK_EXCEPTION,
            needs_reason=True,
            example="Laporan yang terlambat sudah diterima.",
        ),
    ),
)
