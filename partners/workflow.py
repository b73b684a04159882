"""The life of an agreement (PKS)."""

from __future__ import annotations

from accounts.roles import Permission
from trail.workflow import Step, Workflow

AGREEMENT = Workflow(
    title="Perjanjian kerja sama (PKS)",
    states={
        "draft": "Konsep",
        "proposed": "Menunggu persetujuan",
        "active": "Berlaku",
        "closed": "Selesai",
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
    ),
)
