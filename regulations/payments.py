"""How rules speak of payments and of the papers behind them."""

from __future__ import annotations

from regulations.dates import tanggal
from regulations.facts import DisbursementFacts

#: Where an obligation is the office's alone: the treasurer reads this, and has nothing to do.
NOT_THE_TREASURER = "Bukan kesalahan LKS; Anda tidak perlu mengubah apa pun."


def named(payment: DisbursementFacts) -> str:
    """The payment by its SP2D; one that is only proposed has none yet."""
    return f"SP2D {payment.sp2d_number}" if payment.sp2d_number else "Pembayaran ini"


def dated(payment: DisbursementFacts) -> str:
    """The payment with its day; before its SP2D that of its latest paper."""
    day = tanggal(payment.sp2d_date)
    return f"SP2D {payment.sp2d_number} tanggal {day}" if payment.sp2d_number else f"Pembayaran tanggal {day}"
