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

WORKING_PAPER = Workflow(
    title="Kertas kerja pemeriksaan",
    writing=("workingpaper.write", "workingpaper.attach", "workingpaper.remove_file", "workingpaper.submit"),
    states={"draft": "Disusun", "asked": "Menunggu reviu", "reviewed": "Sudah direviu"},
    initial="draft",
    steps=(
        Step("submit", "Kirim untuk direviu", ("draft",), "asked", Permission.AUDIT, stamp="prepared"),
        Step(
            "return_paper",
            "Kembalikan kepada penyusun",
            ("asked",),
            "draft",
            Permission.AUDIT,
            apart_from=("written_by",),
            needs_reason=True,
            example="Jumlah pada kuitansi terlampir tidak sama dengan nilai menurut pemeriksa.",
        ),
        Step(
            "review",
            "Setujui hasil uji",
            ("asked",),
            "reviewed",
            Permission.AUDIT,
            apart_from=("written_by",),
            apart_from_authors=True,
            stamp="reviewed",
        ),
        Step(
            "reopen",
            "Buka kembali",
            ("reviewed",),
            "draft",
            Permission.AUDIT,
            needs_reason=True,
            example="LKS menyerahkan kuitansi asli sesudah kertas kerja ini direviu.",
        ),
    ),
)

_AUDIT, _ANSWER = Permission.AUDIT, Permission.ANSWER_FINDING

FINDING = Workflow(
    title="Temuan pemeriksaan",
    writing=("finding.draft", "finding.revise", "finding.link", "finding.unlink"),
    states={
        "draft": "Konsep",
        "shown": "Menunggu tanggapan",
        "answered": "Sudah ditanggapi",
        "final": "Final, ditindaklanjuti",
        "settled": "Tuntas",
        "dropped": "Tidak dilanjutkan",
    },
    initial="draft",
    steps=(
        Step("show", "Sampaikan kepada yang diperiksa", ("draft",), "shown", _AUDIT, stamp="shown"),
        Step(
            "recall",
            "Tarik kembali untuk diubah",
            ("shown", "answered"),
            "draft",
            _AUDIT,
            needs_reason=True,
            example="Nilainya dihitung ulang setelah kuitansi susulan diterima.",
        ),
        Step("answer", "Tanggapi", ("shown",), "answered", _ANSWER, stamp="answered"),
        Step(
            "ask_again",
            "Minta tanggapan lagi",
            ("answered",),
            "shown",
            _AUDIT,
            needs_reason=True,
            example="Lampiran yang disebut dalam tanggapan belum ikut terkirim.",
        ),
        Step(
            "finalise",
            "Tetapkan final",
            ("shown", "answered"),
            "final",
            _AUDIT,
            apart_from=("drafted_by",),
            stamp="finalised",
        ),
        Step(
            "drop",
            "Tidak dilanjutkan",
            ("draft", "shown", "answered"),
            "dropped",
            _AUDIT,
            needs_reason=True,
            example="Bukti yang kurang ternyata ada dan sah, jadi tidak ada lagi yang perlu dilaporkan.",
            stamp="dropped",
        ),
        Step("settle", "Nyatakan tuntas", ("final",), "settled", _AUDIT, stamp="settled"),
        Step("reopen", "Buka lagi", ("settled",), "final", _AUDIT),
    ),
)

#: The four official kinds of a recommendation's follow-up, as the auditor judges it.
RECOMMENDATION = Workflow(
    title="Tindak lanjut rekomendasi",
    states={
        "none": "Belum ditindaklanjuti",
        "in_progress": "Belum sesuai / dalam proses",
        "met": "Sesuai rekomendasi",
        "impossible": "Tidak dapat ditindaklanjuti",
    },
    initial="none",
    steps=(
        Step("accept", "Sesuai rekomendasi", ("none", "in_progress"), "met", _AUDIT, stamp="judged"),
        Step(
            "await_more",
            "Belum sesuai / dalam proses",
            ("none", "in_progress", "met", "impossible"),
            "in_progress",
            _AUDIT,
            needs_reason=True,
            example="Setoran sudah ada, tetapi kebijakan pembukuan yang diminta belum ditetapkan.",
            stamp="judged",
        ),
        Step(
            "reject",
            "Belum ditindaklanjuti",
            ("none", "in_progress"),
            "none",
            _AUDIT,
            needs_reason=True,
            example="Yang dilampirkan bukan tindakan yang diminta rekomendasi ini.",
            stamp="judged",
        ),
        Step(
            "excuse",
            "Tidak dapat ditindaklanjuti",
            ("none", "in_progress"),
            "impossible",
            _AUDIT,
            needs_reason=True,
            example="LKS ini bubar menurut akta pembubaran, dan asetnya sudah diserahkan.",
            stamp="judged",
        ),
    ),
)
