"""The way of an import, from the file to what it wrote."""

from __future__ import annotations

from accounts.roles import Permission
from trail.workflow import Step, Workflow

_IMPORT = Permission.IMPORT_TABLES

IMPORT_RUN = Workflow(
    title="Impor",
    states={
        "checking": "Diperiksa",
        "ready": "Siap disimpan",
        "refused": "Ditolak",
        "saving": "Menyimpan",
        "saved": "Tersimpan",
        "failed": "Gagal",
        "cancelled": "Dibatalkan",
    },
    initial="checking",
    steps=(
        Step("accept", "Semua baris benar", ("checking",), "ready", _IMPORT),
        Step("refuse", "Ada baris yang salah", ("checking",), "refused", _IMPORT),
        Step("confirm", "Simpan", ("ready",), "saving", _IMPORT),
        Step("finish", "Semua baris tersimpan", ("saving",), "saved", _IMPORT),
        Step("fail", "Gagal", ("checking", "saving"), "failed", _IMPORT),
        Step("recheck", "Periksa lagi", ("ready", "refused", "failed"), "checking", _IMPORT),
        Step("cancel", "Batalkan", ("ready", "refused", "failed"), "cancelled", _IMPORT),
    ),
)
