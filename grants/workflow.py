"""The life of a disbursement, of what goes back to the treasury, and of a record of death."""

from __future__ import annotations

from accounts.roles import Permission
from trail.workflow import Step, Workflow

DISBURSEMENT = Workflow(
    title="Penyaluran",
    states={
        "proposed": "SPP diajukan",
        "approved": "SPM terbit",
        "paid": "SP2D terbit, dana diterima LKS",
        "accounted": "Dipertanggungjawabkan",
        "rejected": "Ditolak",
    },
    initial="proposed",
    steps=(
        Step(
            "approve",
            "Setujui dan terbitkan SPM",
            ("proposed",),
            "approved",
            Permission.APPROVE_DISBURSEMENT,
            apart_from=("proposed_by",),
            stamp="approved",
        ),
        Step(
            "reject",
            "Tolak",
            ("proposed",),
            "rejected",
            Permission.APPROVE_DISBURSEMENT,
            apart_from=("proposed_by",),
            needs_reason=True,
        ),
        Step("pay", "Catat SP2D", ("approved",), "paid", Permission.RECORD_SP2D),
        Step("account", "Tandai dipertanggungjawabkan", ("paid",), "accounted", Permission.ACCEPT_REPORT),
    ),
)

#: States of a disbursement in which the LKS has its money.
PAID_STATES = ("paid", "accounted")

TREASURY_RETURN = Workflow(
    title="Pengembalian ke kas negara",
    states={
        "open": "Belum disetor",
        "deposited": "Disetor, menunggu konfirmasi",
        "confirmed": "Selesai",
    },
    initial="open",
    steps=(
        Step("deposit", "Catat setoran", ("open",), "deposited", Permission.ENTER_RETURN, stamp="deposited"),
        Step(
            "confirm",
            "Konfirmasi setoran",
            ("deposited",),
            "confirmed",
            Permission.CONFIRM_RETURN,
            apart_from=("deposited_by",),
            stamp="confirmed",
        ),
        Step(
            "refuse",
            "Tolak bukti setor",
            ("deposited",),
            "open",
            Permission.CONFIRM_RETURN,
            apart_from=("deposited_by",),
            needs_reason=True,
        ),
    ),
)

DEATH_RECORD = Workflow(
    title="Catatan kematian",
    states={"recorded": "Berlaku", "withdrawn": "Ditarik"},
    initial="recorded",
    steps=(
        Step(
            "withdraw",
            "Tarik catatan",
            ("recorded",),
            "withdrawn",
            Permission.MANAGE_DEATHS,
            needs_reason=True,
            stamp="withdrawn",
        ),
    ),
)
