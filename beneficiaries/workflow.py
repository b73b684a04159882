"""The lives of what this room keeps: whom the office serves, a service, an aid."""

from __future__ import annotations

from accounts.roles import Permission
from trail.workflow import Step, Workflow

PERSON = Workflow(
    title="Penerima manfaat",
    states={"active": "Dilayani", "inactive": "Tidak dilayani lagi"},
    initial="active",
    steps=(
        Step(
            "deactivate",
            "Nyatakan tidak dilayani lagi",
            ("active",),
            "inactive",
            Permission.MANAGE_BENEFICIARIES,
            needs_reason=True,
            example="Pindah ke luar wilayah kantor ini sejak Mei.",
        ),
        Step(
            "reactivate",
            "Layani lagi",
            ("inactive",),
            "active",
            Permission.MANAGE_BENEFICIARIES,
            needs_reason=True,
            example="Kembali tinggal di wilayah kantor ini.",
        ),
    ),
)

SERVICE = Workflow(
    title="Pelayanan",
    states={"running": "Berjalan", "ended": "Diakhiri"},
    initial="running",
    steps=(
        Step(
            "end",
            "Akhiri pelayanan",
            ("running",),
            "ended",
            Permission.MANAGE_BENEFICIARIES,
            needs_reason=True,
            example="Sudah mandiri berusaha dan keluarga menerimanya kembali.",
        ),
    ),
)

AID = Workflow(
    title="Bantuan kepada penerima",
    states={"recorded": "Tercatat", "withdrawn": "Ditarik"},
    initial="recorded",
    steps=(
        Step(
            "withdraw",
            "Tarik catatan",
            ("recorded",),
            "withdrawn",
            Permission.MANAGE_BENEFICIARIES,
            needs_reason=True,
            example="Salah orang: bantuan ini diterima penerima lain.",
            stamp="withdrawn",
        ),
    ),
)
