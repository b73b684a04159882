"""Sums that must tie: value = RAB = instalments."""

from __future__ import annotations

from rupiah.format import format_rupiah


def sums_missing(value: int, budget: int, instalments: int, where: str) -> list[str]:
    """A sentence for each sum that is not the value, in rupiah; ``where`` names the draft in which it is mended."""
    missing = []
    for total, name, part in ((budget, "RAB", "baris RAB"), (instalments, "termin", "termin")):
        if not total:
            missing.append(f"Belum ada {part}. Tambahkan di konsep {where}.")
        elif total != value:
            gap = abs(total - value)
            missing.append(
                f"Jumlah {name} {format_rupiah(total)} tidak sama dengan nilai perjanjian "
                f"{format_rupiah(value)}: {'lebih' if total > value else 'kurang'} "
                f"{format_rupiah(gap)}. Samakan di konsep {where}."
            )
    return missing
