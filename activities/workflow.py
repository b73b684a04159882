"""The lives of what this room keeps: a month of a Sentra Kreasi, and what was handed to a maker."""

from __future__ import annotations

from accounts.roles import Permission
from trail.workflow import Step, Workflow

SALES_MONTH = Workflow(
    title="Bulan Sentra Kreasi",
    writing=("salesmonth.record", "salesmonth.revise", "salesmonth.sales", "salesmonth.remove_sale"),
    states={"draft": "Konsep", "closed": "Ditutup", "corrected": "Dibetulkan", "discarded": "Dibatalkan"},
    initial="draft",
    steps=(
        Step(
            "close",
            "Tutup bulan",
            ("draft",),
            "closed",
            Permission.CLOSE_ACTIVITIES,
            apart_from=("drafted_by",),
            stamp="closed",
        ),
        # Taken when the record that corrects this one is closed, by who closes that.
        Step("replace", "Gantikan dengan pembetulan", ("closed",), "corrected", Permission.CLOSE_ACTIVITIES),
        Step(
            "discard",
            "Batalkan konsep",
            ("draft",),
            "discarded",
            Permission.MANAGE_ACTIVITIES,
            needs_reason=True,
            example="Bulan ini sudah dicatat dengan nama tempat yang lain.",
        ),
    ),
)

HAND_OVER = Workflow(
    title="Penyerahan hasil penjualan",
    states={"recorded": "Tercatat", "withdrawn": "Ditarik"},
    initial="recorded",
    steps=(
        Step(
            "withdraw",
            "Tarik penyerahan",
            ("recorded",),
            "withdrawn",
            Permission.MANAGE_ACTIVITIES,
            needs_reason=True,
            example="Salah orang: kuitansi ini milik pembuat lain.",
            stamp="withdrawn",
        ),
    ),
)
