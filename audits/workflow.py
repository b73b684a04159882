"""The lives of what the audit room keeps."""

from __future__ import annotations

from accounts.roles import Permission
from trail.workflow import Step, Workflow

_DECIDE = Permission.DECIDE_ENGAGEMENT
_OTHERS = ("drafted_by", "asked_by")

ENGAGEMENT = Workflow(
    title="Penugasan pemeriksaan",
    states={
        "draft": "Konsep",
        "asked": "Menunggu keputusan inspektur",
        "active": "Berjalan",
        "closed": "Selesai",
        "refused": "Ditolak",
        "withdrawn": "Dibatalkan pengusul",
    },
    initial="draft",
    steps=(
        Step("ask", "Ajukan kepada inspektur", ("draft",), "asked", Permission.AUDIT, stamp="asked"),
        Step("withdraw", "Batalkan", ("draft", "asked"), "withdrawn", Permission.AUDIT),
        Step(
            "send_back",
            "Kembalikan untuk diperbaiki",
            ("asked",),
            "draft",
            _DECIDE,
            apart_from=_OTHERS,
            needs_reason=True,
            example="Tanggal surat tugas berbeda dari yang tertulis pada pindaiannya.",
        ),
        Step(
            "refuse",
            "Tolak",
            ("asked",),
            "refused",
            _DECIDE,
            apart_from=_OTHERS,
            needs_reason=True,
            example="Kantor ini sudah diperiksa BPK pada semester yang sama.",
        ),
        Step("grant", "Berikan penugasan", ("asked",), "active", _DECIDE, apart_from=_OTHERS, stamp="granted"),
        Step(
            "extend",
            "Perpanjang",
            ("active",),
            "active",
            _DECIDE,
            apart_from=_OTHERS,
            needs_reason=True,
            example="Tanggapan LKS baru masuk kemarin dan masih harus diuji.",
        ),
        Step(
            "change_team",
            "Ubah tim",
            ("active",),
            "active",
            _DECIDE,
            apart_from=_OTHERS,
            needs_reason=True,
            example="Anggota tim sakit dan digantikan sampai akhir penugasan.",
        ),
        Step("close", "Akhiri penugasan", ("active",), "closed", _DECIDE, stamp="closed"),
    ),
)
